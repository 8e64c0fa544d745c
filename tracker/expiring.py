"""Gives back what was written in a form that came too late: after its page expired, or after the sign-in ended."""

import re
from urllib.parse import SplitResult, urlsplit

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from tasks.pages.frame.views.answers import FORBIDDEN

#: set by the script of every page: it keeps what was typed in the tab itself
HAS_SCRIPT = "has-script"
#: what somebody wrote, as against keys, numbers and marks of the form
WRITTEN = re.compile(r"[^\x00-\x7f]|\S\s+\S")
NEVER = re.compile(r"password|token|secret|code|next", re.IGNORECASE)


def split_address(address: str) -> SplitResult:
    """Splits the address that a browser says it comes from; one that is none has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def is_own_form(request: HttpRequest) -> bool:
    """Returns whether the form was sent from a page of this server; words of another one are not shown."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return split_address(sender).netloc == request.get_host()


def list_written_texts(request: HttpRequest) -> list[str]:
    """Lists the texts of a sent form in their order; none of a foreign form, never a password."""
    if not is_own_form(request):
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [value for name, value in fields if WRITTEN.search(str(value)) and not NEVER.search(name)]


def show_expired(request: HttpRequest, page: str) -> HttpResponse:
    """Says that nothing was saved, and gives the written texts back to be copied. Nothing here asks the database.

    Args:
        page: the address of the page with the form.
    """
    texts = list_written_texts(request)
    again = f"{reverse('sign_in')}?{urlencode({'next': page})}"
    shown = render_to_string("403_csrf.html", {"texts": texts, "page": page, "again": again})
    return HttpResponse(shown, status=FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answers a form whose token does not hold any more; Django calls it."""
    sender = split_address(request.headers.get("Referer", ""))
    page = sender._replace(scheme="", netloc="").geturl() if sender.netloc == request.get_host() else ""
    return show_expired(request, page or reverse("home"))
