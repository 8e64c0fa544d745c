"""事项详情: what the page of one item shows of its year."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse

from tasks import clock
from tasks.assessing.facts import list_reported_values
from tasks.assessing.milestones import MilestoneMark, find_next_milestone, format_ticks, mark_milestones
from tasks.ending.endings import describe_start
from tasks.enums import EventKind, IndicatorKind, IndicatorState
from tasks.filing.cooperation import Cooperation, map_entry_to_notes
from tasks.filing.coordination import CoordinationRequest, find_coordination_request
from tasks.judging import objections
from tasks.models import (
    ChangeRequest,
    Edition,
    Ending,
    EntryRevision,
    Event,
    Evidence,
    Indicator,
    Leadership,
    Objection,
    ProgressEntry,
    Reading,
    Receipt,
    Responsibility,
    Task,
    User,
)
from tasks.models.ending import find_ending
from tasks.models.entry_fields import KEPT, format_entry_fields
from tasks.organisation.groups import NamedGroup, list_named_groups
from tasks.pages.filing.forms.coordination import CoordinationAnswerForm, build_answer_form
from tasks.pages.frame.context import NAMED
from tasks.pages.frame.event_words import ChangedValue, iterate_changed_values
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.pages.frame.views.wording import (
    DiffPiece,
    Rewording,
    compute_diff,
    list_rewordings,
    split_tokens,
)
from tasks.pages.items.forms import ResumptionForm
from tasks.pages.items.task_entries import list_task_entries
from tasks.permissions import Permission, can, is_in_lead_unit, may_read_text
from tasks.plans.deadlines import ItemDeadline, read_item_deadline
from tasks.plans.documents import ItemSource, read_item_source
from tasks.plans.due_items import DueMark, mark_due_day
from tasks.plans.milestones import list_task_milestones
from tasks.plans.same_items import SameItem, build_same_items, list_same_tasks
from tasks.queries import select_visible_receipts, select_visible_tasks
from tasks.receiving.receipts import list_item_receipts
from tasks.reminding.history import ReminderHistory, index_reminders_by_entry
from tasks.requesting import requests
from tasks.visible_words import Words, choose_events, choose_revisions, read_figures, read_words, select_evidence_of

#: a saved state of an entry, with label and diff of each changed field
Version = tuple[EntryRevision, list[tuple[str, tuple[DiffPiece, ...]]]]
#: events that everybody who sees an item may read; those about suggestions are for the office alone
OPEN_KINDS = [kind for kind in EventKind if kind.value.startswith(("entry_", "evidence_", "task_", "document_"))]


@dataclass(frozen=True)
class EntryDetail:
    """The entry of one period, with everything that was filed and decided of it.

    Attributes:
        revisions: all of the entry, in the order in which they were saved.
        reminders: None where nobody was reminded of the entry.
        refused_answer: the form of a 协调答复 that was refused, as it was sent.
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


@dataclass(frozen=True)
class TaskPage:
    """An item as printed, how its wording changed, and what was filed and judged in each period.

    Attributes:
        editions: every wording, as ``list_task_editions`` returns them.
        refused_answer: as in ``EntryDetail``.
        refused_resumption: the form that lets the item go on again, as it was sent, when refused.
    """

    user: User
    editions: list[Edition]
    refused_answer: CoordinationAnswerForm | None = None
    refused_resumption: ResumptionForm | None = None

    @property
    def task(self) -> Task:
        return self.editions[0].task

    @cached_property
    def edition(self) -> Edition:
        """The wording that holds now."""
        return next(edition for edition in self.editions if edition.pk == self.task.current_id)

    @property
    def end(self) -> Ending | None:
        """How the item ended; None while it goes on."""
        return find_ending(self.task)

    @property
    def end_start(self) -> str:
        return describe_start(self.end.since) if self.end else ""

    @cached_property
    def visible_tasks(self) -> set[int]:
        """The keys of the items that this one was merged into or took in, as far as the person sees them."""
        keys = {end.task_id for end in self.absorbed}
        if self.end and self.end.merged_into_id:
            keys.add(self.end.merged_into_id)
        return set(select_visible_tasks(self.user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()

    @cached_property
    def absorbed(self) -> list[Ending]:
        """The endings of the items that were merged into this one."""
        ends = Ending.objects.filter(merged_into=self.task).select_related("task__current")
        return list(ends.order_by("task__kind", "task__number"))

    @cached_property
    def may_end(self) -> bool:
        return can(self.user, Permission.END_ITEMS)

    @cached_property
    def resumption_form(self) -> ResumptionForm:
        return self.refused_resumption or ResumptionForm(initial={"seen": self.end.pk if self.end else None})

    @cached_property
    def deadline(self) -> ItemDeadline:
        return read_item_deadline(self.user, self.edition)

    @property
    def due_mark(self) -> DueMark:
        """What became of the day of 完成时限, or how far it is."""
        latest = self.entries[0] if self.entries else None
        return mark_due_day(self.task, self.deadline.on, clock.today(), latest)

    @cached_property
    def settling_url(self) -> str:
        """The place where the person can confirm the deadline; "" where he may not."""
        if not can(self.user, Permission.MANAGE_INDICATORS):
            return ""
        query = {"show": "all"} | ({NAMED: self.entries[0].period.key} if self.entries else {})
        return f"{reverse('deadlines_page')}?{urlencode(query)}#item-{self.task.pk}"

    @cached_property
    def year_marks(self) -> YearMarks:
        return map_tasks_to_marks([self.task], self.user)[self.task.pk]

    @cached_property
    def rewordings(self) -> list[Rewording]:
        return list_rewordings(self.editions)

    @cached_property
    def entries(self) -> list[ProgressEntry]:
        return list_task_entries(self.task, self.user, self.editions)

    @cached_property
    def entry_details(self) -> list[EntryDetail]:
        return build_entry_details(self.entries, self.user, self.refused_answer)

    @cached_property
    def indicators(self) -> list[Indicator]:
        return list_visible_indicators(self.task, self.user)

    @property
    def source(self) -> ItemSource:
        """来源文件 of the item."""
        return read_item_source(self.task)

    @cached_property
    def same_items(self) -> list[SameItem]:
        """The items of other lists that ask for the same, and which target holds."""
        same = list_same_tasks(self.task, self.user)
        others = select_visible_indicators(Indicator.objects.filter(task__in=same), self.user) if same else ()
        return build_same_items(same, self.indicators, others)

    @cached_property
    def courses(self) -> list[tuple]:
        return list_indicator_courses(self.indicators, self.entries, self.user)

    @cached_property
    def milestones(self) -> list[MilestoneMark]:
        """The milestones of the item by day, as far as the person may read what is reported of them."""
        return mark_milestones(self.user, list_task_milestones(self.task), self.entries, clock.today())

    @cached_property
    def next_milestone(self) -> MilestoneMark | None:
        return find_next_milestone(self.milestones)

    @property
    def may_set_milestones(self) -> bool:
        return self.end is None and can(self.user, Permission.SET_MILESTONES, self.task)

    @cached_property
    def receipts(self) -> list[Receipt]:
        """What the lead units of the present wording said when they signed, as far as the person may read it."""
        found = list(select_visible_receipts(self.user).filter(task=self.task).select_related("unit"))
        if not found:
            return []
        signing = {row.unit.pk for row in list_item_receipts(self.task.plan, tasks=[self.task.pk])}
        return [receipt for receipt in found if receipt.unit_id in signing]

    @cached_property
    def open_requests(self) -> QuerySet[ChangeRequest]:
        return requests.select_open_requests(self.task.pk)

    @cached_property
    def history(self) -> list[tuple[Event, list[ChangedValue]]]:
        """The events of the item itself, the latest first, with the values before and after."""
        events = Event.objects.about(self.task).filter(kind__in=OPEN_KINDS)
        return [(event, list(iterate_changed_values(event))) for event in events]

    @property
    def may_adjust(self) -> bool:
        """Whether the person may change what the plan says of the item."""
        return can(self.user, Permission.MANAGE_PLAN)

    @cached_property
    def groups(self) -> list[NamedGroup]:
        """Who the groups are that the wording names."""
        return list_named_groups(self.edition)

    @cached_property
    def may_set_groups(self) -> bool:
        return can(self.user, Permission.MANAGE_GROUPS)

    @cached_property
    def is_office(self) -> bool:
        return can(self.user, Permission.REVIEW_ENTRY)


def list_task_editions(pk: int, user: User) -> list[Edition]:
    """Returns every wording of a task, the plan's first, with its task, section, leaders and units.

    Raises:
        Http404: there is no such task, or the person does not see it.
    """
    editions = Edition.objects.filter(task__in=select_visible_tasks(user).filter(pk=pk)).order_by("since")
    found = list(
        editions.select_related(
            *("task__plan", "task__document", "section"),
            *("task__ending__made_by", "task__ending__merged_into__current"),
        ).prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("unit")),
            Prefetch("leaderships", Leadership.objects.select_related("official")),
        )
    )
    if not found:
        raise Http404
    task = found[0].task
    task.current = next((edition for edition in found if edition.pk == task.current_id), None)
    return found


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
        now = format_entry_fields(revision, KEPT) | {"milestones": format_ticks(revision)}
        told = [name for name in labels if name == "text" or now[name] != before[name]]
        changes = [(labels[name], compute_diff(split_tokens(before[name]), split_tokens(now[name]))) for name in told]
        versions.append((revision, changes))
        before = now
    return versions[::-1]


def build_entry_details(
    entries: list[ProgressEntry], user: User, refused: CoordinationAnswerForm | None
) -> list[EntryDetail]:
    """Builds the details of the entries in a fixed number of queries."""
    evidence = group_rows_by_entry(select_evidence_of(user, entries).select_related("uploaded_by"))
    revisions = group_rows_by_entry(EntryRevision.objects.filter(entry__in=entries).select_related("saved_by__unit"))
    events = defaultdict(list)
    for event in Event.objects.about(*entries).filter(kind__in=OPEN_KINDS):
        events[event.subject_id].append(event)
    notes = map_entry_to_notes(user, entries)
    cases, reminders = objections.map_entry_to_case(entries), index_reminders_by_entry(entries)
    return [
        EntryDetail(
            user,
            entry,
            cases[entry.pk],
            evidence[entry.pk],
            revisions[entry.pk],
            choose_events(user, entry, events[entry.pk]),
            reminders.get(entry.pk),
            refused if refused and refused.entry.pk == entry.pk else None,
            Cooperation(user, entry, notes[entry.pk]),
        )
        for entry in entries
    ]


def list_visible_indicators(task: Task, user: User) -> list[Indicator]:
    """Returns the confirmed indicators of a task; for the office also the proposed ones."""
    return list(select_visible_indicators(task.indicators.all(), user))


def select_visible_indicators(indicators: QuerySet[Indicator], user: User) -> QuerySet[Indicator]:
    """Selects the confirmed ones of the indicators; for the office also the proposed ones."""
    known = indicators.exclude(state=IndicatorState.REJECTED)
    return known if can(user, Permission.SEE_SUGGESTIONS) else known.filter(state=IndicatorState.CONFIRMED)


def list_indicator_courses(indicators: list[Indicator], entries: list[ProgressEntry], user: User) -> list[tuple]:
    """Returns the values of each indicator through the year; for the office also those read in the texts."""
    if not indicators:
        return []
    drawn = [one for one in indicators if one.kind not in (IndicatorKind.EVENT, IndicatorKind.RELATIVE)]
    return list_reported_values(drawn, entries, read=can(user, Permission.SEE_SUGGESTIONS))
