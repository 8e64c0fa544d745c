"""Finds the period that a page is about: the one that its address names (``of=2024-H1``), or else the one that the
session keeps and every page shows at its top."""

from django.http import HttpRequest

from tasks.judging.waiting import count_waiting
from tasks.models import Period, Plan, User
from tasks.permissions import Permission, can
from tasks.queries import select_visible_periods, select_visible_plans

SESSION_KEY = "period"
#: parameter of an address that names a period, without changing the session
NAMED = "of"


class AuthenticatedRequest(HttpRequest):
    """The type of the requests that views receive: ``tracker.middleware`` lets only signed-in people through.

    The requests themselves are Django's.
    """

    user: User
    _periods: list[Period]
    _plans: list[Plan]


def list_begun_periods(request: AuthenticatedRequest) -> list[Period]:
    """Returns the periods of the person's government that have begun, the newest first; one query for each request.

    For who reviews, each tells what waits in it (``tasks.judging.waiting``).
    """
    if not hasattr(request, "_periods"):
        begun = select_visible_periods(request.user).begun().select_related("plan__government").order_by()
        if can(request.user, Permission.REVIEW_ENTRY):
            begun = count_waiting(begun)
        request._periods = sorted(begun, key=lambda period: (-period.plan.year, -period.number))
    return request._periods


def list_visible_plans(request: AuthenticatedRequest) -> list[Plan]:
    """Returns the plans of the person's government, the newest first; one query for each request."""
    if not hasattr(request, "_plans"):
        request._plans = list(select_visible_plans(request.user).select_related("government"))
    return request._plans


def find_current_period(request: AuthenticatedRequest) -> Period | None:
    """Returns the period that the address names, else the one that the person chose, else the newest open one, else
    the newest; None without any."""
    periods = list_begun_periods(request)
    named, chosen = request.GET.get(NAMED), request.session.get(SESSION_KEY)
    for is_meant in (lambda period: period.key == named, lambda period: period.pk == chosen):
        if period := next(filter(is_meant, periods), None):
            return period
    return next((period for period in periods if period.is_open), periods[0] if periods else None)
