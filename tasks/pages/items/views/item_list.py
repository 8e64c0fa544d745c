"""事项: shows the items of a period as a list with counts."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from tasks.assessing.lagging import SignalCode
from tasks.ending.endings import select_stopped_tasks
from tasks.enums import EntryState, Outcome, Role
from tasks.models import Period, Task, User
from tasks.models.entry_queries import build_signal_condition
from tasks.pages.frame.cells import OrderedTableData
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.filters import UNJUDGED, EntryFilter, build_entry_filter
from tasks.pages.items.narrowing import YES
from tasks.pages.items.tables import EntryTable
from tasks.permissions import Permission, can
from tasks.plans.due_items import build_readable_condition
from tasks.queries import prefetch_listed_parts

PER_PAGE = 50


@dataclass(frozen=True)
class CountLink:
    """A number of rows; ``query`` narrows the list to them, "" for the number of all."""

    count: int
    label: str
    token: str = ""
    group: str = ""
    query: str = ""


#: parameter of the list → vocabulary by which the rows are counted
COUNTED = (("outcome", Outcome), ("state", EntryState))


@dataclass(frozen=True)
class EntryCounts:
    """The number of rows by outcome, None for those without a judgement, and by state.

    Attributes:
        assessed: how many have a suggestion.
        unfinished: how many are 逾期未完成, as the person may read it.
    """

    outcome: Counter
    state: Counter
    assessed: int
    unfinished: int

    @property
    def all(self) -> int:
        return self.state.total()


def count_entries(entries: QuerySet, user: User) -> EntryCounts:
    """Counts the entries in one query."""
    outcomes: Counter[Outcome | None] = Counter()
    states: Counter[EntryState] = Counter()
    assessed = unfinished = 0
    grouped = entries.order_by().values_list("judgement__outcome", "state", "standing")
    late = Count("pk", filter=Q(build_signal_condition(SignalCode.OVERDUE)) & build_readable_condition(user))
    for outcome, state, standing, count, missed in grouped.annotate(count=Count("pk"), missed=late):
        outcomes[outcome] += count
        states[state] += count
        assessed += count if standing else 0
        unfinished += missed
    return EntryCounts(outcomes, states, assessed, unfinished)


def iterate_count_links(counts: EntryCounts, narrow: Callable[[str, str], str]) -> Iterator[CountLink]:
    """Yields the number of all rows, then that of each outcome and of each state that occurs, then 逾期未完成.

    Args:
        narrow: parameter, value → query string of the narrowed list.
    """
    yield CountLink(counts.all, "事项")
    for name, vocabulary in COUNTED:
        found = getattr(counts, name)
        for member in vocabulary:
            if count := found[member]:
                yield CountLink(count, member.label, member.token, name, narrow(name, member))
        if unjudged := found[None]:
            yield CountLink(unjudged, "尚未研判", "none", name, narrow(name, UNJUDGED))
    if counts.unfinished:
        label, token = SignalCode.OVERDUE.label, SignalCode.OVERDUE.token
        yield CountLink(counts.unfinished, label, token, "unfinished", narrow("unfinished", YES))


def build_query_narrower(request: AuthenticatedRequest) -> Callable[[str, str], str]:
    """Returns a function that adds a parameter to the query of the page."""

    def narrow(name: str, value: str) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        query[name] = str(value)
        return f"?{query.urlencode()}"

    return narrow


def describe_empty_list(user: User, period: Period | None, chosen: EntryFilter) -> str:
    """Says why the list is empty, and who fills it."""
    if period is None:
        return "还没有年度方案。督查办在“导入”页导入年度目标任务分解表后，事项会列在这里。"
    if chosen.is_narrowed:
        return "没有符合筛选条件的事项。"
    if user.role in (Role.CLERK, Role.UNIT_HEAD):
        return f"{period}没有由{user.place}牵头或配合的事项。"
    if user.role == Role.LEADER:
        return f"{period}没有由您负责的事项。"
    return f"{period}还没有事项。督查办开启填报，或导入本期进展情况报告后，事项会列在这里。"


@dataclass(frozen=True)
class TaskListPage:
    """The items of the period, narrowed by the filter."""

    request: AuthenticatedRequest
    period: Period | None
    filter: EntryFilter

    @cached_property
    def counts(self) -> EntryCounts:
        return count_entries(self.filter.qs, self.request.user)

    @cached_property
    def table(self) -> EntryTable:
        suggests = self.counts.assessed > 0 and self.may_see_suggestions
        table = EntryTable(
            OrderedTableData(prefetch_listed_parts(self.filter.qs), self.counts.all),
            order_by=self.filter.sorted_by,
            progress_label=f"{self.period.label}进展" if self.period else "进展",
            with_boxes=self.may_pick,
            with_suggestions=suggests,
        )
        return RequestConfig(self.request, paginate={"per_page": PER_PAGE}).configure(table)

    @cached_property
    def tallies(self) -> list[CountLink]:
        narrow = build_query_narrower(self.request)
        return list(iterate_count_links(self.counts, narrow))

    @cached_property
    def may_see_suggestions(self) -> bool:
        return can(self.request.user, Permission.SEE_SUGGESTIONS)

    @cached_property
    def stopped(self) -> list[Task]:
        """The items that the period does not ask for because they were stopped, under a list that is not narrowed
        otherwise."""
        data = self.filter.data
        others = [name for name in self.filter.filters if name not in ("sort", "of", "ending")]
        if self.period is None or not self.filter.is_valid() or any(data.get(name) for name in others):
            return []
        tasks = select_stopped_tasks(self.request.user, self.period)
        return list(tasks.filter(ending__kind=data["ending"]) if data.get("ending") else tasks)

    @property
    def may_end_items(self) -> bool:
        return can(self.request.user, Permission.END_ITEMS)

    @property
    def may_adjust(self) -> bool:
        """Whether the person may change what the plan says of ticked items."""
        return can(self.request.user, Permission.MANAGE_PLAN)

    @property
    def may_pick(self) -> bool:
        """Whether the person may do something with ticked items."""
        return self.may_adjust or self.may_end_items

    @property
    def is_printed_order(self) -> bool:
        return self.filter.sorted_by == "number"

    @property
    def why_empty(self) -> str:
        return describe_empty_list(self.request.user, self.period, self.filter)


@require_safe
@restrict_to(Permission.SEE_TASKS)
def task_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the items of the period in the order of the documents, narrowed by the query."""
    page = TaskListPage(request, find_current_period(request), build_entry_filter(request))
    return render(request, "items/list.html", {"page": page})
