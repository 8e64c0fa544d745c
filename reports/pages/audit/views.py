"""留痕: hands out the rows of the list as a workbook; the export is itself recorded."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.pages.audit.events_workbook import (
    MOST_AT_ONCE,
    describe_export_refusal,
    make_events_file,
    request_events_file,
)
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.filters import EventFilter
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_events

BAD_FILTER = "筛选条件有误，未导出。请改正后再导出。"


@require_POST
@restrict_to(Permission.READ_EVENTS)
def event_export(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out what the query finds, which is that of the list; a long file is made in the background."""
    chosen = EventFilter(request.GET, select_visible_events(request.user))
    if not chosen.is_valid():
        return return_to_list(request, BAD_FILTER)
    count = chosen.qs.count()
    if refusal := describe_export_refusal(count):
        return return_to_list(request, refusal)
    if count > MOST_AT_ONCE:
        return make_later(request, count)
    file = make_events_file(request.user, chosen)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def make_later(request: AuthenticatedRequest, count: int) -> HttpResponse:
    """Has the file made in the background, and goes to the page of the job."""
    try:
        job = request_events_file(query=request.GET.urlencode(), count=count, by=request.user)
    except Refused as refusal:
        return return_to_list(request, str(refusal))
    return redirect("job_page", job.pk)


def return_to_list(request: AuthenticatedRequest, error: str) -> HttpResponse:
    """Says why nothing was exported, and keeps the filters."""
    messages.error(request, error)
    return redirect(f"{reverse('event_list')}?{request.GET.urlencode()}")
