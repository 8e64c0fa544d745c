"""The marks of an item, one for each period of its year, as every list shows them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from tasks.enums import UNFILED, WARNED, EndingKind, EntryState, Outcome, PeriodState, Standing
from tasks.enums.outcome_words import build_judged_word
from tasks.models import CooperationNote, Ending, Period, Plan, ProgressEntry, Task, User
from tasks.models.ending import STOPS
from tasks.models.rhythm import COLUMNS, read_rhythm
from tasks.periods import Rhythm
from tasks.permissions import Permission, can


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
    """What somebody has to act on: an entry, the marks of its item, and what the unit was asked for, if it is for
    that."""

    entry: ProgressEntry
    marks: YearMarks
    note: CooperationNote | None


def map_tasks_to_marks(tasks: Iterable[Task], user: User) -> dict[int, YearMarks]:
    """Returns task id → its marks, in one query; in two where a plan has no periods yet.

    Args:
        tasks: those of a page, which the person may see.
        user: units do not see what the machine suggests where nobody has judged.
    """
    plans = {task.pk: task.plan_id for task in tasks}
    suggests = can(user, Permission.SEE_SUGGESTIONS)
    begun: dict[int, set[int]] = defaultdict(set)
    known: dict[tuple[int, int], PeriodMark] = {}
    rhythms: dict[int, Rhythm] = {}
    for plan, first_month, ends, labels, number, state, task, stop, *entry in _select_period_rows(plans):
        rhythms[plan] = read_rhythm(first_month, ends, labels)
        label = rhythms[plan].get_label(number)
        if state != PeriodState.PLANNED:
            begun[plan].add(number)
        if stop is not None:
            known[task, number] = PeriodMark(label, EndingKind(stop).label, "none")
        elif task is not None:
            known[task, number] = _build_mark(label, *entry, suggests=suggests)
    if missing := set(plans.values()) - set(rhythms):
        rhythms |= {plan.pk: plan.rhythm for plan in Plan.objects.filter(pk__in=missing)}
    return {
        task: tuple(
            known.get((task, number)) or _build_empty_mark(rhythms[plan].get_label(number), number in begun[plan])
            for number in rhythms[plan].numbers
        )
        for task, plan in plans.items()
    }


def pair_entries_with_marks(entries: Iterable[ProgressEntry], user: User) -> list[tuple[ProgressEntry, YearMarks]]:
    """Returns the entries, each with its item's marks.

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
            *(f"plan__{column}" for column in COLUMNS),
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
    period: str,
    state: EntryState,
    standing: Standing | None,
    outcome: Outcome | None,
    word: str | None,
    token: str | None,
    *,
    suggests: bool,
) -> PeriodMark:
    if outcome:
        judged = build_judged_word(outcome, word or "", token or "")
        return PeriodMark(period, judged.label, judged.token, is_judged=True)
    if state in UNFILED:
        return PeriodMark(period, "未报送", "none")
    if suggests and standing in WARNED and state != EntryState.RETURNED:
        return PeriodMark(period, standing.label, standing.token)
    return PeriodMark(period, state.label, state.token)


def _build_empty_mark(period: str, has_begun: bool) -> PeriodMark:
    word = "未列入" if has_begun else PeriodState.PLANNED.label
    return PeriodMark(period, word, "none")
