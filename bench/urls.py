"""The product's addresses, and a view that does nothing to hold the others against."""

from django.http import HttpResponse
from django.urls import include, path

from tasks.pages.frame.context import AuthenticatedRequest


def empty(request: AuthenticatedRequest) -> HttpResponse:
    """Sign-in, session and every middleware, but no page."""
    return HttpResponse(request.user.name)


urlpatterns = [path("empty/", empty, name="empty"), path("", include("tracker.urls"))]
