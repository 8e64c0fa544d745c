"""历年: shows the measures of a government over the years, and one of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.measures.measure_pages import MeasureListPage, MeasurePage
from tasks.permissions import Permission
from tasks.queries import select_visible_measures


@require_safe
@restrict_to(Permission.SEE_ALL_TASKS)
def measure_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows all measures of the government by year."""
    return render(request, "measures/list.html", {"page": MeasureListPage(request.user)})


@require_safe
@restrict_to(Permission.SEE_ALL_TASKS)
def measure_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows one measure over the years, each value with its source."""
    measure = get_object_or_404(select_visible_measures(request.user), pk=pk)
    return render(request, "measures/measure.html", {"page": MeasurePage(request.user, measure)})
