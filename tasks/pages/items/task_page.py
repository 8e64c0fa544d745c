"""事项详情: what the page of one item shows of its year."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse

from tasks import clock
from tasks.assessing.courses import IndicatorCourse, list_indicator_courses
from tasks.assessing.milestones import MilestoneMark, find_next_milestone, mark_milestones
from tasks.continuing.continuations import ChainLink, list_chain
from tasks.ending.endings import describe_start
from tasks.enums import EventKind, IndicatorState, MeasureLinkState
from tasks.models import (
    ChangeRequest,
    Edition,
    Ending,
    Event,
    Indicator,
    InternalItem,
    Leadership,
    Measure,
    MeasureLink,
    ProgressEntry,
    Receipt,
    Responsibility,
    Task,
    TaskDiscontinuation,
    User,
)
from tasks.models.ending import find_ending
from tasks.organisation.groups import NamedGroup, list_named_groups
from tasks.pages.filing.forms.coordination import CoordinationAnswerForm
from tasks.pages.frame.context import NAMED
from tasks.pages.frame.event_words import iterate_changed_values
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.pages.frame.views.wording import (
    Rewording,
    list_rewordings,
)
from tasks.pages.items.acts import ItemAct, choose_next_act, list_entry_acts, list_item_acts
from tasks.pages.items.entry_detail import EntryDetail, build_entry_details
from tasks.pages.items.forms import ResumptionForm
from tasks.pages.items.queues import ItemQueue
from tasks.pages.items.story import StoryPart, build_story
from tasks.pages.items.task_entries import list_task_entries
from tasks.permissions import Permission, can
from tasks.plans.deadlines import ItemDeadline, read_item_deadline
from tasks.plans.documents import ItemSource, read_item_source
from tasks.plans.due_items import DueMark, mark_due_day
from tasks.plans.milestones import list_task_milestones
from tasks.plans.same_items import SameItem, build_same_items, list_same_tasks
from tasks.queries import select_visible_measures, select_visible_receipts, select_visible_tasks
from tasks.receiving.receipts import list_item_receipts
from tasks.reminding.history import ReminderHistory
from tasks.requesting import requests

#: events that everybody who sees an item may read; those about suggestions are for the office alone
ENTRY = ProgressEntry._meta.model_name
OPEN_KINDS = [kind for kind in EventKind if kind.value.startswith(("entry_", "evidence_", "task_", "document_"))]


@dataclass(frozen=True)
class TaskPage:
    """An item as printed, how its wording changed, and what was filed and judged in each period.

    Attributes:
        editions: every wording, as ``list_task_editions`` returns them.
        issued: the numbers of the periods of its plan that are issued.
        queue: from which the person came; None where he came from elsewhere.
        refused_answer: as in ``EntryDetail``.
        refused_resumption: the form that lets the item go on again, as it was sent, when refused.
    """

    user: User
    editions: list[Edition]
    issued: frozenset[int] = frozenset()
    queue: ItemQueue | None = None
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
        return describe_start(self.task.plan.rhythm, self.end.since) if self.end else ""

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
        ends = Ending.objects.filter(merged_into=self.task).select_related("task__current", "task__item_kind")
        return list(ends.order_by("task__item_kind_id", "task__number"))

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
        of_entries = [event for event in self._events if event.subject_type == ENTRY]
        return build_entry_details(self.entries, self.user, of_entries, self.refused_answer)

    @cached_property
    def latest(self) -> EntryDetail | None:
        """The entry of the latest period that asks for the item; None without one."""
        return next((detail for detail in self.entry_details if not detail.is_set_aside), None)

    @cached_property
    def story(self) -> list[StoryPart]:
        told = [(event, list(iterate_changed_values(event))) for event in self._events if event.subject_type != ENTRY]
        return build_story(
            self.entry_details,
            self.latest,
            self.year_marks,
            told,
            self.rewordings,
            self.open_requests,
            before=self.address,
        )

    @cached_property
    def acts(self) -> list[ItemAct]:
        """What the person may do now, what the item waits for first."""
        acts = list_entry_acts(self.latest, self.open_requests, self._kept, before=self.address) if self.latest else []
        entry = self.latest.entry if self.latest else None
        is_internal = self.internal_item is not None
        return acts + list_item_acts(self.user, self.task, entry, self.issued, is_internal=is_internal)

    @cached_property
    def next_act(self) -> ItemAct | None:
        return choose_next_act(self.acts)

    @property
    def other_acts(self) -> list[ItemAct]:
        return [act for act in self.acts if act is not self.next_act]

    @property
    def _kept(self) -> dict[str, str]:
        """The filter of the queue, for the pages that go on in it."""
        return {self.queue.name: self.queue.kept} if self.queue else {}

    @property
    def following_url(self) -> str:
        """The next item of the queue; "" behind the last one and outside a queue."""
        following = self.queue.following if self.queue else None
        return (
            f"{reverse('task_page', args=[following.task_id])}?{self.queue.query}" if self.queue and following else ""
        )

    @property
    def internal_item(self) -> InternalItem | None:
        """Why the item stays out of the public version, for who may mark it so; None when it is in it."""
        return getattr(self.task, "internal", None) if can(self.user, Permission.ISSUE_REPORT) else None

    @property
    def chases(self) -> ReminderHistory | None:
        """The reminders of the latest period."""
        return self.latest.chases if self.latest else None

    @property
    def address(self) -> str:
        """The present page, with the queue from which the person came."""
        page = reverse("task_page", args=[self.task.pk])
        return f"{page}?{self.queue.query}" if self.queue else page

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
    def chain(self) -> list[ChainLink]:
        """The items of other years with which this one is confirmed to go on, and this one among them, by year."""
        others = list_chain(self.task, self.user)
        year = self.task.plan.year
        own = ChainLink(self.task, None, None)
        before = [link for link in others if link.task.plan.year < year]
        return [*before, own, *others[len(before) :]] if others else []

    @property
    def discontinuation(self) -> TaskDiscontinuation | None:
        """Why the item, which its year left unfinished, goes on in no later one; None where nobody has said so."""
        return getattr(self.task, "discontinuation", None)

    @cached_property
    def courses(self) -> list[IndicatorCourse]:
        return list_indicator_courses(self.indicators, self.entries, self.user)

    @cached_property
    def measures(self) -> list[Measure]:
        """What its indicators count year after year, as far as a person has joined them; one query, for who sees 历年."""
        if not self.indicators or not can(self.user, Permission.SEE_ALL_TASKS):
            return []
        joined = MeasureLink.objects.filter(indicator__in=self.indicators, state=MeasureLinkState.CONFIRMED)
        return list(select_visible_measures(self.user).filter(pk__in=joined.values("measure")))

    @cached_property
    def milestones(self) -> list[MilestoneMark]:
        """The milestones of the item by day, as far as the person may read what is reported of them."""
        return mark_milestones(self.user, list_task_milestones(self.task), self.entries, clock.today())

    @cached_property
    def next_milestone(self) -> MilestoneMark | None:
        return find_next_milestone(self.milestones)

    @cached_property
    def receipts(self) -> list[Receipt]:
        """What the lead units of the present wording said when they signed, as far as the person may read it."""
        found = list(select_visible_receipts(self.user).filter(task=self.task).select_related("unit"))
        if not found:
            return []
        signing = {row.unit.pk for row in list_item_receipts(self.task.plan, tasks=[self.task.pk])}
        return [receipt for receipt in found if receipt.unit_id in signing]

    @cached_property
    def open_requests(self) -> list[ChangeRequest]:
        return list(requests.select_open_requests(self.task.pk))

    @cached_property
    def _events(self) -> list[Event]:
        """The audit rows about the item and its entries that everybody may read, the latest first."""
        return list(Event.objects.about(self.task, *self.entries).filter(kind__in=OPEN_KINDS))

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
            *("task__plan", "task__item_kind", "task__document", "task__internal__marked_by", "section"),
            "task__discontinuation__decided_by",
            *("task__ending__made_by", "task__ending__merged_into__current", "task__ending__merged_into__item_kind"),
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


def list_visible_indicators(task: Task, user: User) -> list[Indicator]:
    """Returns the confirmed indicators of a task; for the office also the proposed ones."""
    return list(select_visible_indicators(task.indicators.all(), user))


def select_visible_indicators(indicators: QuerySet[Indicator], user: User) -> QuerySet[Indicator]:
    """Selects the confirmed ones of the indicators; for the office also the proposed ones."""
    known = indicators.exclude(state=IndicatorState.REJECTED)
    return known if can(user, Permission.SEE_SUGGESTIONS) else known.filter(state=IndicatorState.CONFIRMED)
