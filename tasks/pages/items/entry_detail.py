"""事项: one period of an item, with everything that was filed and decided of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from tasks import clock
from tasks.assessing.milestones import format_ticks
from tasks.commenting.comments import Thread, map_entry_to_thread
from tasks.filing.cooperation import Cooperation, map_entry_to_notes
from tasks.filing.coordination import CoordinationRequest, find_coordination_request
from tasks.judging import objections
from tasks.models import EntryRevision, Event, Evidence, Objection, ProgressEntry, Reading, User
from tasks.models.ending import find_ending
from tasks.models.entry_fields import KEPT
from tasks.pages.filing.forms.coordination import CoordinationAnswerForm, build_answer_form
from tasks.pages.frame.views.wording import DiffPiece, compute_diff, split_tokens
from tasks.permissions import Permission, can, is_in_lead_unit, may_read_text
from tasks.reminding.history import ReminderHistory, index_reminders_by_entry
from tasks.requesting import requests
from tasks.visible_words import Words, choose_events, choose_revisions, read_figures, read_words, select_evidence_of

#: a saved state of an entry, with label and diff of each changed field
Version = tuple[EntryRevision, list[tuple[str, tuple[DiffPiece, ...]]]]


@dataclass(frozen=True)
class EntryDetail:
    """The entry of one period, with everything that was filed and decided of it.

    Attributes:
        revisions: all of the entry, in the order in which they were saved.
        reminders: None where nobody was reminded of the entry.
        refused_answer: the form of a 协调答复 that was refused, as it was sent.
        thread: its 留言; None for who does not write in it.
    """

    user: User
    entry: ProgressEntry
    case: objections.ObjectionCase
    evidence: list[Evidence]
    revisions: list[EntryRevision]
    events: list[Event]
    reminders: ReminderHistory | None
    refused_answer: CoordinationAnswerForm | None
    cooperation: Cooperation
    thread: Thread | None

    @cached_property
    def words(self) -> Words:
        return read_words(self.user, self.entry)

    @cached_property
    def readings(self) -> list[Reading]:
        return read_figures(self.user, self.entry)

    @cached_property
    def versions(self) -> list[Version]:
        return list_versions(choose_revisions(self.user, self.entry, self.revisions))

    @cached_property
    def is_led(self) -> bool:
        """Whether the person files the entry: he belongs to a lead unit."""
        return can(self.user, Permission.EDIT_ENTRY) and is_in_lead_unit(self.user, self.entry)

    @property
    def is_set_aside(self) -> bool:
        """Whether the period does not ask for it, since its item was stopped."""
        end = find_ending(self.entry.task)
        return end is not None and end.kind.is_stop and end.since <= self.entry.period.number

    @property
    def token(self) -> str:
        """The colour of where it stands: as judged, else for the office as the machine warns, else as filed."""
        if self.entry.judgement:
            return self.entry.judgement.verdict.token
        is_office = can(self.user, Permission.REVIEW_ENTRY)
        return (self.entry.standing if is_office and self.entry.standing else self.entry.state).token

    @cached_property
    def may_read(self) -> bool:
        return may_read_text(self.user, self.entry)

    @cached_property
    def objection(self) -> Objection | None:
        return objections.find_latest_objection(self.user, self.case)

    @property
    def may_object(self) -> bool:
        return not objections.describe_objection_refusal(self.user, self.entry, self.case, clock.today())

    @property
    def may_request(self) -> bool:
        return not requests.describe_request_refusal(self.user, self.entry)

    @cached_property
    def coordination(self) -> CoordinationRequest | None:
        return find_coordination_request(self.entry, self.user)

    @property
    def answer_form(self) -> CoordinationAnswerForm | None:
        return self.refused_answer or build_answer_form(self.coordination)

    @property
    def chases(self) -> ReminderHistory | None:
        """The reminders, for everybody but the cooperating units."""
        sees = is_in_lead_unit(self.user, self.entry) or not can(self.user, Permission.EDIT_ENTRY)
        return self.reminders if sees else None


def group_rows_by_entry(rows: QuerySet) -> dict[int, list]:
    """Returns entry id → its rows."""
    found = defaultdict(list)
    for row in rows:
        found[row.entry_id].append(row)
    return found


def list_versions(revisions: Iterable[EntryRevision]) -> list[Version]:
    """Returns the revisions, the latest first, each with its progress text and every other field that it changed.

    Args:
        revisions: of one entry, in the order in which they were saved.
    """
    labels = {field.name: field.label for field in KEPT} | {"milestones": "完成节点"}
    before, versions = dict.fromkeys(labels, ""), []
    for revision in revisions:
        now = {field.name: field.describe_value(getattr(revision, field.name)) for field in KEPT}
        now["milestones"] = format_ticks(revision)
        told = [name for name in labels if name == "text" or now[name] != before[name]]
        changes = [(labels[name], compute_diff(split_tokens(before[name]), split_tokens(now[name]))) for name in told]
        versions.append((revision, changes))
        before = now
    return versions[::-1]


def build_entry_details(
    entries: list[ProgressEntry], user: User, events: Iterable[Event], refused: CoordinationAnswerForm | None
) -> list[EntryDetail]:
    """Builds the details of the entries in a fixed number of queries.

    Args:
        events: the audit rows about the entries, the latest first.
    """
    evidence = group_rows_by_entry(select_evidence_of(user, entries).select_related("uploaded_by"))
    revisions = group_rows_by_entry(EntryRevision.objects.filter(entry__in=entries).select_related("saved_by__unit"))
    events_of = defaultdict(list)
    for event in events:
        events_of[event.subject_id].append(event)
    notes, threads = map_entry_to_notes(user, entries), map_entry_to_thread(user, entries)
    cases, reminders = objections.map_entry_to_case(entries), index_reminders_by_entry(entries)
    return [
        EntryDetail(
            user,
            entry,
            cases[entry.pk],
            evidence[entry.pk],
            revisions[entry.pk],
            choose_events(user, entry, events_of[entry.pk]),
            reminders.get(entry.pk),
            refused if refused and refused.entry.pk == entry.pk else None,
            Cooperation(user, entry, notes[entry.pk]),
            threads.get(entry.pk),
        )
        for entry in entries
    ]
