"""填报: lists the entries of a period for their pages, with their filed versions, contributors and audit rows."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from tasks.enums import AT_THE_OFFICE, BEHIND, UNFILED, EntryState, EventKind
from tasks.models import Edition, EntryRevision, Event, Period, ProgressEntry, Task, User
from tasks.models.ending import build_stopped_condition
from tasks.permissions import EDITABLE, Permission, can, is_in_filing_unit, is_in_lead_unit
from tasks.queries import list_entries_with_duties, list_printed_entries, select_visible_entries
from tasks.visible_words import choose_events

Item = TypeVar("Item")

#: the tabs of 填报审核: label and states
TABS = {
    "unfiled": ("未报送", UNFILED),
    "waiting": ("待审核", (EntryState.SUBMITTED,)),
    "returned": ("已退回", (EntryState.RETURNED,)),
    "accepted": ("已通过", (EntryState.ACCEPTED,)),
}


def list_period_entries(user: User, period: Period) -> list[ProgressEntry]:
    """Lists the entries of a period that a user may see, in printed order, with ``prefetch_listed_parts``."""
    return list_printed_entries(period, select_visible_entries(user))


def list_period_duties(user: User, period: Period) -> list[ProgressEntry]:
    """Lists the same entries with ``prefetch_duties`` alone: enough to group them and to tell where each stands."""
    return list_entries_with_duties(period, select_visible_entries(user))


def find_next_waiting(queue: Sequence[Item], done: Item, waits: Callable[[Item], bool]) -> Item | None:
    """Returns the next item after ``done`` that still waits, wrapping around at the end; None when none waits."""
    place = queue.index(done) if done in queue else -1
    following = [*queue[place + 1 :], *queue[: max(place, 0)]]
    return next((item for item in following if waits(item)), None)


@dataclass(frozen=True)
class OwnWork:
    """我的任务: a user's entries, grouped by what he has to do with them.

    Attributes:
        to_confirm: filed by the unit's clerk; the user, as its head, has to confirm them.
        returned: editable, with a ``return_reason`` of the office or the unit's head.
        to_file: other editable entries.
        confirming: filed by the unit's clerk; somebody else, as its head, has to confirm them.
        filed: with the office.
        joint: another unit files them, this unit may edit the draft.
        asked: the unit is asked for a note; an entry that it leads also stands in another group.
        cooperating: the unit may only read them.
    """

    to_confirm: list[ProgressEntry]
    returned: list[ProgressEntry]
    to_file: list[ProgressEntry]
    confirming: list[ProgressEntry]
    filed: list[ProgressEntry]
    joint: list[ProgressEntry]
    asked: list[ProgressEntry]
    cooperating: list[ProgressEntry]

    @property
    def pending(self) -> list[ProgressEntry]:
        """The entries that the unit has to file, in the order of the pages."""
        return [*self.returned, *self.to_file]

    @property
    def fileable(self) -> list[ProgressEntry]:
        """What of ``pending`` can still be filed."""
        return [entry for entry in self.pending if entry.takes_filings]

    @property
    def written(self) -> list[ProgressEntry]:
        """What of ``fileable`` holds anything."""
        return [entry for entry in self.fileable if entry.saved_at]

    @property
    def own(self) -> int:
        return len(self.to_report)

    @property
    def to_report(self) -> list[ProgressEntry]:
        """All entries that the unit files, in any state."""
        return [*self.unconfirmed, *self.pending, *self.filed]

    @property
    def unconfirmed(self) -> list[ProgressEntry]:
        """The entries that wait for the unit's head, the user himself or another."""
        return [*self.to_confirm, *self.confirming]

    @property
    def judged(self) -> list[ProgressEntry]:
        return [entry for entry in self.to_report if entry.judgement_id]


def group_own_entries(user: User, entries: Iterable[ProgressEntry], owed: Container[int] = ()) -> OwnWork:
    """Groups a user's entries.

    Args:
        owed: ids of the entries for which the unit is asked for a note.
    """
    work, confirms = OwnWork([], [], [], [], [], [], [], []), can(user, Permission.CONFIRM_ENTRY)
    for entry in entries:
        is_asked = entry.pk in owed
        if is_asked:
            work.asked.append(entry)
        if not is_asked or is_in_lead_unit(user, entry):
            _choose_group(user, entry, work, confirms=confirms).append(entry)
    return work


def _choose_group(user: User, entry: ProgressEntry, work: OwnWork, *, confirms: bool) -> list[ProgressEntry]:
    if not is_in_lead_unit(user, entry):
        return work.cooperating
    if not is_in_filing_unit(user, entry):
        return work.joint
    if entry.state in EDITABLE:
        return work.returned if entry.return_reason else work.to_file
    if entry.state == EntryState.CONFIRMING:
        return work.to_confirm if confirms else work.confirming
    return work.filed


def choose_shown_state(user: User, entry: ProgressEntry) -> EntryState:
    """Returns the state in the word that a person reads everywhere: what the unit's head has sent back is a draft to the
    office, and 已退回 to the unit itself."""
    is_sent_back = entry.state == EntryState.DRAFT and entry.return_reason and is_in_lead_unit(user, entry)
    return EntryState.RETURNED if is_sent_back else entry.state


def find_filed_version(entry: ProgressEntry) -> ProgressEntry | EntryRevision | None:
    """Returns the entry while it is at the office, or else its last filed revision; None when none was filed."""
    return entry if entry.state in AT_THE_OFFICE else next(iter(list_filed_revisions(entry)), None)


def list_filed_revisions(entry: ProgressEntry) -> list[EntryRevision]:
    """Lists the last two filed revisions, the newest first."""
    filed = entry.revisions.filter(state=EntryState.SUBMITTED).select_related("saved_by__unit")
    return list(filed.order_by("-number")[:2])


def map_entry_to_filed_version(entries: Sequence[ProgressEntry]) -> dict[int, ProgressEntry | EntryRevision]:
    """Returns entry id → ``find_filed_version``, in one query; entries without one are left out."""
    at_office = {entry.pk: entry for entry in entries if entry.state in AT_THE_OFFICE}
    others = [entry.pk for entry in entries if entry.pk not in at_office]
    revisions = EntryRevision.objects.filter(entry__in=others, state=EntryState.SUBMITTED)
    return {revision.entry_id: revision for revision in revisions.order_by("number")} | at_office


def get_revision_number(filed: ProgressEntry | EntryRevision | None) -> int:
    """Returns the revision number of a filed version; 0 for None."""
    if filed is None:
        return 0
    return filed.revision if isinstance(filed, ProgressEntry) else filed.number


def list_contributors(entry: ProgressEntry) -> list[str]:
    """Lists the units whose users saved an entry, in the order of their first save; none where one unit leads."""
    if len({each.unit_id for each in entry.edition.leading}) < 2:
        return []
    saved = entry.revisions.filter(saved_by__unit__isnull=False).order_by("number")
    return list(dict.fromkeys(saved.values_list("saved_by__unit__name", flat=True)))


def list_entry_events(user: User, entry: ProgressEntry) -> list[Event]:
    """Lists the last 30 audit rows of an entry that the user may read, the newest first."""
    events = Event.objects.about(entry).exclude(kind=EventKind.ENTRY_SAVED).order_by("-id")
    return choose_events(user, entry, events)[:30]


def find_last_return(history: Iterable[Event]) -> Event | None:
    """Finds the office's last return of an entry that was not taken back, in its audit rows, the newest first."""
    taken_back = 0
    for event in history:
        taken_back += event.kind == EventKind.RETURN_TAKEN_BACK
        if event.kind == EventKind.ENTRY_RETURNED:
            if not taken_back:
                return event
            taken_back -= 1
    return None


def select_periods_with_counts(plans: QuerySet) -> QuerySet[Period]:
    """Selects the periods of plans, the newest year first, with counts: ``total``, ``filed``, ``accepted``, ``judged``
    and ``behind`` entries, ``tasks`` of the plan, and ``unopened`` ones without an entry."""
    asked = ~build_stopped_condition(F("number"), task="entries__task__")
    state = "entries__state"
    first = Edition.objects.filter(task=OuterRef("pk"), since__lte=OuterRef(OuterRef("number")))
    wanted = Task.objects.filter(Exists(first), plan=OuterRef("plan"), current__isnull=False).order_by()
    wanted = wanted.exclude(build_stopped_condition(OuterRef("number")))
    return (
        Period.objects.filter(plan__in=plans)
        .select_related("plan")
        .annotate(
            total=Count("entries", filter=asked),
            filed=Count("entries", filter=asked & Q(**{f"{state}__in": AT_THE_OFFICE})),
            accepted=Count("entries", filter=asked & Q(**{state: EntryState.ACCEPTED})),
            judged=Count("entries", filter=asked & Q(entries__judgement__isnull=False)),
            behind=Count("entries", filter=asked & Q(entries__judgement__outcome__in=BEHIND)),
            tasks=Subquery(wanted.values("plan").annotate(count=Count("pk")).values("count")),
            unopened=F("tasks") - F("total"),
        )
        .order_by(F("plan__year").desc(), "number")
    )
