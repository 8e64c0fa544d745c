"""方案调整: what the pages of amendments, additions and 调整记录 show."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.urls import reverse

from tasks import clock
from tasks.adjusting.items import (
    Amendment,
    PlanNames,
    build_amended_state,
    build_stored_state,
    compute_item_fingerprint,
    describe_amendment_refusal,
    order_state,
)
from tasks.adjusting.plan_changes import describe_filed_entries, describe_undo_refusal, select_plan_changes
from tasks.enums import PeriodState
from tasks.filing.filing_days import describe_late_day
from tasks.models import Plan, PlanChange, ProgressEntry, Task, User
from tasks.models.changes import diff_states
from tasks.pages.adjusting.forms.batch import BATCHES, BatchForm
from tasks.pages.adjusting.forms.items import AdditionForm, AmendmentForm
from tasks.pages.frame.views.wording import PartChange
from tasks.pages.requesting.request_page import compare_states

PER_PAGE = 50


@dataclass(frozen=True)
class AmendmentPage:
    """The form that corrects an item, filled with what holds now."""

    task: Task
    form: AmendmentForm

    @cached_property
    def filed(self) -> list[str]:
        """What is filed already in periods that a correction may reach, and what a new lead unit would find."""
        return describe_filed_entries(self.task)

    @cached_property
    def seen(self) -> str:
        return compute_item_fingerprint(self.task, PlanNames(self.task.plan))


@dataclass(frozen=True)
class AdditionPage:
    """The form that adds an item to a plan."""

    plan: Plan
    form: AdditionForm

    @cached_property
    def late_days(self) -> list[str]:
        """Until when a new item is filed in open periods, where it would be late at once otherwise."""
        opened = self.plan.periods.filter(state=PeriodState.OPEN).select_related("plan__government").order_by("number")
        return [said for period in opened if (said := describe_late_day(period, clock.today()))]


class ChangeRow:
    """One change with what differs."""

    def __init__(self, change: PlanChange):
        self.change = change

    @property
    def since(self) -> str:
        return f"{self.change.plan}{self.change.plan.rhythm.get_label(self.change.since)}"

    @property
    def changes(self) -> list[PartChange]:
        return compare_states(order_state(self.change.before), order_state(self.change.after))


@dataclass(frozen=True)
class ChangeListPage:
    """调整记录: the changes of a plan, the latest first."""

    user: User
    plan: Plan | None
    plans: Sequence[Plan]
    number: str

    @cached_property
    def page(self) -> Page:
        return Paginator(select_plan_changes(self.user).filter(plan=self.plan), PER_PAGE).get_page(self.number)

    @property
    def rows(self) -> list[ChangeRow]:
        return [ChangeRow(change) for change in self.page]


class ChangePage(ChangeRow):
    """One change with its basis, and whether the person can undo it."""

    def __init__(self, user: User, change: PlanChange):
        super().__init__(change)
        self.user = user

    @cached_property
    def undo_refusal(self) -> str:
        return describe_undo_refusal(self.user, self.change)


@dataclass(frozen=True)
class BatchRow:
    """A ticked item, the value that the form carries of it, and what the amendment would make of it.

    Attributes:
        changes: None while nothing is chosen.
        refusal: why it cannot be corrected so; "" when it can.
    """

    entry: ProgressEntry
    task: Task
    pick: str
    changes: list[PartChange] | None = None
    refusal: str = ""


class BatchPage:
    """The ticked items with the form, and after its sending what each item would say.

    Args:
        tasks: by key, with plan, edition, units and leaders.
    """

    def __init__(self, kind: str, form: BatchForm, entries: Sequence[ProgressEntry], tasks: dict[int, Task]):
        self.kind, self.form, self.entries, self.tasks = kind, form, entries, tasks

    @property
    def label(self) -> str:
        return BATCHES[self.kind][0]

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """Label and address of each kind, and whether it is this one."""
        named = "".join(f"&entry={entry.pk}" for entry in self.entries)
        return [
            (label, f"{reverse('tasks_adjust')}?what={kind}{named}", kind == self.kind)
            for kind, (label, _) in BATCHES.items()
        ]

    @cached_property
    def is_previewed(self) -> bool:
        return self.form.is_bound and self.form.is_valid()

    @cached_property
    def rows(self) -> list[BatchRow]:
        names = PlanNames(self.form.plan)
        amendment = self.form.build_amendment() if self.is_previewed else None
        return [self._build_row(entry, names, amendment) for entry in self.entries]

    def _build_row(self, entry: ProgressEntry, names: PlanNames, amendment: Amendment | None) -> BatchRow:
        task = self.tasks[entry.task_id]
        pick = format_batch_pick(entry, compute_item_fingerprint(task, names))
        if amendment is None:
            return BatchRow(entry, task, pick)
        if refusal := describe_amendment_refusal(task, amendment, names):
            return BatchRow(entry, task, pick, [], refusal)
        stored = build_stored_state(task, names)
        before, after = diff_states(stored, build_amended_state(task, amendment, names))
        return BatchRow(entry, task, pick, compare_states(before, after))

    @property
    def fitting(self) -> list[BatchRow]:
        return [row for row in self.rows if not row.refusal]

    @cached_property
    def exceptions(self) -> dict[str, list[Task]]:
        """Why some items cannot be amended so → these items."""
        found: dict[str, list[Task]] = {}
        for row in self.rows:
            if row.refusal:
                found.setdefault(row.refusal, []).append(row.task)
        return found

    @property
    def exception_count(self) -> int:
        return sum(len(tasks) for tasks in self.exceptions.values())

    @property
    def mark(self) -> str:
        """What the confirmation sends: it stands for the input and for what the items say now."""
        return self.form.compute_mark()


def format_batch_pick(entry: ProgressEntry, fingerprint: str) -> str:
    """Formats an entry and its item's fingerprint as ``PickedField`` reads them."""
    return f"{entry.pk}:{int(fingerprint, 16)}"


def parse_batch_pick(number: int) -> str:
    """Returns the fingerprint of a pick."""
    return f"{number:016x}"
