"""事项: the list of a period."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from tasks.context import current_period
from tasks.enums import EntryState, Outcome, Role
from tasks.filters import UNJUDGED, EntryFilter, entry_filter
from tasks.models import Period
from tasks.permissions import Verb, can
from tasks.tables import EntryTable
from tasks.tables.cells import InOrder
from tasks.views.access import requires

PER_PAGE = 50


@dataclass(frozen=True)
class Tally:
    """How many of the rows shown; its link narrows the list to them."""

    count: int
    label: str
    token: str = ""
    group: str = ""
    query: str = ""


#: parameter, column, vocabulary of what the rows are counted by
COUNTED = (("outcome", "judgement__outcome", Outcome), ("state", "state", EntryState))


def counts_of(entries: QuerySet) -> dict[str, int]:
    """How many rows there are, of each outcome and state, and with a suggestion of the machine; one query."""
    each = {
        f"{name}_{value}": Count("pk", filter=Q(**{column: value}))
        for name, column, vocabulary in COUNTED
        for value in vocabulary
    }
    return entries.order_by().aggregate(
        all=Count("pk"),
        unjudged=Count("pk", filter=Q(judgement=None)),
        assessed=Count("pk", filter=~Q(standing="")),
        **each,
    )


def tallies(counts: dict[str, int], narrow: Callable[[str, str], str]) -> Iterator[Tally]:
    """The whole, then each outcome and each state that occurs.

    Args:
        narrow: from a parameter and its value to the query string of the narrowed list.
    """
    yield Tally(counts["all"], "事项")
    for name, _, vocabulary in COUNTED:
        for member in vocabulary:
            if count := counts[f"{name}_{member}"]:
                yield Tally(count, member.label, member.token, name, narrow(name, member))
        if name == "outcome" and counts["unjudged"]:
            yield Tally(counts["unjudged"], "尚未研判", "none", name, narrow(name, UNJUDGED))


def narrowing(request: HttpRequest) -> Callable[[str, str], str]:
    """The query of the page with one parameter more."""

    def narrow(name: str, value: str) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        query[name] = str(value)
        return f"?{query.urlencode()}"

    return narrow


def why_empty(user, period: Period | None, chosen: EntryFilter) -> str:
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


def entry_table(
    request: HttpRequest, chosen: EntryFilter, period: Period | None, *, assessed: bool
) -> EntryTable:
    table = EntryTable(
        InOrder(chosen.qs),
        order_by=chosen.sorted_by,
        progress_label=f"{period.label}进展" if period else "进展",
        with_suggestions=assessed and can(request.user, Verb.SEE_SUGGESTIONS),
    )
    return RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)


@require_safe
@requires(Verb.SEE_TASKS)
def task_list(request: HttpRequest) -> HttpResponse:
    """The items of the period as the documents order them, narrowed and counted."""
    period, chosen = current_period(request), entry_filter(request)
    counts = counts_of(chosen.qs)
    return render(
        request,
        "tasks/list.html",
        {
            "period": period,
            "filter": chosen,
            "table": entry_table(request, chosen, period, assessed=counts["assessed"] > 0),
            "tallies": list(tallies(counts, narrowing(request))),
            "is_printed_order": chosen.sorted_by == "number",
            "why_empty": why_empty(request.user, period, chosen),
        },
    )
