"""查找: searches the items of all years that the person sees."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks.models import Task, User
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.strips import YearMarks, map_tasks_to_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.items.filters import PAGING, refuse_unknown
from tasks.pages.searching.forms import SearchForm
from tasks.permissions import Permission
from tasks.searching.phrases import parse_query
from tasks.searching.search import Hit, Rank, list_hits_with_tasks, search_items

PER_PAGE = 20
#: the fields of the form that leave items out
NARROWING = ("year", "kind")


@dataclass(frozen=True)
class SearchPage:
    """查找.

    Attributes:
        query: its words; None where nothing was asked.
        hits: every item that answers the query, the best first.
        number: of the page that the person asked for, as sent.
    """

    user: User
    form: SearchForm
    query: tuple[str, ...] | None = None
    hits: Sequence[Hit] = ()
    number: str | None = None

    @cached_property
    def shown(self) -> Page[Hit]:
        return Paginator(self.hits, PER_PAGE).get_page(self.number)

    @cached_property
    def rows(self) -> list[tuple[Hit, Task, str, YearMarks]]:
        """The hits of the page, each with its item, the item's heading and its four periods."""
        rows = list_hits_with_tasks(list(self.shown.object_list))
        marks = map_tasks_to_marks((task for _, task, _ in rows), self.user)
        return [(hit, task, heading, marks[task.pk]) for hit, task, heading in rows]

    @property
    def counts(self) -> list[tuple[Rank, int]]:
        found = Counter(hit.rank for hit in self.hits)
        return [(rank, found[rank]) for rank in Rank if found[rank]]

    @property
    def is_narrowed(self) -> bool:
        return any(self.form.cleaned_data[name] for name in NARROWING)


@require_safe
@restrict_to(Permission.SEE_TASKS)
def search_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the items that answer ``q``, of the given ``year`` and ``kind``."""
    kinds = request.user.home.kinds
    years = [plan.year for plan in list_visible_plans(request)]
    form = SearchForm(request.GET, years=years, kinds=[(kind.key, kind.name) for kind in kinds])
    refuse_unknown(request.GET, [*form.fields, *PAGING])
    if not form.is_valid():
        return render(request, "searching/page.html", {"page": SearchPage(request.user, form)}, status=UNFIT)
    query = parse_query(form.cleaned_data["q"])
    kind = next((one.code for one in kinds if one.key == form.cleaned_data["kind"]), "")
    hits = search_items(request.user, query, year=form.cleaned_data["year"], kind=kind) if query else []
    page = SearchPage(request.user, form, query, hits, request.GET.get("page"))
    return render(request, "searching/page.html", {"page": page})
