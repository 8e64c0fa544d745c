"""The page for a request that cannot be understood. The other error pages are Django's own with our templates."""

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render

from tasks.pages.frame.context import AuthenticatedRequest


def bad_request(request: AuthenticatedRequest, exception: Exception) -> HttpResponse:
    """Status 400 with what is wrong where the product itself says it; never the framework's English words."""
    said = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"said": said}, status=400)
