"""The error pages. Those of status 404 and of forged forms are Django's views with our templates."""

import sys

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django_guid import get_guid

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.failures import RETRY_AFTER, describe_failure
from tasks.pages.frame.views.answers import AWAY, BROKEN, CONFLICTING, FORBIDDEN
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
    """Says that the machine failed, with 503 and when to try again, or that the program did, with 500.

    Called while the error is handled. Both show the number of the request, by which
    its lines of the log are found. Nothing here asks the database, not even for the person.
    """
    said = describe_failure(sys.exc_info()[1])
    status, headers = (AWAY, {"Retry-After": f"{RETRY_AFTER}"}) if said else (BROKEN, {})
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"message": said or "系统出错了，没有保存。"}, status=status, headers=headers)
    page = render_to_string("503.html" if said else "500.html", {"said": said, "request_id": get_guid() or ""})
    return HttpResponse(page, status=status, headers=headers)
