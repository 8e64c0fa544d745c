"""Chooses the words, figures, revisions and audit rows of an entry that a user may read.

The lead units read their draft, everybody else reads the filed version. What a unit writes after the office has
returned an entry is a draft again: until it files anew, others read the returned revision. What passes between a
unit's clerk and its head before the entry reaches the office stays in the lead units too. Only the actions that write an entry and the forms of the lead units read it directly.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce

from tasks.enums import AT_THE_OFFICE, EntryState, EventKind, Role
from tasks.models import EntryRevision, Event, Evidence, ProgressEntry, QuotedNumbers, Reading, User
from tasks.permissions import Permission, can, is_in_lead_unit, may_read_text

#: the columns that ``read_filed`` asks of an entry, for queries that fetch few; with ``returned_revision`` selected
FILED_TEXT_COLUMNS = (
    *("text", "state", "revision", "reviewed_at"),
    *("returned_revision__number", "returned_revision__text"),
)

#: an entry or its filed revision; both have the columns of ``UnitWords``
Words = ProgressEntry | EntryRevision


def read_words(user: User, entry: ProgressEntry) -> Words:
    """Returns the entry itself to users of a lead unit, ``read_filed`` to others who may see the entry.

    Args:
        entry: with the units of its edition fetched (``tasks.queries.prefetch_duties``).
    """
    return entry if is_in_lead_unit(user, entry) else read_filed(entry)


def read_filed(entry: ProgressEntry) -> Words:
    """Returns the filed version of an entry; an empty revision with number 0 where nothing is filed, it was withdrawn, or
    the entry was filed by itself: what its unit had drafted before is nobody else's.

    Args:
        entry: fetch many entries with ``returned_revision``; otherwise a returned one costs a query.
    """
    if entry.state in AT_THE_OFFICE and not entry.is_automatic:
        return entry
    if entry.state != EntryState.RETURNED:
        return EntryRevision(number=0)
    # what was imported has no revisions
    filed = entry.returned_revision or EntryRevision(number=0)
    return entry if entry.revision == filed.number else filed


def read_report_text(entry: ProgressEntry) -> str:
    """Returns the text that the report prints: the office's wording, or else the unit's filed text."""
    return entry.published_text or read_filed(entry).text


def read_listed_text(user: User, entry: ProgressEntry) -> str:
    """Returns the text that a list shows a user: the office's wording, or else the unit's; "" if he may read none."""
    if not may_read_text(user, entry):
        return ""
    return entry.published_text or read_words(user, entry).text


def read_filed_figures(entry: ProgressEntry, readings: Sequence[Reading] | None = None) -> list[Reading]:
    """Returns the filed figures of an entry in the order of their indicators.

    Args:
        readings: the entry's readings, each with its indicator; None queries them.

    Returns:
        The entry's own readings, or unsaved copies with the values of the filed revision, which keeps neither
        ``state`` nor ``quote``.
    """
    filed = read_filed(entry)
    if isinstance(filed, EntryRevision) and not filed.number:
        return []
    own = sorted(entry.readings.all() if readings is None else readings, key=lambda reading: reading.indicator.position)
    return list(_iterate_filed_readings(own, filed.readings)) if isinstance(filed, EntryRevision) else own


def read_figures(user: User, entry: ProgressEntry) -> list[Reading]:
    """Returns the figures of an entry for a user: the present ones for a lead unit, the filed ones for others."""
    return list(entry.readings.all()) if is_in_lead_unit(user, entry) else read_filed_figures(entry)


def choose_revisions(user: User, entry: ProgressEntry, revisions: Iterable[EntryRevision]) -> list[EntryRevision]:
    """Returns the revisions that a user may read: all for users of a lead unit, the filed ones for others."""
    reads_all = is_in_lead_unit(user, entry)
    return [each for each in revisions if reads_all or each.state in AT_THE_OFFICE]


def read_return_reason(user: User, entry: ProgressEntry) -> str:
    """Returns why an entry was returned: to a lead unit whoever returned it, to others only what the office wrote."""
    return entry.return_reason if is_in_lead_unit(user, entry) or entry.is_handed_over else ""


#: acts of a unit's head after which the office has something, or has it no more
MOVED_TO_OR_FROM_OFFICE = (EventKind.ENTRY_CONFIRMED, EventKind.CONFIRMATION_TAKEN_BACK)


def choose_events(user: User, entry: ProgressEntry, events: Iterable[Event]) -> list[Event]:
    """Returns the audit rows of an entry that a user may read, without the saves of its draft, which 历次版本 tells: all
    for users of a lead unit, for others those after which the office had something or had it no more, and of 配合进展
    what his own unit saved."""
    reads_all = is_in_lead_unit(user, entry)
    told = (event for event in events if event.kind != EventKind.ENTRY_SAVED)
    return [event for event in told if reads_all or _is_for_others(user, event)]


def _is_for_others(user: User, event: Event) -> bool:
    if event.kind == EventKind.ENTRY_NOTE_SAVED:
        return user.unit is not None and event.after.get("单位") == user.unit.name
    return not _is_within_unit(event)


def _is_within_unit(event: Event) -> bool:
    """Returns whether the event is between a unit's clerk and its head: filed with the head, taken back or returned."""
    if event.kind in MOVED_TO_OR_FROM_OFFICE:
        return False
    moved = event.before.get("状态"), event.after.get("状态")
    return event.kind == EventKind.ENTRY_SENT_BACK or EntryState.CONFIRMING.label in moved


#: in SQL what ``_is_within_unit`` says of an event: its reason stays in the unit
WITHIN_UNIT = Q(kind=EventKind.ENTRY_SENT_BACK) | (
    ~Q(kind__in=MOVED_TO_OR_FROM_OFFICE)
    & (Q(before__状态=EntryState.CONFIRMING.label) | Q(after__状态=EntryState.CONFIRMING.label))
)


def read_event_reason(event: Event) -> str:
    """Returns the reason of an event as the auditor reads it: that a unit's head has returned an entry is his to know, the
    words that passed between them are not."""
    return "" if _is_within_unit(event) else event.reason


def build_filed_text_case(field: str) -> Case:
    """Builds in SQL what ``read_filed`` returns for one text field of ``tasks.models.entry_fields``."""
    nothing = Value("", output_field=TextField())
    imported = Case(When(revision=0, then=F(field)), default=nothing)
    returned = Coalesce(F(f"returned_revision__{field}"), imported)
    return Case(
        When(state__in=AT_THE_OFFICE, then=F(field)),
        When(state=EntryState.RETURNED, then=returned),
        default=nothing,
    )


#: filed evidence: of an entry that the unit filed with the office, uploaded before the last filing of a returned entry, or of a 复核申请
FILED_EVIDENCE = (
    Q(objection__isnull=False)
    | (
        Q(entry__state__in=AT_THE_OFFICE)
        & ~Q(entry__state=EntryState.ACCEPTED, entry__text="", entry__reviewed_at__isnull=False)
    )
    | Q(entry__state=EntryState.RETURNED, uploaded_at__lte=F("entry__submitted_at"))
)


def filter_readable_evidence(user: User, evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Selects what is not 内部 for 查阅, and everything for others."""
    return evidence.filter(is_internal=False) if user.role == Role.VIEWER else evidence


def select_evidence_of(user: User, entries: Iterable[ProgressEntry]) -> QuerySet[Evidence]:
    """Selects the evidence that a user may read of entries that he may see: all files where his unit leads, or else the
    filed ones. ``tasks.queries.select_visible_evidence`` is the same over all entries.

    Args:
        entries: each with the units of its edition fetched (``tasks.queries.prefetch_duties``).
    """
    keys = {entry.pk: is_in_lead_unit(user, entry) for entry in entries}
    of_entries = filter_readable_evidence(user, Evidence.objects.filter(entry__in=keys))
    if all(keys.values()):
        return of_entries
    return of_entries.filter(FILED_EVIDENCE | Q(entry__in=[key for key, is_led in keys.items() if is_led]))


def _iterate_filed_readings(readings: Iterable[Reading], filed: Iterable[dict]) -> Iterable[Reading]:
    """Yields copies of the readings that a revision names, with the values of the revision."""
    left = list(filed)
    for reading in readings:
        indicator = reading.indicator
        named = indicator.measure, indicator.unit
        row = next((each for each in left if (each["指标"], each["单位"]) == named), None)
        if row is None:
            continue
        left.remove(row)
        value = None if row["完成值"] == str(Reading()) else Decimal(row["完成值"])
        copy = Reading(entry_id=reading.entry_id, indicator=indicator, value=value)
        copy.quoted = QuotedNumbers.from_cells(row)
        yield copy


def reads_internal_items(user: User) -> bool:
    """Returns whether the user reads 内部事项 of what was issued: everybody inside the house, and 查阅 where its government
    lets it read all."""
    return user.role != Role.VIEWER or can(user, Permission.SEE_ALL_TASKS)
