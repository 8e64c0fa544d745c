"""离线填报: a unit takes its entries of a period along as a workbook; what comes back is read by ``tasks``."""

from io import BytesIO

from django.contrib import messages
from django.db.models import Prefetch
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from reports.filing.offline import sheets_of
from reports.printing import delivery
from tasks.assessing.facts import INDICATORS
from tasks.issuing.export_actions import record_export
from tasks.models import Reading
from tasks.pages.frame.context import AuthenticatedRequest, current_period
from tasks.pages.frame.views.access import requires
from tasks.permissions import Verb, can, leads
from tasks.queries import entries_visible_to, in_printed_order, with_printed_parts


@require_safe
@requires(Verb.EDIT_ENTRY)
def offline_workbook(request: AuthenticatedRequest) -> HttpResponseBase:
    """The unit's entries of the period at the top of the page; those that cannot be filled in now only to read."""
    period = current_period(request)
    entries = own_entries(request) if period else []
    open_ones = {entry.pk for entry in entries if can(request.user, Verb.EDIT_ENTRY, entry)}
    if period is None or not open_ones:
        messages.error(request, "现在没有可以填报的事项，未下载。")
        return redirect("my_tasks")
    sheets = sheets_of(period, entries, open_ones)
    file = delivery.as_one(sheets, f"{period}离线填报表 {request.user.place}", "xlsx")
    rows = sum(len(sheet.rows) for sheet in sheets)
    record_export(by=request.user, plan=period.plan, period=period.label, files=[file.name], rows=rows)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def own_entries(request: AuthenticatedRequest) -> list:
    """What the person's unit leads in the period, with everything the workbook holds."""
    figures = Prefetch("readings", Reading.objects.select_related("indicator"))
    entries = entries_visible_to(request.user).filter(period=current_period(request))
    whole = (
        with_printed_parts(entries).select_related("reviewed_by__unit").prefetch_related(figures, INDICATORS)
    )
    return [entry for entry in in_printed_order(whole) if leads(request.user, entry)]
