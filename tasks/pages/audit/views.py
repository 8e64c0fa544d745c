"""留痕: shows the audit log."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from tasks.pages.audit.tables import EventTable
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.filters import EventFilter
from tasks.permissions import Permission
from tasks.queries import select_visible_events

PER_PAGE = 50


@require_safe
@restrict_to(Permission.READ_EVENTS)
def event_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the events of the person's government; an invalid filter shows none."""
    chosen = EventFilter(request.GET, select_visible_events(request.user), request)
    found = chosen.qs if chosen.is_valid() else chosen.queryset.none()
    table = RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(EventTable(found))
    return render(request, "audit/events.html", {"filter": chosen, "table": table})
