"""责任清单: hands out the list of who answers for each item, to the office; recorded in the audit log like any file."""

from io import BytesIO

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from reports.printing.delivery import write_one_file
from reports.printing.workbook import CellTooLongError
from reports.receiving.responsibility_list import build_responsibility_sheet
from tasks.issuing.export_actions import record_export
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.receiving.plan_choice import get_receipt_plan_or_404
from tasks.permissions import Permission
from tasks.receiving.receipts import list_item_receipts
from tasks.terms import terms


@require_safe
@restrict_to(Permission.MANAGE_RECEIPTS)
def receipt_list_file(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out the Excel file of a year's plan (``?year=2024``)."""
    plan = get_receipt_plan_or_404(request)
    rows = list_item_receipts(plan)
    if not rows:
        messages.error(request, f"{plan}方案中没有列明{terms.lead_unit}的事项，没有责任清单。")
        return redirect("receipt_overview")
    sheet = build_responsibility_sheet(plan, rows)
    try:
        file = write_one_file([sheet], sheet.title, "xlsx")
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    record_export(by=request.user, plan=plan, period="年初", files=[file.name], rows=len(rows))
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)
