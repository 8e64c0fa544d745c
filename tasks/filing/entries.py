"""The quarter's round as its pages read it: queues with what comes next, what stood before, who did what."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from tasks.enums import AT_THE_OFFICE, BEHIND, UNFILED, EntryState, EventKind
from tasks.models import EntryRevision, Event, Period, ProgressEntry, Task, User
from tasks.permissions import EDITABLE, is_in_filing_unit, is_in_lead_unit
from tasks.queries import order_as_printed, prefetch_printed_parts, select_visible_entries

Item = TypeVar("Item")

#: the tabs of 填报审核, each with the states that stand in it
TABS = {
    "unfiled": ("未报送", UNFILED),
    "waiting": ("待审核", (EntryState.SUBMITTED,)),
    "returned": ("已退回", (EntryState.RETURNED,)),
    "accepted": ("已通过", (EntryState.ACCEPTED,)),
}


def list_period_entries(user: User, period: Period) -> list[ProgressEntry]:
    """The entries of a period that a person may see, in printed order, with everything a row prints."""
    entries = prefetch_printed_parts(select_visible_entries(user).filter(period=period))
    return list(order_as_printed(entries))


def find_next_waiting(queue: Sequence[Item], done: Item, waits: Callable[[Item], bool]) -> Item | None:
    """The item behind ``done`` that still waits, going round once; None when nothing waits."""
    place = queue.index(done) if done in queue else -1
    following = [*queue[place + 1 :], *queue[: max(place, 0)]]
    return next((item for item in following if waits(item)), None)


@dataclass(frozen=True)
class OwnWork:
    """我的任务, sorted by what is to be done with each entry.

    Attributes:
        to_confirm: filed by the unit's clerk, waiting for its head.
        returned: to be corrected; ``return_reason`` says why.
        to_file: nothing filed yet.
        filed: with the office or its head.
        joint: another unit files them, this one may add to the draft.
        cooperating: only to be read.
    """

    to_confirm: list[ProgressEntry]
    returned: list[ProgressEntry]
    to_file: list[ProgressEntry]
    filed: list[ProgressEntry]
    joint: list[ProgressEntry]
    cooperating: list[ProgressEntry]

    @property
    def pending(self) -> list[ProgressEntry]:
        """What the unit has to file, in the order in which the pages offer it."""
        return [*self.returned, *self.to_file]

    @property
    def own(self) -> int:
        return len(self.to_report)

    @property
    def to_report(self) -> list[ProgressEntry]:
        """Everything that the unit files, wherever it stands."""
        return [*self.to_confirm, *self.pending, *self.filed]

    @property
    def confirming(self) -> list[ProgressEntry]:
        """Filed by the clerk, not yet passed on by the unit's head."""
        return [entry for entry in self.to_report if entry.state == EntryState.CONFIRMING]

    @property
    def judged(self) -> list[ProgressEntry]:
        return [entry for entry in self.to_report if entry.judgement_id]


def group_own_entries(user: User, entries: Iterable[ProgressEntry], *, confirms: bool) -> OwnWork:
    """Sorts a unit's entries.

    Args:
        confirms: whether the person is the one who passes entries on to the office.
    """
    work = OwnWork([], [], [], [], [], [])
    for entry in entries:
        _choose_group(user, entry, work, confirms=confirms).append(entry)
    return work


def _choose_group(user: User, entry: ProgressEntry, work: OwnWork, *, confirms: bool) -> list[ProgressEntry]:
    if not is_in_lead_unit(user, entry):
        return work.cooperating
    if not is_in_filing_unit(user, entry):
        return work.joint
    if entry.state in EDITABLE:
        return work.returned if entry.return_reason else work.to_file
    if entry.state == EntryState.CONFIRMING and confirms:
        return work.to_confirm
    return work.filed


def find_filed_version(entry: ProgressEntry) -> ProgressEntry | EntryRevision | None:
    """What the office may read: the entry once it is there, else the last revision that was; None when none was."""
    return entry if entry.state in AT_THE_OFFICE else next(iter(list_filed_revisions(entry)), None)


def list_filed_revisions(entry: ProgressEntry) -> list[EntryRevision]:
    """The last two revisions that reached the office, the newest first."""
    filed = entry.revisions.filter(state=EntryState.SUBMITTED).select_related("saved_by__unit")
    return list(filed.order_by("-number")[:2])


def map_entry_to_filed_version(entries: Sequence[ProgressEntry]) -> dict[int, ProgressEntry | EntryRevision]:
    """Entry id → what the office may read of it, as ``find_filed_version`` says, in one query; nothing where nothing was filed."""
    at_hand = {entry.pk: entry for entry in entries if entry.state in AT_THE_OFFICE}
    others = [entry.pk for entry in entries if entry.pk not in at_hand]
    revisions = EntryRevision.objects.filter(entry__in=others, state=EntryState.SUBMITTED)
    return {one.entry_id: one for one in revisions.order_by("number")} | at_hand


def get_revision_number(filed: ProgressEntry | EntryRevision | None) -> int:
    """Which revision is read there; 0 where nothing was filed."""
    if filed is None:
        return 0
    return filed.revision if isinstance(filed, ProgressEntry) else filed.number


def list_contributors(entry: ProgressEntry) -> list[str]:
    """The units whose people saved an entry of several lead units, in the order in which they first did."""
    if len({each.unit_id for each in entry.edition.leading}) < 2:
        return []
    saved = entry.revisions.filter(saved_by__unit__isnull=False).order_by("number")
    return list(dict.fromkeys(saved.values_list("saved_by__unit__name", flat=True)))


def list_entry_events(entry: ProgressEntry) -> list[Event]:
    """What was done with an entry, the newest first, without the many saves in between."""
    events = Event.objects.about(entry)
    return list(events.exclude(kind=EventKind.ENTRY_SAVED).order_by("-id")[:30])


def find_last_return(history: Iterable[Event]) -> Event | None:
    """The office's last return of the entry."""
    return next((event for event in history if event.kind == EventKind.ENTRY_RETURNED), None)


def select_periods_with_counts(plans: QuerySet) -> QuerySet[Period]:
    """The periods of plans, the newest year first, each with how many entries are there, filed, accepted, judged and
    behind, and how many tasks of the plan have none in it."""
    state = "entries__state"
    wanted = Task.objects.filter(plan=OuterRef("plan"), current__isnull=False).order_by()
    return (
        Period.objects.filter(plan__in=plans)
        .select_related("plan")
        .annotate(
            total=Count("entries"),
            filed=Count("entries", filter=Q(**{f"{state}__in": AT_THE_OFFICE})),
            accepted=Count("entries", filter=Q(**{state: EntryState.ACCEPTED})),
            judged=Count("entries", filter=Q(entries__judgement__isnull=False)),
            behind=Count("entries", filter=Q(entries__judgement__outcome__in=BEHIND)),
            tasks=Subquery(wanted.values("plan").annotate(count=Count("pk")).values("count")),
            unopened=F("tasks") - F("total"),
        )
        .order_by(F("plan__year").desc(), "number")
    )
