"""完成时限: what the page of a plan's deadlines shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.forms import BoundField
from django.urls import reverse

from tasks import clock
from tasks.enums import DeadlineState
from tasks.models import Edition, Period, Plan, Task, User
from tasks.pages.frame.context import NAMED
from tasks.pages.plans.forms.deadlines import DUE, NONE, SEEN, DeadlinesForm
from tasks.plans.deadlines import ItemDeadline, describe_due_day, list_deadline_tasks, read_item_deadline
from tasks.plans.due_items import DueMark, map_tasks_to_due_entries, mark_due_day
from tasks.plans.edition_content import find_printed_deadline

WAITING, PASSED, ALL = "waiting", "passed", "all"
#: the name of a tab → its label
TABS = {WAITING: "待确认", PASSED: "已过时限", ALL: "全部"}


@dataclass(frozen=True)
class DeadlineRow:
    """An item with the field of its day.

    Attributes:
        seen: the field of the fingerprint.
        none: the tick that the item has no deadline; None where a day was read or confirmed.
        mark: what became of the day, or how far it is.
        is_overtaken: whether somebody else changed the deadline while the person was deciding about it.
        refused: the day that the person gave it then, as he reads it.
    """

    task: Task
    deadline: ItemDeadline
    field: BoundField
    seen: BoundField
    none: BoundField | None
    mark: DueMark
    is_overtaken: bool
    refused: str

    @property
    def anchor(self) -> str:
        """The id of the row, to which a link jumps."""
        return f"item-{self.task.pk}"

    @property
    def edition(self) -> Edition:
        return self.task.edition

    @cached_property
    def cell_spans(self) -> list[tuple[int, int]]:
        """The characters of the cell 完成时限 from which the day was read."""
        return self._find_spans(self.edition.due, "")

    @property
    def text_spans(self) -> list[tuple[int, int]]:
        """The characters of the wording from which the day was read, where the cell names none."""
        return [] if self.cell_spans else self._find_spans("", self.edition.text)

    def _find_spans(self, due: str, text: str) -> list[tuple[int, int]]:
        found = find_printed_deadline(due, text, self.task.plan.year, self.task.plan.first_month)
        return [(found.span.start, found.span.end)] if found else []


class DeadlinesPage:
    """The items of one tab, each with the field of its day.

    Args:
        show: a key of ``TABS``; "" for what waits, or everything where nothing does.
        form: the form as it was sent where it was refused; then its items are shown.
        overtaken: item key → the day that the person gave an item whose deadline somebody else changed meanwhile.
    """

    def __init__(
        self,
        user: User,
        period: Period,
        *,
        show: str = "",
        form: DeadlinesForm | None = None,
        overtaken: dict[int, date | None] | None = None,
    ):
        self.user = user
        self.period = period
        self.today = clock.today()
        self.tasks = list_deadline_tasks(user, self.plan)
        self.entries = map_tasks_to_due_entries(user, period)
        self.overtaken = overtaken or {}
        self.show = show or (WAITING if any(self._belongs(task, WAITING) for task in self.tasks) else ALL)
        self.form = form or DeadlinesForm(tasks=self._select_tasks())

    @property
    def plan(self) -> Plan:
        return self.period.plan

    @cached_property
    def tabs(self) -> list[tuple[str, str, int, str]]:
        """Name, label, number of items and address of each tab."""
        return [
            (name, label, sum(self._belongs(task, name) for task in self.tasks), self._build_url(name))
            for name, label in TABS.items()
        ]

    @cached_property
    def rows(self) -> list[DeadlineRow]:
        keys = set(self.form.keys)
        return [self._build_row(task) for task in self.tasks if task.pk in keys]

    @property
    def url(self) -> str:
        """The address that the form is sent to: it names tab and period, whatever is chosen meanwhile elsewhere."""
        return self._build_url(self.show)

    @property
    def propose_url(self) -> str:
        return f"{reverse('deadlines_propose')}?{urlencode({NAMED: self.period.key})}"

    @cached_property
    def wrong_rows(self) -> list[DeadlineRow]:
        """The rows of a form that was sent whose days cannot be saved."""
        return [row for row in self.rows if row.field.errors]

    @cached_property
    def is_unread(self) -> bool:
        """Whether no deadline of the plan was read or confirmed yet."""
        return not any(task.edition.due_state for task in self.tasks)

    def _belongs(self, task: Task, tab: str) -> bool:
        if tab == WAITING:
            return task.edition.due_state == DeadlineState.PROPOSED
        return tab == ALL or self._mark_day(task).is_late

    def _mark_day(self, task: Task) -> DueMark:
        on = read_item_deadline(self.user, task.edition).on
        return mark_due_day(task, on, self.today, self.entries.get(task.pk))

    def _select_tasks(self) -> Collection[Task]:
        return [task for task in self.tasks if self._belongs(task, self.show) or task.pk in self.overtaken]

    def _build_url(self, tab: str) -> str:
        return f"{reverse('deadlines_page')}?{urlencode({'show': tab, NAMED: self.period.key})}"

    def _build_row(self, task: Task) -> DeadlineRow:
        is_overtaken = task.pk in self.overtaken
        return DeadlineRow(
            task=task,
            deadline=read_item_deadline(self.user, task.edition),
            field=self.form[f"{DUE}{task.pk}"],
            seen=self.form[f"{SEEN}{task.pk}"],
            none=self.form[none] if (none := f"{NONE}{task.pk}") in self.form.fields else None,
            mark=self._mark_day(task),
            is_overtaken=is_overtaken,
            refused=describe_due_day(self.overtaken[task.pk], self.today) if is_overtaken else "",
        )
