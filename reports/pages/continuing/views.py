"""接续对照表: hands out the tables of a plan's continuations, to the office; recorded in the audit log like any file."""

from io import BytesIO

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from reports.continuing.continuation_sheets import build_continuation_sheets
from reports.printing.delivery import WRITERS, write_one_file
from reports.printing.workbook import CellTooLongError
from tasks.continuing.carry_overs import CarryOver
from tasks.continuing.continuation_actions import record_continuation_export
from tasks.models import InternalItem
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.plans.views.plan import get_requested_plan
from tasks.permissions import Permission


@require_safe
@restrict_to(Permission.IMPORT_DOCUMENTS)
def continuation_list_file(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out 接续对照表 and 结转 of a year's plan (``?year=2024``) as Excel, or as Word (``?form=docx``).

    Raises:
        Http404: there is no plan, or none before it.
    """
    plan = get_requested_plan(request, list_visible_plans(request))
    form = request.GET.get("form", "xlsx")
    carry_over = CarryOver(plan) if plan else None
    if plan is None or carry_over is None or carry_over.earlier is None or form not in WRITERS:
        raise Http404
    is_internal = InternalItem.objects.filter(task__plan__in=[plan, carry_over.earlier]).exists()
    sheets = build_continuation_sheets(carry_over, is_internal=is_internal)
    if not sheets:
        raise Http404
    try:
        file = write_one_file(sheets, f"{plan}接续和结转表", form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    rows = sum(len(sheet.rows) for sheet in sheets)
    record_continuation_export(plan=plan, file=file.name, rows=rows, by=request.user)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)
