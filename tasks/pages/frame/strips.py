"""The four marks of an item, one for each period of its year, as every list shows them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from tasks import periods
from tasks.enums import UNFILED, WARNED, EndingKind, EntryState, Outcome, PeriodState, Standing
from tasks.models import CooperationNote, Ending, Period, ProgressEntry, Task, User
from tasks.models.ending import STOPS
from tasks.outcome_words import build_judged_word
from tasks.permissions import Permission, can

NUMBERS = range(1, periods.WHOLE_YEAR + 1)


@dataclass(frozen=True)
class PeriodMark:
    """One period of an item.

    Attributes:
        period: 一季度, 上半年, 前三季度 or 全年.
        word: the outcome; before the judgement the state of the filing.
        token: the colour of the word.
        is_judged: whether the word is a judgement; such a mark is filled, any other is open.
    """

    period: str
    word: str
    token: str
    is_judged: bool = False

    @property
    def title(self) -> str:
        return f"{self.period}：{self.word}"


YearMarks = tuple[PeriodMark, ...]


@dataclass(frozen=True)
class WorkRow:
    """What somebody has to act on: an entry, the four marks of its item, and what the unit was asked for, if it is for
    that."""

    entry: ProgressEntry
    marks: YearMarks
    note: CooperationNote | None


def map_tasks_to_marks(tasks: Iterable[Task], user: User) -> dict[int, YearMarks]:
    """Returns task id → its four marks, in one query.

    Args:
        tasks: those of a page, which the person may see.
        user: units do not see what the machine suggests where nobody has judged.
    """
    plans = {task.pk: task.plan_id for task in tasks}
    suggests = can(user, Permission.SEE_SUGGESTIONS)
    begun: dict[int, set[int]] = defaultdict(set)
    known: dict[tuple[int, int], PeriodMark] = {}
    for plan, number, state, task, stop, *entry in _select_period_rows(plans):
        if state != PeriodState.PLANNED:
            begun[plan].add(number)
        if stop is not None:
            known[task, number] = PeriodMark(periods.get_period_label(number), EndingKind(stop).label, "none")
        elif task is not None:
            known[task, number] = _build_mark(number, *entry, suggests=suggests)
    return {
        task: tuple(known.get((task, number)) or _build_empty_mark(number, begun[plan]) for number in NUMBERS)
        for task, plan in plans.items()
    }


def pair_entries_with_marks(entries: Iterable[ProgressEntry], user: User) -> list[tuple[ProgressEntry, YearMarks]]:
    """Returns the entries, each with its item's four marks, in one query.

    Args:
        entries: fetched with their task.
    """
    entries = list(entries)
    strips = map_tasks_to_marks((entry.task for entry in entries), user)
    return [(entry, strips[entry.task_id]) for entry in entries]


def _select_period_rows(plans: dict[int, int]) -> Iterable[tuple[Any, ...]]:
    """Selects every period of the plans, joined with each of the tasks' entries in it."""
    own = FilteredRelation("entries", condition=Q(entries__task__in=list(plans)))
    stops = Ending.objects.filter(task=OuterRef("own__task_id"), kind__in=STOPS, since__lte=OuterRef("number"))
    return (
        Period.objects.filter(plan__in=set(plans.values()))
        .annotate(own=own, stop=Subquery(stops.values("kind")[:1]))
        .order_by()
        .values_list(
            "plan_id",
            "number",
            "state",
            "own__task_id",
            "stop",
            "own__state",
            "own__standing",
            "own__judgement__outcome",
            "own__judgement__word",
            "own__judgement__token",
        )
    )


def _build_mark(
    number: int,
    state: EntryState,
    standing: Standing | None,
    outcome: Outcome | None,
    word: str | None,
    token: str | None,
    *,
    suggests: bool,
) -> PeriodMark:
    period = periods.get_period_label(number)
    if outcome:
        judged = build_judged_word(outcome, word or "", token or "")
        return PeriodMark(period, judged.label, judged.token, is_judged=True)
    if state in UNFILED:
        return PeriodMark(period, "未报送", "none")
    if suggests and standing in WARNED and state != EntryState.RETURNED:
        return PeriodMark(period, standing.label, standing.token)
    return PeriodMark(period, state.label, state.token)


def _build_empty_mark(number: int, begun: set[int]) -> PeriodMark:
    word = "未列入" if number in begun else PeriodState.PLANNED.label
    return PeriodMark(periods.get_period_label(number), word, "none")
