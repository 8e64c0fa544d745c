"""我的任务: shows a unit its entries of a period, grouped by what it has to do with them."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks import clock
from tasks.commenting.comments import list_entries_with_unread
from tasks.filing.cooperation import map_entry_to_owed_note
from tasks.filing.drafts import FilingBatch
from tasks.filing.entries import OwnWork, group_own_entries, list_period_entries
from tasks.models import CooperationNote, Period, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.strips import WorkRow, YearMarks, map_tasks_to_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission
from tasks.receiving.receipts import UnitReceipts, list_owing_units
from tasks.terms.later import say_later


@dataclass(frozen=True)
class WorkList:
    """A list of the page.

    Attributes:
        name: of the list in ``OwnWork``.
        act: what the person does with its entries.
    """

    name: str
    label: str
    act: str


#: the lists in which each entry of the unit stands once; one that a group leads may also stand in ``asked``
WORK_LISTS = (
    WorkList("to_confirm", "待我审核", "审核"),
    WorkList("asked", "配合填报", "填写"),
    WorkList("returned", "已退回，待修改", "修改"),
    WorkList("to_file", "待填报", "填报"),
    WorkList("confirming", "待单位审核", "查看"),
    WorkList("filed", "已报送", "查看"),
    WorkList("joint", say_later("共同牵头，由第一{terms.lead_unit}报送"), "查看"),
    WorkList("cooperating", "本单位配合的事项", "查看"),
)
#: entries that also stand in one of those, mostly the filed ones; their number is a part of it
JUDGED = WorkList("judged", say_later("其中已{terms.judging}"), "查看")


@dataclass(frozen=True)
class MyTasksPage:
    """我的任务.

    Attributes:
        period: None where the person's government has none that has begun.
        entries: every entry of the period that the person may see, in printed order.
        chosen: the only list to show; None for all of ``WORK_LISTS``.
    """

    user: User
    period: Period | None
    entries: list[ProgressEntry]
    chosen: WorkList | None

    @cached_property
    def owed_notes(self) -> dict[int, CooperationNote]:
        """Entry id → what the unit was asked for by a lead unit or the office, of the entries that still take it."""
        return map_entry_to_owed_note(self.user, self.entries)

    @cached_property
    def work(self) -> OwnWork:
        return group_own_entries(self.user, self.entries, self.owed_notes)

    @cached_property
    def piles(self) -> list[tuple[WorkList, list[WorkRow]]]:
        """The lists that are not empty, with their rows."""
        marks = map_tasks_to_marks((entry.task for entry in self.entries), self.user)
        piles = [
            (each, [self._build_row(entry, each, marks) for entry in getattr(self.work, each.name)])
            for each in ([self.chosen] if self.chosen else WORK_LISTS)
        ]
        return [(each, rows) for each, rows in piles if rows]

    def _build_row(self, entry: ProgressEntry, pile: WorkList, marks: dict[int, YearMarks]) -> WorkRow:
        note = self.owed_notes.get(entry.pk) if pile.name == "asked" else None
        return WorkRow(entry, marks[entry.task_id], note)

    @cached_property
    def unread_entries(self) -> set[int]:
        """The keys of the entries in whose thread a word waits for the person."""
        return list_entries_with_unread(self.user)

    @cached_property
    def unsigned(self) -> list[UnitReceipts]:
        """待签收: the units for which the person still has to sign for items of the year."""
        return list_owing_units(self.user, self.period.plan) if self.period else []

    @property
    def has_entries(self) -> bool:
        return bool(self.entries)

    @property
    def granted_count(self) -> int:
        """How many entries the unit can still submit; asked for after the end of the period."""
        return sum(entry.takes_filings for entry in [*self.work.to_confirm, *self.work.pending])

    @cached_property
    def drafts(self) -> list[ProgressEntry]:
        """What can be filed at once: the same entries as on the page that files them."""
        return FilingBatch(self.user, self.work.written, Permission.SUBMIT_ENTRY, self.entries).complete

    @cached_property
    def plain(self) -> list[ProgressEntry]:
        """What the unit's head can confirm at once: the same entries as on the page that confirms them."""
        return FilingBatch(self.user, self.work.to_confirm, Permission.CONFIRM_ENTRY, self.entries).complete

    @cached_property
    def confirmable(self) -> list[ProgressEntry]:
        return [entry for entry in self.work.to_confirm if entry.takes_filings]

    @property
    def next_work(self) -> tuple[str, list[ProgressEntry]]:
        """What the person does next and the entries that wait for it; none where nothing waits."""
        return ("逐项审核", self.confirmable) if self.confirmable else ("逐项填报", self.work.fileable)

    @property
    def is_pressing(self) -> bool:
        """Whether the day of the period has come while the person still has something to file or to confirm."""
        waits = self.work.fileable or self.work.to_confirm
        return bool(self.period is not None and clock.today() >= self.period.due_on and waits)


@require_safe
@restrict_to(Permission.EDIT_ENTRY)
def my_tasks(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the lists of the period; only the list that ``pile`` names in the address, where it names one."""
    period = find_current_period(request)
    entries = list_period_entries(request.user, period) if period else []
    named = request.GET.get("pile")
    chosen = next((each for each in (*WORK_LISTS, JUDGED) if each.name == named), None)
    return render(request, "filing/mine.html", {"page": MyTasksPage(request.user, period, entries, chosen)})
