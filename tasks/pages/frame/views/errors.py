"""The error page of status 400. The other error pages are Django's views with our templates."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render

from tasks.pages.frame.context import AuthenticatedRequest


def bad_request(request: AuthenticatedRequest, exception: Exception) -> HttpResponse:
    """Shows the message of the product's own ``BadRequest``; none of Django's, which are English."""
    said = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"said": said}, status=400)
