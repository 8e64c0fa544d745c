"""主要指标表: hands out the measures over the years; recorded in the audit log like any file."""

from io import BytesIO

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from reports.measures.measure_sheets import build_measure_sheet, build_measures_sheet
from reports.printing.delivery import WRITERS, write_one_file
from reports.printing.sheet import Sheet
from reports.printing.workbook import CellTooLongError
from tasks.measures.measure_actions import record_measure_export
from tasks.models import InternalItem, Measure
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.measures.measure_pages import MeasureListPage, MeasurePage
from tasks.permissions import Permission
from tasks.queries import select_visible_measures


@require_safe
@restrict_to(Permission.SEE_ALL_TASKS)
def measure_list_file(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out 主要指标表 as Excel, or as Word (``?form=docx``).

    Raises:
        Http404: there is no measure yet.
    """
    page = MeasureListPage(request.user)
    rows = [series for series, _ in page.rows]
    if not rows:
        raise Http404
    sheet = build_measures_sheet(rows, page.years, is_internal=_has_internal_items(request))
    return _hand_out(request, None, sheet)


@require_safe
@restrict_to(Permission.SEE_ALL_TASKS)
def measure_file(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Hands out the years of one measure as Excel, or as Word (``?form=docx``)."""
    measure = get_object_or_404(select_visible_measures(request.user), pk=pk)
    series = MeasurePage(request.user, measure).series
    return _hand_out(request, measure, build_measure_sheet(series, is_internal=_has_internal_items(request)))


def _hand_out(request: AuthenticatedRequest, measure: Measure | None, sheet: Sheet) -> HttpResponseBase:
    form = request.GET.get("form", "xlsx")
    if form not in WRITERS:
        raise Http404
    try:
        file = write_one_file([sheet], sheet.title, form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    record_measure_export(measure=measure, file=file.name, rows=len(sheet.rows), by=request.user)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def _has_internal_items(request: AuthenticatedRequest) -> bool:
    return InternalItem.objects.filter(task__plan__government=request.user.government_id).exists()
