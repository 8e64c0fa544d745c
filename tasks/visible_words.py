"""The words of an entry, for who may read them: the lead units read what they write, everybody else what was filed.

A draft is the lead units' own. Filed is what left the unit's hands (``EntryState.is_handed_over``). What the unit
writes after the office has returned an entry is a draft again: until it is filed, others read what was returned.
Only the actions that write the words and the lead units' own forms read them past this module.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Case, F, JSONField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, JSONObject

from tasks.enums import AT_THE_OFFICE, EntryState
from tasks.models import EntryRevision, ProgressEntry, Reading, User
from tasks.models.entry_fields import KEPT
from tasks.permissions import is_in_lead_unit, may_read_text

#: an entry, or the revision of it that was filed: both have the same words
Words = ProgressEntry | EntryRevision
#: of an entry, the last revision that reached the office
LAST_FILED = EntryRevision.objects.filter(entry=OuterRef("pk"), state=EntryState.SUBMITTED).order_by(
    "-number"
)
STORED = ("number", *(field.name for field in KEPT), "readings")


def read_words(user: User, entry: ProgressEntry) -> Words:
    """What a person reads of an entry that he may see at all.

    Args:
        entry: with its edition's units at hand (``tasks.queries.prefetch_duties``).

    Returns:
        For people of a lead unit the entry itself, for everybody else as ``read_filed``.
    """
    return entry if is_in_lead_unit(user, entry) else read_filed(entry)


def read_filed(entry: ProgressEntry) -> Words:
    """What was filed of an entry; words that are all empty where nothing was, or where the unit took it back.

    Args:
        entry: of many entries, read with ``annotate_last_filed``; else a returned one costs a query.
    """
    if entry.state in AT_THE_OFFICE:
        return entry
    if entry.state != EntryState.RETURNED:
        return EntryRevision(number=0)
    filed = _read_last_filed(entry)
    return entry if entry.revision == filed.number else filed


def read_report_text(entry: ProgressEntry) -> str:
    """What the report prints: the office's wording, or what the unit filed where there is none."""
    return entry.published_text or read_filed(entry).text


def read_listed_text(user: User, entry: ProgressEntry) -> str:
    """What a list shows a person of an entry: the office's wording or the unit's, once there is anything to read."""
    if not may_read_text(user, entry):
        return ""
    return entry.published_text or read_words(user, entry).text


def read_filed_figures(entry: ProgressEntry, readings: Sequence[Reading] | None = None) -> list[Reading]:
    """The figures that were filed of an entry, by the position of their indicators.

    Args:
        readings: those of the entry, each with its indicator; None reads them.

    Returns:
        The entry's own, or copies as the filed revision has them; these say nothing of ``state`` and ``quote``.
    """
    filed = read_filed(entry)
    if isinstance(filed, EntryRevision) and not filed.number:
        return []
    own = sorted(
        entry.readings.all() if readings is None else readings, key=lambda one: one.indicator.position
    )
    return list(_iterate_printed_readings(own, filed.readings)) if isinstance(filed, EntryRevision) else own


def read_figures(user: User, entry: ProgressEntry) -> list[Reading]:
    """The figures that a person reads of an entry: his own units' as they stand, of others what was filed."""
    return list(entry.readings.all()) if is_in_lead_unit(user, entry) else read_filed_figures(entry)


def choose_revisions(
    user: User, entry: ProgressEntry, revisions: Iterable[EntryRevision]
) -> list[EntryRevision]:
    """Those of an entry's revisions that a person reads: for people of a lead unit all, for others what was filed."""
    is_open = is_in_lead_unit(user, entry)
    return [one for one in revisions if is_open or one.state in AT_THE_OFFICE]


def annotate_last_filed(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Entries with what ``read_filed`` looks at, without a query more."""
    row = LAST_FILED.values(row=JSONObject(**{name: name for name in STORED}))[:1]
    return entries.annotate(
        last_filed=Case(When(state=EntryState.RETURNED, then=Subquery(row)), output_field=JSONField())
    )


def build_filed_text_case(field: str) -> Case:
    """A text of ``tasks.models.entry_fields`` in SQL, as ``read_filed`` has it."""
    nothing = Value("", output_field=TextField())
    brought = Case(When(revision=0, then=F(field)), default=nothing)
    returned = Coalesce(Subquery(LAST_FILED.values(field)[:1]), brought)
    return Case(
        When(state__in=AT_THE_OFFICE, then=F(field)),
        When(state=EntryState.RETURNED, then=returned),
        default=nothing,
    )


#: evidence that was filed: with the entry, before it was returned, or with a 复核申请
FILED_EVIDENCE = (
    Q(objection__isnull=False)
    | Q(entry__state__in=AT_THE_OFFICE)
    | Q(entry__state=EntryState.RETURNED, uploaded_at__lte=F("entry__submitted_at"))
)


def _read_last_filed(entry: ProgressEntry) -> EntryRevision:
    """The last revision that reached the office; number 0 where none did: what a document brought has none."""
    if hasattr(entry, "last_filed"):
        stored = entry.last_filed
    else:
        revisions = entry.revisions.filter(state=EntryState.SUBMITTED).order_by("-number")
        stored = revisions.values(*STORED).first()
    stored = dict(stored or {"number": 0})
    if isinstance(stored.get("readings"), str):  # SQLite nests one JSON in another as text
        stored["readings"] = json.loads(stored["readings"])
    if isinstance(stored.get("expected_on"), str):
        stored["expected_on"] = date.fromisoformat(stored["expected_on"])
    return EntryRevision(**stored)


def _iterate_printed_readings(readings: Iterable[Reading], printed: Iterable[dict]) -> Iterable[Reading]:
    """Copies of readings with the values of a revision; without those that the revision does not name."""
    left = list(printed)
    for one in readings:
        named = one.indicator.measure, one.indicator.unit
        row = next((each for each in left if (each["指标"], each["单位"]) == named), None)
        if row is None:
            continue
        left.remove(row)
        value = None if row["完成值"] == str(Reading()) else Decimal(row["完成值"])
        yield Reading(entry_id=one.entry_id, indicator=one.indicator, value=value)
