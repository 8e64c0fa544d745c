"""The product's addresses, and a view that does nothing to hold the others against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(request: HttpRequest) -> HttpResponse:
    """Sign-in, session and every middleware, but no page."""
    return HttpResponse(request.user.name)


urlpatterns = [path("empty/", empty, name="empty"), path("", include("tracker.urls"))]
