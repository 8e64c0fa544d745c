"""事项: shows the items of a period as a list with counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from tasks.assessing.lagging import SignalCode
from tasks.ending.endings import select_stopped_tasks
from tasks.enums import EntryState, Outcome, Role
from tasks.enums.outcome_words import OutcomeWord
from tasks.judging.offered_words import list_common_words
from tasks.models import Period, SavedView, Task, User
from tasks.models.saved_view import NAME_LENGTH
from tasks.organisation.item_kinds import index_government_words
from tasks.pages.frame.cells import OrderedTableData
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.columns import COLUMNS, FIXED, OF_SUGGESTIONS, list_offered_columns
from tasks.pages.items.counts import EntryCounts, count_entries, count_tabs
from tasks.pages.items.filters import UNJUDGED, EntryFilter, build_entry_filter
from tasks.pages.items.list_acts import ListAct, list_acts
from tasks.pages.items.list_views import ListTab, ListViews, clean_query
from tasks.pages.items.narrowing import YES
from tasks.pages.items.tables import EntryTable, ShownColumns
from tasks.permissions import Permission, can
from tasks.queries import prefetch_listed_parts
from tasks.terms import terms
from tasks.viewing.saved_views import may_share_views

PER_PAGE = 50
#: the filters that stand in the bar; the others open beside them
IN_THE_BAR = ("kind", "section", "lead", "leader", "state")


@dataclass(frozen=True)
class CountLink:
    """A number of rows; ``query`` narrows the list to them, "" for the number of all."""

    count: int
    label: str
    token: str = ""
    group: str = ""
    query: str = ""


def iterate_count_links(
    counts: EntryCounts, narrow: Callable[[str, str], str], words: Mapping[Outcome, OutcomeWord]
) -> Iterator[CountLink]:
    """Yields the number of all rows, then that of each outcome and of each state that occurs, then 逾期未完成.

    Args:
        narrow: parameter, value → query string of the narrowed list.
        words: in which the government judges.
    """
    yield CountLink(counts.all, "事项")
    for outcome in Outcome:
        if count := counts.outcome[outcome]:
            word = words.get(outcome, outcome)
            yield CountLink(count, word.label, word.token, "outcome", narrow("outcome", outcome))
    if unjudged := counts.outcome[None]:
        yield CountLink(unjudged, f"尚未{terms.judging}", "none", "outcome", narrow("outcome", UNJUDGED))
    for state in EntryState:
        if count := counts.state[state]:
            yield CountLink(count, state.label, state.token, "state", narrow("state", state))
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
        return f"还没有年度方案。{terms.office}在“导入”页导入年度目标任务分解表后，事项会列在这里。"
    if chosen.is_narrowed:
        return "没有符合筛选条件的事项。"
    if user.role in (Role.CLERK, Role.UNIT_HEAD):
        return f"{period}没有由{user.place}牵头或配合的事项。"
    if user.role == Role.LEADER:
        return f"{period}没有由您负责的事项。"
    return f"{period}还没有事项。{terms.office}开启填报，或导入本期进展情况报告后，事项会列在这里。"


@dataclass(frozen=True)
class TabLink:
    """A view as a tab of the list."""

    tab: ListTab
    count: int
    is_here: bool


@dataclass(frozen=True)
class ColumnChoice:
    """A column that may be chosen, at its place."""

    key: str
    label: str
    place: int
    is_chosen: bool


@dataclass(frozen=True)
class TaskListPage:
    """The items of the period, narrowed by the filter."""

    request: AuthenticatedRequest
    period: Period | None
    filter: EntryFilter
    views: ListViews

    @cached_property
    def counts(self) -> EntryCounts:
        return count_entries(self.filter.qs, self.request.user)

    @cached_property
    def table(self) -> EntryTable:
        table = EntryTable(
            OrderedTableData(prefetch_listed_parts(self.filter.qs), self.counts.all),
            order_by=self.filter.sorted_by,
            shown=ShownColumns(self.shown_columns, f"{self.period.label}进展" if self.period else "进展"),
            acts=self.acts,
            period=self.period,
            sections=self.counts.sections if self.is_printed_order else None,
        )
        return RequestConfig(self.request, paginate={"per_page": PER_PAGE}).configure(table)

    @property
    def shown_columns(self) -> list[str]:
        """The keys of the chosen columns; those of suggestions only where something is assessed."""
        return [key for key in self.views.columns if self.counts.assessed or key not in OF_SUGGESTIONS]

    @property
    def column_choices(self) -> list[ColumnChoice]:
        chosen = self.views.columns
        others = [key for key in list_offered_columns(self.request.user) if key not in chosen]
        keys = [key for key in (*chosen, *others) if key not in FIXED]
        return [ColumnChoice(key, COLUMNS[key], place, key in chosen) for place, key in enumerate(keys, 1)]

    @property
    def offered_count(self) -> int:
        return len(list_offered_columns(self.request.user))

    @cached_property
    def query(self) -> str:
        """The filters and the sort of the page, as they are kept."""
        return clean_query(self.request.GET.urlencode(), self.views.known)

    @property
    def tabs(self) -> list[TabLink]:
        narrowed = QueryDict(self.query, mutable=True)
        narrowed.pop("sort", None)
        here = narrowed.urlencode()
        counts = count_tabs({tab.query: self.filter.select_by(tab.query) for tab in self.views.tabs})
        return [TabLink(tab, counts[tab.query], tab.query in (here, self.query)) for tab in self.views.tabs]

    @cached_property
    def tallies(self) -> list[CountLink]:
        narrow = build_query_narrower(self.request)
        words = index_government_words(self.request.user.government)
        return list(iterate_count_links(self.counts, narrow, words))

    @property
    def picks(self) -> list[BoundField]:
        """The filters that stand in the bar."""
        return [field for field in self.filter.form.visible_fields() if field.name in IN_THE_BAR]

    @property
    def more_picks(self) -> list[BoundField]:
        """The filters that open beside them."""
        return [field for field in self.filter.form.visible_fields() if field.name not in IN_THE_BAR]

    @property
    def more_count(self) -> int:
        """How many filters beside those of the bar are set."""
        return sum(bool(field.value()) for field in self.more_picks)

    @property
    def may_share(self) -> bool:
        return may_share_views(self.request.user)

    @property
    def own_views(self) -> list[SavedView]:
        return [view for view in self.views.kept if view.user_id == self.request.user.pk]

    @property
    def name_length(self) -> int:
        return NAME_LENGTH

    @cached_property
    def stopped(self) -> list[Task]:
        """The items that the period does not ask for because they were stopped, under a list that is not narrowed
        otherwise."""
        return list_stopped_items(self.request.user, self.period, self.filter)

    @cached_property
    def acts(self) -> dict[str, ListAct]:
        """What the person may do with ticked items."""
        return list_acts(self.request.user)

    @property
    def outcomes(self) -> Sequence[OutcomeWord]:
        """What a row may be judged as in the list; empty where the person judges none."""
        if self.period is None or not can(self.request.user, Permission.JUDGE_ENTRY):
            return ()
        return list_common_words(self.request.user.government, self.period.quarter)

    @property
    def is_printed_order(self) -> bool:
        return self.filter.sorted_by == "number"

    @property
    def why_empty(self) -> str:
        return describe_empty_list(self.request.user, self.period, self.filter)

    @property
    def mending_place(self) -> tuple[str, str] | None:
        return find_mending_place(self.request.user, self.period)


def find_mending_place(user: User, period: Period | None) -> tuple[str, str] | None:
    """Returns address and name of the page on which the person brings items into an empty list; None without one."""
    if period is None:
        return (reverse("import_document"), "去导入") if can(user, Permission.IMPORT_DOCUMENTS) else None
    return (reverse("period_list"), "去开启填报") if can(user, Permission.MANAGE_PERIODS) else None


def list_stopped_items(user: User, period: Period | None, chosen: EntryFilter) -> list[Task]:
    """Lists the stopped items of the period that stand under the list."""
    others = [name for name in chosen.filters if name not in ("sort", "of", "ending")]
    if period is None or not chosen.is_valid() or any(chosen.data.get(name) for name in others):
        return []
    tasks, kind = select_stopped_tasks(user, period), chosen.data.get("ending")
    return list(tasks.filter(ending__kind=kind) if kind else tasks)


@require_safe
@restrict_to(Permission.SEE_TASKS)
def task_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the items of the period in the order of the documents, narrowed by the query; without one as the person
    last left the list."""
    chosen = build_entry_filter(request)
    views = ListViews(request.user, list(chosen.filters))
    if not request.GET and views.last_query:
        return redirect(f"{request.path}?{views.last_query}")
    page = TaskListPage(request, find_current_period(request), chosen, views)
    return render(request, "items/list.html", {"page": page})
