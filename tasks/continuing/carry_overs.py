"""结转: the items that the earlier year left unfinished, each with what becomes of it: it goes on as …, it is dropped because
…, or nobody has decided."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from tasks.continuing.continuations import ContinuationCandidate, PlanContinuations
from tasks.enums import UNFINISHED, ContinuationState
from tasks.models import Judgement, Plan, ProgressEntry, Task, TaskContinuation, TaskDiscontinuation
from tasks.models.ending import build_stopped_condition
from tasks.models.entry_queries import EntryQuerySet

CONFIRMED = TaskContinuation.objects.filter(state=ContinuationState.CONFIRMED).order_by()


@dataclass(frozen=True)
class UnfinishedItem:
    """An item that its year left unfinished.

    Attributes:
        judgement: of the year's last period; None where it says no more that the item is unfinished, and what was decided
            stands from before.
        successors: its confirmed continuations, each with its later item.
    """

    task: Task
    judgement: Judgement | None
    successors: Sequence[TaskContinuation]
    discontinuation: TaskDiscontinuation | None

    @property
    def is_undecided(self) -> bool:
        return not self.successors and self.discontinuation is None


class CarryOver:
    """结转 of a plan: what the plan before it left unfinished."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.continuations = PlanContinuations(plan)

    @property
    def earlier(self) -> Plan | None:
        """The newest plan of an earlier year; None for the first."""
        return self.continuations.earlier

    @cached_property
    def items(self) -> dict[int, UnfinishedItem]:
        """The unfinished items in the order of the plan."""
        if not self.earlier:
            return {}
        judged = select_year_end_entries(self.earlier).filter(judgement__outcome__in=UNFINISHED)
        judgements = {entry.task_id: entry.judgement for entry in judged.select_related("judgement")}
        dropped = TaskDiscontinuation.objects.filter(task__plan=self.earlier).select_related("decided_by")
        reasons = {row.task_id: row for row in dropped}
        return {
            key: UnfinishedItem(task, judgements.get(key), self._successors.get(key, ()), reasons.get(key))
            for key, task in self.continuations.earlier_tasks.items()
            if key in judgements or key in reasons
        }

    @cached_property
    def unjudged_count(self) -> int:
        """The number of items of the earlier year without a judgement at its end, of which nobody knows; without stopped
        ones."""
        if not self.earlier:
            return 0
        judged = select_year_end_entries(self.earlier).filter(judgement__isnull=False)
        tasks = Task.objects.filter(plan=self.earlier, current__isnull=False)
        stopped = build_stopped_condition(self.earlier.rhythm.last)
        return tasks.exclude(pk__in=judged.values("task")).exclude(stopped).count()

    @property
    def undecided(self) -> list[UnfinishedItem]:
        return [one for one in self.items.values() if one.is_undecided]

    @property
    def continued_count(self) -> int:
        return sum(bool(one.successors) for one in self.items.values())

    @property
    def dropped_count(self) -> int:
        return sum(one.discontinuation is not None for one in self.items.values())

    def list_candidates(self, task: int) -> list[ContinuationCandidate]:
        """Lists the items of the plan in which an earlier one goes on or may go on."""
        return self.continuations.list_successors(task)

    @cached_property
    def _successors(self) -> dict[int, list[TaskContinuation]]:
        found: dict[int, list[TaskContinuation]] = defaultdict(list)
        rows = CONFIRMED.filter(earlier__plan=self.earlier).order_by("later_year", "later_id")
        for row in rows.select_related("later__plan", "later__item_kind", "later__current"):
            found[row.earlier_id].append(row)
        return found


def select_year_end_entries(plan: Plan) -> EntryQuerySet[ProgressEntry]:
    """Selects the entries of the last period of a plan, whose judgement says what became of an item in its year."""
    return ProgressEntry.objects.filter(period__plan=plan, period__number=plan.rhythm.last)


def was_left_unfinished(task: Task) -> bool:
    """Whether the last period of its year has judged an item unfinished (``UNFINISHED``)."""
    return select_year_end_entries(task.plan).filter(task=task, judgement__outcome__in=UNFINISHED).exists()


def count_undecided(earlier: Plan) -> int:
    """Counts the items that a plan left unfinished and of which nobody has decided what becomes (those of
    ``CarryOver.undecided``); one query."""
    decided = Q(Exists(CONFIRMED.filter(earlier=OuterRef("task")))) | Q(task__discontinuation__isnull=False)
    left = select_year_end_entries(earlier).filter(judgement__outcome__in=UNFINISHED, task__current__isnull=False)
    return left.exclude(decided).count()
