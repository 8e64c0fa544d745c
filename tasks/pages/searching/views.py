"""查找: over the items of all years that the person sees."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.strips import map_tasks_to_marks
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.items.filters import PAGING, refuse_unknown
from tasks.pages.searching.forms import SearchForm
from tasks.permissions import Permission
from tasks.searching.phrases import parse_query
from tasks.searching.search import Rank, list_hits_with_tasks, search_items

PER_PAGE = 20


@require_safe
@restrict_to(Permission.SEE_TASKS)
def search_page(request: AuthenticatedRequest) -> HttpResponse:
    """Query: ``q`` what is looked for; ``year``, ``kind`` and ``page``."""
    form = SearchForm(request.GET, years=[plan.year for plan in list_visible_plans(request)])
    refuse_unknown(request.GET, [*form.fields, *PAGING])
    if not form.is_valid():
        return render(request, "searching/page.html", {"form": form, "query": None}, status=UNFIT)
    query = parse_query(form.cleaned_data["q"])
    if query is None:
        return render(request, "searching/page.html", {"form": form, "query": None})
    chosen = {name: form.cleaned_data[name] for name in ("year", "kind")}
    hits = search_items(request.user, query, **chosen)
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("page"))
    rows = list_hits_with_tasks(list(page.object_list))
    strips = map_tasks_to_marks((task for _, task, _ in rows), request.user)
    return render(
        request,
        "searching/page.html",
        {
            "form": form,
            "query": query,
            "page": page,
            "rows": [(*row, strips[row[1].pk]) for row in rows],
            "counts": [(rank, count) for rank in Rank if (count := sum(hit.rank == rank for hit in hits))],
            "is_narrowed": any(chosen.values()),
        },
    )
