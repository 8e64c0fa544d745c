"""The product's addresses, and an empty view to compare them with."""

from django.http import HttpResponse
from django.urls import include, path

from tasks.pages.frame.context import AuthenticatedRequest


def empty(request: AuthenticatedRequest) -> HttpResponse:
    """Answers with a name; passes sign-in, session and every middleware."""
    return HttpResponse(request.user.name)


urlpatterns = [path("empty/", empty, name="empty"), path("", include("tracker.urls"))]
