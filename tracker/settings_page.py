"""设置: every page on which a person sets something, grouped by what it decides."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission
from tracker.navigation import list_works


@require_safe
@restrict_to(Permission.MANAGE_CALENDAR)
def settings_page(request: AuthenticatedRequest) -> HttpResponse:
    """Lists the settings that the person may change."""
    works = list_works(request.user, request.path, None)
    places = next(work.places for work in works if work.is_here)
    groups = groupby((place for place in places if place.group), key=lambda place: place.group)
    return render(request, "status/settings.html", {"groups": [(name, list(found)) for name, found in groups]})
