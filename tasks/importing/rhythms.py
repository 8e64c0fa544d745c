"""Which periods the plan of a year has, for the reader of a paper that names one."""

from collections.abc import Callable

from tasks.models import Government
from tasks.periods import QUARTERLY, Rhythm

#: the year that a paper names, or None → the rhythm of its plan
RhythmFinder = Callable[[int | None], Rhythm]


def build_rhythm_finder(government: Government | None) -> RhythmFinder:
    """Builds the function that finds the rhythm of a year's plan; a year without one has that of the government's coming
    plans. Without a government periods are quarters."""
    if government is None:
        return lambda _: QUARTERLY
    known: dict[int | None, Rhythm] = {plan.year: plan.rhythm for plan in government.plans.all()}
    return lambda year: known.get(year, government.rhythm)


def list_rhythms(government: Government | None) -> list[Rhythm]:
    """Lists the rhythms that a paper of a government may have, that of its coming plans first; each once."""
    if government is None:
        return [QUARTERLY]
    return list(dict.fromkeys([government.rhythm, *(plan.rhythm for plan in government.plans.all())]))
