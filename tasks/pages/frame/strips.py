"""The four periods of an item side by side, as every list shows them: for each a word, a colour token and its name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q

from tasks import periods
from tasks.enums import UNFILED, WARNED, EntryState, Outcome, PeriodState, Standing
from tasks.models import Period, ProgressEntry, Task, User
from tasks.permissions import Permission, can

NUMBERS = range(1, periods.WHOLE_YEAR + 1)


@dataclass(frozen=True)
class PeriodMark:
    """One period of an item.

    Attributes:
        period: 一季度, 上半年, 前三季度 or 全年.
        word: the outcome as judged; before that how far the filing is.
        token: the colour token of the word.
        is_judged: whether it is the office's word; drawn full, and everything before it open.
    """

    period: str
    word: str
    token: str
    is_judged: bool = False

    @property
    def title(self) -> str:
        return f"{self.period}：{self.word}"


YearMarks = tuple[PeriodMark, ...]


def map_tasks_to_marks(tasks: Iterable[Task], user: User) -> dict[int, YearMarks]:
    """Task id → its four periods, in one query for all tasks.

    Args:
        tasks: those of a page, that the person may see.
        user: the office alone reads what the machine suggests where nobody has judged.
    """
    plans = {task.pk: task.plan_id for task in tasks}
    suggests = can(user, Permission.SEE_SUGGESTIONS)
    begun: dict[int, set[int]] = defaultdict(set)
    known: dict[tuple[int, int], PeriodMark] = {}
    for plan, number, state, task, *entry in _select_period_rows(plans):
        if state != PeriodState.PLANNED:
            begun[plan].add(number)
        if task is not None:
            known[task, number] = _build_mark(number, *entry, suggests=suggests)
    return {
        task: tuple(known.get((task, number)) or _build_empty_mark(number, begun[plan]) for number in NUMBERS)
        for task, plan in plans.items()
    }


def pair_entries_with_marks(
    entries: Iterable[ProgressEntry], user: User
) -> list[tuple[ProgressEntry, YearMarks]]:
    """The entries, each beside its item's four periods; one query.

    Args:
        entries: with their task at hand.
    """
    entries = list(entries)
    strips = map_tasks_to_marks((entry.task for entry in entries), user)
    return [(entry, strips[entry.task_id]) for entry in entries]


def _select_period_rows(plans: dict[int, int]) -> Iterable[tuple[Any, ...]]:
    """Every period of the plans, beside each of the tasks' entries in it."""
    own = FilteredRelation("entries", condition=Q(entries__task__in=list(plans)))
    return (
        Period.objects.filter(plan__in=set(plans.values()))
        .annotate(own=own)
        .order_by()
        .values_list(
            "plan_id",
            "number",
            "state",
            "own__task_id",
            "own__state",
            "own__standing",
            "own__judgement__outcome",
        )
    )


def _build_mark(
    number: int, state: EntryState, standing: Standing | None, outcome: Outcome | None, *, suggests: bool
) -> PeriodMark:
    period = periods.get_period_label(number)
    if outcome:
        return PeriodMark(period, outcome.label, outcome.token, is_judged=True)
    if state in UNFILED:
        return PeriodMark(period, "未报送", "none")
    if suggests and standing in WARNED and state != EntryState.RETURNED:
        return PeriodMark(period, standing.label, standing.token)
    return PeriodMark(period, state.label, state.token)


def _build_empty_mark(number: int, begun: set[int]) -> PeriodMark:
    word = "未列入" if number in begun else PeriodState.PLANNED.label
    return PeriodMark(periods.get_period_label(number), word, "none")
