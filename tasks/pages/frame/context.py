"""Finds the period that a page is about: the one that its address names (``of=2024-H1``), or else the one that the
session keeps and every page shows at its top, or else the one in which work is left."""

from django.http import HttpRequest

from tasks import clock
from tasks.enums import PeriodState, Role
from tasks.judging.waiting import count_waiting
from tasks.models import Period, Plan, User
from tasks.permissions import Permission, can
from tasks.queries import select_user_units, select_visible_entries, select_visible_periods, select_visible_plans

SESSION_KEY = "period"
#: parameter of an address that names a period, without changing the session
NAMED = "of"

#: who reads what others file and judge
READERS = (Role.LEADER, Role.HEAD, Role.VIEWER)


class AuthenticatedRequest(HttpRequest):
    """The type of the requests that views receive: ``tracker.middleware`` lets only signed-in people through.

    The requests themselves are Django's.
    """

    user: User
    _periods: list[Period]
    _plans: list[Plan]
    _unfinished: Period | None
    _spoken: int


def list_begun_periods(request: AuthenticatedRequest) -> list[Period]:
    """Returns the periods of the person's government that have begun, the newest first; one query for each request.

    For who reviews, each tells what waits in it (``tasks.judging.waiting``). They and the person have one government, whose
    kinds and working days are read once.
    """
    if not hasattr(request, "_periods"):
        begun = select_visible_periods(request.user).begun().select_related("plan__government").order_by()
        if can(request.user, Permission.REVIEW_ENTRY):
            begun = count_waiting(begun)
        request._periods = sorted(begun, key=lambda period: (-period.plan.year, -period.number))
        for period in request._periods:
            request.user.government = period.plan.government = request._periods[0].plan.government
    return request._periods


def list_visible_plans(request: AuthenticatedRequest) -> list[Plan]:
    """Returns the plans of the person's government, the newest first; one query for each request."""
    if not hasattr(request, "_plans"):
        request._plans = list(select_visible_plans(request.user).select_related("government"))
    return request._plans


def speak_of(request: AuthenticatedRequest, period: Period) -> None:
    """Lets the page speak of the period of the one entry that it shows, without changing the one that the person chose."""
    request._spoken = period.pk


def find_current_period(request: AuthenticatedRequest) -> Period | None:
    """Returns the period of which the page speaks or that the address names, else the one that the person chose, else the
    one before the newest in which work is left (``find_unfinished_period``), else the newest open one, else the newest;
    None without any."""
    periods = list_begun_periods(request)
    spoken, named, chosen = getattr(request, "_spoken", None), request.GET.get(NAMED), request.session.get(SESSION_KEY)
    for is_meant in (
        lambda period: period.pk == spoken,
        lambda period: period.key == named,
        lambda period: period.pk == chosen,
    ):
        if period := next(filter(is_meant, periods), None):
            return period
    return find_unfinished_period(request) or find_newest_period(request)


def find_newest_period(request: AuthenticatedRequest) -> Period | None:
    """Returns the newest open period, else the newest; None without any."""
    periods = list_begun_periods(request)
    return next((period for period in periods if period.is_open), periods[0] if periods else None)


def find_period_before(request: AuthenticatedRequest, period: Period) -> Period | None:
    """Returns the period that had begun before ``period``, of whatever year; None for the first."""
    begun = list_begun_periods(request)
    return next(iter(begun[begun.index(period) + 1 :]), None)


def find_unfinished_period(request: AuthenticatedRequest) -> Period | None:
    """Returns the period before the newest while the newest is not due yet and the older one matters more to the person.

    From its due day on the newest period is what presses. The office has work left until the report is issued, a unit as
    long as it still has to file there. Who reads results finds none in a period for which nobody has filed yet. In one
    query at most, once for each request.
    """
    if not hasattr(request, "_unfinished"):
        request._unfinished = _find_unfinished_period(request)
    return request._unfinished


def _find_unfinished_period(request: AuthenticatedRequest) -> Period | None:
    newest = find_newest_period(request)
    before = find_period_before(request, newest) if newest else None
    if newest is None or before is None or clock.today() > newest.last_day:
        return None
    if request.user.role in READERS:
        return before
    if before.state == PeriodState.ISSUED:
        return None
    if request.user.role not in (Role.CLERK, Role.UNIT_HEAD):
        return before
    owed = select_visible_entries(request.user).filter(period=before).owed().filed_by(select_user_units(request.user))
    return before if owed.exists() else None
