"""事项: the list of a period."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from tasks.enums import EntryState, Outcome, PeriodState, Role
from tasks.models import Period
from tasks.pages.frame.cells import OrderedTableData
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.filters import UNJUDGED, EntryFilter, build_entry_filter
from tasks.pages.items.tables import EntryTable
from tasks.permissions import Permission, can
from tasks.queries import prefetch_listed_parts

PER_PAGE = 50


@dataclass(frozen=True)
class CountLink:
    """How many of the rows shown; its link narrows the list to them."""

    count: int
    label: str
    token: str = ""
    group: str = ""
    query: str = ""


#: parameter, vocabulary of what the rows are counted by
COUNTED = (("outcome", Outcome), ("state", EntryState))


@dataclass(frozen=True)
class EntryCounts:
    """How many rows there are of each outcome and each state, without a judgement, and with a suggestion."""

    outcome: Counter
    state: Counter
    assessed: int

    @property
    def all(self) -> int:
        return self.state.total()


def count_entries(entries: QuerySet) -> EntryCounts:
    """One query."""
    outcomes: Counter[Outcome | None] = Counter()
    states: Counter[EntryState] = Counter()
    assessed = 0
    grouped = entries.order_by().values_list("judgement__outcome", "state", "standing")
    for outcome, state, standing, count in grouped.annotate(count=Count("pk")):
        outcomes[outcome] += count
        states[state] += count
        assessed += count if standing else 0
    return EntryCounts(outcomes, states, assessed)


def iterate_count_links(counts: EntryCounts, narrow: Callable[[str, str], str]) -> Iterator[CountLink]:
    """The whole, then each outcome and each state that occurs.

    Args:
        narrow: from a parameter and its value to the query string of the narrowed list.
    """
    yield CountLink(counts.all, "事项")
    for name, vocabulary in COUNTED:
        found = getattr(counts, name)
        for member in vocabulary:
            if count := found[member]:
                yield CountLink(count, member.label, member.token, name, narrow(name, member))
        if unjudged := found[None]:
            yield CountLink(unjudged, "尚未研判", "none", name, narrow(name, UNJUDGED))


def build_query_narrower(request: AuthenticatedRequest) -> Callable[[str, str], str]:
    """The query of the page with one parameter more."""

    def narrow(name: str, value: str) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        query[name] = str(value)
        return f"?{query.urlencode()}"

    return narrow


def describe_empty_list(user, period: Period | None, chosen: EntryFilter) -> str:
    """What would stand here and who makes it happen."""
    if period is None:
        return "还没有年度方案。督查办在“导入”页导入年度目标任务分解表后，事项会列在这里。"
    if chosen.is_narrowed:
        return "没有符合筛选条件的事项。"
    if user.role in (Role.CLERK, Role.UNIT_HEAD):
        return f"{period}没有由{user.place}牵头或配合的事项。"
    if user.role == Role.LEADER:
        return f"{period}没有由您负责的事项。"
    return f"{period}还没有事项。督查办开启填报，或导入本期进展情况报告后，事项会列在这里。"


def build_entry_table(
    request: AuthenticatedRequest, chosen: EntryFilter, period: Period | None, counts: EntryCounts
) -> EntryTable:
    table = EntryTable(
        OrderedTableData(prefetch_listed_parts(chosen.qs), counts.all),
        order_by=chosen.sorted_by,
        progress_label=f"{period.label}进展" if period else "进展",
        with_boxes=may_assign_leaders(request, period),
        with_suggestions=counts.assessed > 0 and can(request.user, Permission.SEE_SUGGESTIONS),
    )
    return RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)


def may_assign_leaders(request: AuthenticatedRequest, period: Period | None) -> bool:
    """Whether the person may put other leaders to the period's items."""
    return (
        period is not None
        and period.state != PeriodState.ISSUED
        and can(request.user, Permission.ASSIGN_LEADERS)
    )


@require_safe
@restrict_to(Permission.SEE_TASKS)
def task_list(request: AuthenticatedRequest) -> HttpResponse:
    """The items of the period as the documents order them, narrowed and counted."""
    period, chosen = find_current_period(request), build_entry_filter(request)
    counts = count_entries(chosen.qs)
    return render(
        request,
        "items/list.html",
        {
            "period": period,
            "filter": chosen,
            "table": build_entry_table(request, chosen, period, counts),
            "picks": may_assign_leaders(request, period),
            "tallies": list(iterate_count_links(counts, build_query_narrower(request))),
            "is_printed_order": chosen.sorted_by == "number",
            "why_empty": describe_empty_list(request.user, period, chosen),
        },
    )
