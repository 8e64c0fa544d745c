"""The error pages of status 400, 403, 409 and 500. The other error pages are Django's views with our templates."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django_guid import get_guid

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.answers import CONFLICTING, FORBIDDEN
from tasks.permissions import note_refusal


class Overtaken(PermissionDenied):
    """The person may do it, but somebody was faster: the thing is in another state now. ``address`` shows it."""

    def __init__(self, message: str, address: str):
        super().__init__(message)
        self.address = address


def bad_request(request: AuthenticatedRequest, exception: Exception) -> HttpResponse:
    """Shows the message of the product's own ``BadRequest``; none of Django's, which are English."""
    said = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"said": said}, status=400)


def permission_denied(request: AuthenticatedRequest, exception: Exception) -> HttpResponse:
    """Shows why the person may not; of what somebody else has changed meanwhile, that it is a conflict."""
    note_refusal(str(exception))
    if isinstance(exception, Overtaken):
        return render(request, "409.html", {"overtaken": exception}, status=CONFLICTING)
    return render(request, "403.html", {"exception": str(exception)}, status=FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """Shows the number of the request, by which its lines of the log are found; asks nothing that may be broken too."""
    return HttpResponse(render_to_string("500.html", {"request_id": get_guid() or ""}), status=500)
