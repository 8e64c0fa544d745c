"""查找: over the items of all years that the person sees."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks.pages.frame.context import AuthenticatedRequest, plans_for
from tasks.pages.frame.strips import strips_of
from tasks.pages.frame.views.access import requires
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.items.filters import PAGING, refuse_unknown
from tasks.pages.searching.forms import SearchForm
from tasks.permissions import Verb
from tasks.searching.phrases import sought
from tasks.searching.search import Rank, search, with_headings

PER_PAGE = 20


@require_safe
@requires(Verb.SEE_TASKS)
def search_page(request: AuthenticatedRequest) -> HttpResponse:
    """Query: ``q`` what is looked for; ``year``, ``kind`` and ``page``."""
    form = SearchForm(request.GET, years=[plan.year for plan in plans_for(request)])
    refuse_unknown(request.GET, [*form.fields, *PAGING])
    if not form.is_valid():
        return render(request, "searching/page.html", {"form": form, "query": None}, status=UNFIT)
    query = sought(form.cleaned_data["q"])
    if query is None:
        return render(request, "searching/page.html", {"form": form, "query": None})
    chosen = {name: form.cleaned_data[name] for name in ("year", "kind")}
    hits = search(request.user, query, **chosen)
    page = Paginator(hits, PER_PAGE).get_page(request.GET.get("page"))
    rows = with_headings(list(page.object_list))
    strips = strips_of((task for _, task, _ in rows), request.user)
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
