"""How an item runs from period to period: whether its judgement turned, and for how long it has stood behind."""

from collections.abc import Iterable

from django.db.models import QuerySet

from tasks.enums import Outcome, Turn
from tasks.models import Period, ProgressEntry


def turn_of(was: Outcome | None, now: Outcome | None) -> Turn | None:
    """None where nothing turned for the worse or better, or one of the two was not judged."""
    if was is None or now is None or not (was.is_behind or now.is_behind):
        return None
    if now.is_behind:
        return Turn.AGAIN if was.is_behind else Turn.NEWLY
    return Turn.RECOVERED


def outcome_of(entry: ProgressEntry) -> Outcome | None:
    """What the office judged; None where it has not."""
    return Outcome(entry.judgement.outcome) if entry.judgement else None


def before(period: Period) -> QuerySet[Period]:
    """The period before in the same year, alone; nothing before the first."""
    return Period.objects.filter(plan=period.plan_id, number__lt=period.number).order_by("-number")[:1]


def outcomes_before(period: Period) -> dict[int, Outcome | None]:
    """Task id → how it was judged in the period before, None where nobody did."""
    former = ProgressEntry.objects.filter(period__in=before(period).values("pk")).order_by()
    rows = former.values_list("task_id", "judgement__outcome")
    return {task: Outcome(outcome) if outcome else None for task, outcome in rows}


def turned(entries: QuerySet[ProgressEntry], period: Period, turn: Turn) -> QuerySet[ProgressEntry]:
    """Those of a period's entries whose judgement took ``turn`` since the period before."""
    former = outcomes_before(period)
    now = entries.order_by().exclude(judgement=None).values_list("pk", "task_id", "judgement__outcome")
    keys = [pk for pk, task, outcome in now if turn_of(former.get(task), Outcome(outcome)) == turn]
    return entries.filter(pk__in=keys)


def runs_behind(earlier: Iterable[ProgressEntry]) -> dict[int, int]:
    """Task id → in how many periods running it stood behind, up to the last of ``earlier``.

    Args:
        earlier: entries of the year's periods in their order, each with its judgement at hand.
    """
    runs: dict[int, int] = {}
    for entry in earlier:
        runs[entry.task_id] = runs.get(entry.task_id, 0) + 1 if entry.stood_behind else 0
    return runs
