"""考核: every entry of a year with the units that answer for it, when it was filed and how it was judged."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from reports.figures.holders import UnitStructure
from tasks import clock
from tasks.assessing.earlier import NextPeriod, annotate_next_period
from tasks.assessing.likeness import is_unchanged
from tasks.enums import EntryState, EventKind, Outcome, PeriodState, ResponsibilityRole
from tasks.models import EntryRevision, Event, Exclusion, Plan, ProgressEntry
from tasks.models.entry_fields import BESIDE_TEXT
from tasks.queries import ENTRIES_BY_KIND, IN_PRINTED_PLACE
from tasks.visible_words import read_filed

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

LEAD = ResponsibilityRole.LEAD
#: acts of the unit after which a filing does not count
TAKEN_BACK = (EventKind.ENTRY_WITHDRAWN, EventKind.FILING_TAKEN_BACK, EventKind.CONFIRMATION_TAKEN_BACK)
#: columns that are not read and can be long
UNREAD = ("signals", "published_text", *(field.name for field in BESIDE_TEXT))


@dataclass(frozen=True)
class Duty:
    """One unit's part in one entry.

    Attributes:
        unit: id of the unit as it exists now.
        files: whether it is the first lead unit, which files for all; False for members of a group, because
            nobody can say which of them was asked.
        group: name of the group through which it was named; empty if it was named itself.
        former: the name under which it was named, if it has another name now.
    """

    unit: int
    role: ResponsibilityRole
    files: bool
    group: str = ""
    former: str = ""


@dataclass(frozen=True)
class AssessedEntry:
    """One entry with everything that is counted of it.

    Attributes:
        entry: with task, edition, period, judgement and ``next_period`` loaded.
        duties: each unit once; a unit that leads and cooperates counts as leading.
        last_day: ``ProgressEntry.last_day``, by the calendar that was loaded once.
        handed_on: the day on which its clerk first gave it to the unit's head, who reviews it before it reaches the
            office; None without such a review.
        filed_on: the day of the first filing that the unit did not withdraw; None if there is none.
        is_due: whether it was filed or its last day has passed; False for an entry that nobody was asked to file: one
            from an imported document, or of an item that was done before (``ProgressEntry.is_automatic``). Such an
            entry counts neither as in time nor as late; its judgement counts as the item's result.
        is_empty: whether it is missing after its last day: never filed, or returned and not filed again
            before the period closed; not while the unit's head still reviews what he was given in time.
        is_copied: whether its text equals that of the last filed entry (``is_unchanged``), unless that entry
            was judged 已完成.
        returned: how often the office returned it.
    """

    entry: "WithAnnotations[ProgressEntry, NextPeriod]"
    duties: tuple[Duty, ...]
    last_day: date
    handed_on: date | None
    filed_on: date | None
    is_due: bool
    is_empty: bool
    is_copied: bool
    returned: int

    @property
    def is_late(self) -> bool:
        return self.is_due and (self.filed_on is None or self.filed_on > self.last_day)

    @property
    def is_with_head(self) -> bool:
        """Whether the unit's head reviews it now."""
        return self.entry.state == EntryState.CONFIRMING and self.handed_on is not None

    @cached_property
    def outcome(self) -> Outcome | None:
        return self.entry.judgement.outcome if self.entry.judgement else None

    @property
    def exclusion(self) -> Exclusion | None:
        """The decision that the entry does not count, if there is one."""
        return getattr(self.entry, "exclusion", None)


def list_assessed_entries(plans: Sequence[Plan], holders: UnitStructure, *, on: date) -> list[AssessedEntry]:
    """Lists the entries of the plans of one government, ordered by period; in four queries.

    Args:
        plans: at least one.
        on: the business date; an entry that is not due by then is not missing.
    """
    entries = list(_select_entries(plans))
    filings, answers = _map_entry_to_filings(plans), _map_entry_to_answers(plans)
    last_filed = _map_entry_to_last_filed(entries)
    workdays = plans[0].government.workdays
    return [
        _build_assessed_entry(
            entry,
            _list_duties(entry, holders),
            _find_first_filing(filings[entry.pk, EntryState.CONFIRMING], answers[entry.pk, EventKind.ENTRY_WITHDRAWN]),
            _find_first_filing(filings[entry.pk, EntryState.SUBMITTED], answers[entry.pk, EventKind.ENTRY_WITHDRAWN]),
            last_filed.get(entry.pk),
            returned=len(answers[entry.pk, EventKind.ENTRY_RETURNED]),
            last_day=workdays.on_or_after(entry.deadline),
            on=on,
        )
        for entry in entries
    ]


def _select_entries(plans: Sequence[Plan]) -> "Iterable[WithAnnotations[ProgressEntry, NextPeriod]]":
    return (
        annotate_next_period(ProgressEntry.objects.filter(period__plan__in=plans))
        .select_related(
            "period__plan", "task__item_kind", "edition", "judgement", "returned_revision", "exclusion__decided_by"
        )
        .prefetch_related(Prefetch("edition__responsibilities", IN_PRINTED_PLACE))
        .defer(*UNREAD)
        .order_by("period__number", ENTRIES_BY_KIND, "number", "pk")
    )


def _build_assessed_entry(
    entry: "WithAnnotations[ProgressEntry, NextPeriod]",
    duties: tuple[Duty, ...],
    handed_at: datetime | None,
    filed_at: datetime | None,
    last_filed: ProgressEntry | None,
    *,
    returned: int,
    last_day: date,
    on: date,
) -> AssessedEntry:
    handed_on, filed_on = (clock.convert_to_local(at).date() if at else None for at in (handed_at, filed_at))
    is_unasked = filed_on is None and entry.is_handed_over
    is_due = not is_unasked and (filed_on is not None or on > last_day)
    is_open = entry.period.state == PeriodState.OPEN
    is_waiting = entry.state == EntryState.CONFIRMING and is_open and handed_on is not None and handed_on <= last_day
    is_given_up = entry.state == EntryState.RETURNED and not is_open
    return AssessedEntry(
        entry=entry,
        duties=duties,
        last_day=last_day,
        handed_on=handed_on,
        filed_on=filed_on,
        is_due=is_due,
        is_empty=is_due and on > last_day and (filed_on is None or is_given_up) and not is_waiting,
        is_copied=filed_on is not None and _is_copied(entry, last_filed),
        returned=returned,
    )


def _is_copied(entry: ProgressEntry, last_filed: ProgressEntry | None) -> bool:
    """Compares the texts as they are; whether two texts are merely similar is for a person to judge."""
    if last_filed is None or entry.is_with_unit:
        return False
    if last_filed.judgement and last_filed.judgement.outcome == Outcome.REACHED:
        return False
    return is_unchanged(read_filed(last_filed).text, read_filed(entry).text)


def _map_entry_to_last_filed(entries: Iterable[ProgressEntry]) -> dict[int, ProgressEntry]:
    """Maps each entry to the same task's last filed entry before it (``tasks.assessing.earlier``)."""
    last: dict[int, ProgressEntry] = {}
    found = {}
    for entry in entries:
        if entry.task_id in last:
            found[entry.pk] = last[entry.task_id]
        if entry.is_handed_over:
            last[entry.task_id] = entry
    return found


def _map_entry_to_filings(plans: Sequence[Plan]) -> dict[tuple[int, EntryState], list[datetime]]:
    """Maps entry and state to the moments at which it reached the unit's head, or the office, in order."""
    states = (EntryState.CONFIRMING, EntryState.SUBMITTED)
    filed = EntryRevision.objects.filter(entry__period__plan__in=plans, state__in=states)
    moments = defaultdict(list)
    for entry, state, moment in filed.order_by("entry", "number").values_list("entry", "state", "saved_at"):
        moments[entry, EntryState(state)].append(moment)
    return moments


def _map_entry_to_answers(plans: Sequence[Plan]) -> dict[tuple[int | None, EventKind], list[datetime]]:
    """Maps entry and event kind to the moments at which the office returned it, or its unit withdrew it."""
    within = ProgressEntry.objects.filter(period__plan__in=plans).values("pk")
    events = Event.objects.filter(
        kind__in=(EventKind.ENTRY_RETURNED, *TAKEN_BACK),
        subject_type=ProgressEntry._meta.model_name,
        subject_id__in=within,
    )
    moments = defaultdict(list)
    for entry, kind, at in events.order_by("id").values_list("subject_id", "kind", "at"):
        moments[entry, EventKind.ENTRY_WITHDRAWN if kind in TAKEN_BACK else kind].append(at)
    return moments


def _find_first_filing(filed: Sequence[datetime], taken_back: Sequence[datetime]) -> datetime | None:
    """Finds the first filing that the unit did not withdraw; one that the office returned counts."""
    for place, moment in enumerate(filed):
        following = filed[place + 1] if place + 1 < len(filed) else None
        after = bisect_right(taken_back, moment)
        if after == len(taken_back) or (following is not None and taken_back[after] > following):
            return moment
    return None


def _list_duties(entry: ProgressEntry, holders: UnitStructure) -> tuple[Duty, ...]:
    """Lists the units' duties; lead units come first, so a unit that leads and cooperates counts as leading."""
    duties: dict[int, Duty] = {}
    for named in entry.edition.leading + entry.edition.cooperating:
        is_group = named.unit_id in holders.groups
        files = named == entry.edition.first_lead and not is_group
        for unit in holders.list_current_units(named.unit_id):
            group = holders.names[named.unit_id] if is_group else ""
            changed = not is_group and unit != named.unit_id
            former = holders.names[named.unit_id] if changed else ""
            duties.setdefault(unit, Duty(unit, named.role, files, group, former))
    return tuple(duties.values())
