"""The period a person is looking at. It stands at the top of every page and is kept in the session; an address that
names one (``of=2024-H1``) speaks of that one, and changes nothing."""

from django.http import HttpRequest

from tasks.enums import PeriodState
from tasks.models import Period, Plan, User
from tasks.queries import select_visible_plans

SESSION_KEY = "period"
#: the parameter of an address that names a period
NAMED = "of"


class AuthenticatedRequest(HttpRequest):
    """What a view is given: a request of a person who has signed in, since ``tracker.middleware`` lets no other
    through. Only a type; the requests themselves are Django's."""

    user: User
    _periods: list[Period]
    _plans: list[Plan]


def list_begun_periods(request: AuthenticatedRequest) -> list[Period]:
    """Every period of the person's government that has begun, the newest first; read once a request."""
    if not hasattr(request, "_periods"):
        request._periods = list(
            Period.objects.filter(plan__in=select_visible_plans(request.user))
            .exclude(state=PeriodState.PLANNED)
            .select_related("plan__government")
            .order_by("-plan__year", "-number")
        )
    return request._periods


def list_visible_plans(request: AuthenticatedRequest) -> list[Plan]:
    """Every plan of the person's government, the newest first; read once a request."""
    if not hasattr(request, "_plans"):
        request._plans = list(select_visible_plans(request.user).select_related("government"))
    return request._plans


def find_current_period(request: AuthenticatedRequest) -> Period | None:
    """The period that the address names, or else the one chosen by the person, or else the newest open one, or else
    the newest; None without any."""
    periods = list_begun_periods(request)
    named, chosen = request.GET.get(NAMED), request.session.get(SESSION_KEY)
    for is_meant in (lambda period: period.key == named, lambda period: period.pk == chosen):
        if period := next(filter(is_meant, periods), None):
            return period
    return next((period for period in periods if period.is_open), periods[0] if periods else None)
