"""填报期: changes the period that the pages are about."""

from urllib.parse import urlsplit

from django.core.exceptions import BadRequest
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tasks.models import Period
from tasks.pages.frame.context import (
    NAMED,
    SESSION_KEY,
    AuthenticatedRequest,
    find_current_period,
    list_begun_periods,
)

#: names the page before, in an address or a form
NEXT = "next"


def get_chosen_period(request: AuthenticatedRequest) -> Period:
    """
    Raises:
        BadRequest: the form names no period that the person may choose.
    """
    for period in list_begun_periods(request):
        if str(period.pk) == request.POST.get("period"):
            return period
    raise BadRequest("没有这个填报期，请重新选择。")


def find_page_before(request: AuthenticatedRequest) -> str:
    """Returns the address of ours that a form, or the link to it, names as the page before it; "" for none."""
    back = request.POST.get(NEXT) or request.GET.get(NEXT, "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else ""


def name_way_back(before: str) -> str:
    """Names where an act leads that comes back to the page before it: 校核, or else the page of the item."""
    return "回到校核" if before.startswith(reverse("check_list")) else "回到事项"


def build_return_url(request: AuthenticatedRequest, *, same_plan: bool) -> str:
    """Returns the address of the page that the person came from; its filters only within the same plan."""
    back = find_page_before(request)
    if not back:
        return "home"
    parts = urlsplit(back)
    query = QueryDict(parts.query if same_plan else "", mutable=True)
    # an address that names a period would still show that one
    query.pop(NAMED, None)
    return parts._replace(query=query.urlencode()).geturl()


@require_POST
def switch_period(request: AuthenticatedRequest) -> HttpResponse:
    """Keeps the chosen period in the session, and returns to the page that the person came from."""
    before, period = find_current_period(request), get_chosen_period(request)
    request.session[SESSION_KEY] = period.pk
    return redirect(build_return_url(request, same_plan=before is not None and before.plan_id == period.plan_id))
