"""离线填报: hands out a unit's entries of a period as a workbook; ``tasks`` reads what comes back."""

from io import BytesIO

from django.contrib import messages
from django.db.models import Prefetch
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from reports.filing.offline import build_offline_sheets
from reports.printing import delivery
from tasks.assessing.facts import INDICATORS
from tasks.issuing.export_actions import record_export
from tasks.models import ProgressEntry, Reading
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, can, is_in_lead_unit
from tasks.queries import order_as_printed, prefetch_printed_parts, select_visible_entries


@require_safe
@restrict_to(Permission.EDIT_ENTRY)
def offline_workbook(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out the unit's entries of the current period; those that cannot be filled in now are read-only."""
    period = find_current_period(request)
    entries = list_led_entries(request) if period else []
    open_ones = {entry.pk for entry in entries if can(request.user, Permission.EDIT_ENTRY, entry)}
    if period is None or not open_ones:
        messages.error(request, "现在没有可以填报的事项，未下载。")
        return redirect("my_tasks")
    sheets = build_offline_sheets(period, entries, open_ones)
    file = delivery.write_one_file(sheets, f"{period}离线填报表 {request.user.place}", "xlsx")
    rows = sum(len(sheet.rows) for sheet in sheets)
    record_export(by=request.user, plan=period.plan, period=period.label, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def list_led_entries(request: AuthenticatedRequest) -> list[ProgressEntry]:
    """Lists the entries of the current period that the person's unit leads, with everything the workbook holds."""
    figures = Prefetch("readings", Reading.objects.select_related("indicator"))
    entries = select_visible_entries(request.user).filter(period=find_current_period(request))
    whole = (
        prefetch_printed_parts(entries)
        .select_related("period__plan__government", "reviewed_by__unit")
        .prefetch_related(figures, INDICATORS)
    )
    return [entry for entry in order_as_printed(whole) if is_in_lead_unit(request.user, entry)]
