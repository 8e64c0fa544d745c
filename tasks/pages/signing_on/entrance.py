"""The one door: whatever road a person comes by, he is asked the second factor, recorded, and told what happened."""

from math import ceil

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare

from tasks import clock
from tasks.enums import SignInRoad
from tasks.models import User
from tasks.pages.frame.cells import format_moment
from tasks.signing_on import second_factor, session_actions
from tasks.signing_on.account_events import list_news
from tasks.signing_on.devices import describe_device
from tasks.signing_on.lockouts import find_wait_end
from tasks.terms import terms

#: what the session keeps: by which road, when it began, when it was last used (milliseconds), what is still to be done
ROAD, BEGAN_AT, SEEN_AT, ENROLMENT_DUE = "road", "began_at", "seen_at", "second_factor_due"
#: the backend that answers for the session of who came by another road than a password
LOCAL_BACKEND = "tracker.backends.WithUnreadNotices"
#: who has given the right password and is still to be asked the second factor
WAITING = "waiting_for_second_factor"
#: number of milliseconds for which the session waits
PATIENCE = 10 * 60 * 1000


def get_client_address(request: HttpRequest) -> str:
    """Returns the address by which the lock-out counts and which the audit log keeps."""
    return str(get_client_ip_address(request) or "")


def render_lockout(request: HttpRequest, username: str) -> HttpResponse:
    """Renders the page that takes the place of the sign-in page while an account has to wait at that address."""
    now = clock.get_real_moment()
    seconds = ceil(((find_wait_end(username, get_client_address(request)) or now) - now).total_seconds())
    told = {"minutes": max(ceil(seconds / 60), 1), "longest": settings.DUBAN_LOGIN_LOCK_MINUTES}
    answer = render(request, "organisation/locked_out.html", told, status=429)
    answer.headers["Retry-After"] = f"{max(seconds, 1)}"
    return answer


def is_locked_out(request: HttpRequest, user: User) -> bool:
    """Returns whether wrong passwords have locked the account for that address."""
    return not AxesProxyHandler.is_allowed(request, {"username": user.username})


def let_in(request: HttpRequest, user: User, *, road: SignInRoad, backend: str, target: str) -> HttpResponse:
    """Lets a person in who has proved who he is, or asks for the second factor first.

    Args:
        backend: the path of the authentication backend that answers for the session.
        target: the page that the person wanted; an address of this site.
    """
    if second_factor.find_device(user) is None:
        return open_door(request, user, road=road, backend=backend, target=target)
    request.session[WAITING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "road": road.value,
        "backend": backend,
        "target": target,
        "at": clock.get_timestamp(),
    }
    return redirect("second_factor_ask")


def find_waiting(request: HttpRequest) -> tuple[User, dict] | None:
    """Finds who is still to be asked the second factor; None after ten minutes, or once the password has changed."""
    waiting = request.session.get(WAITING)
    if not waiting or clock.get_timestamp() - waiting["at"] > PATIENCE:
        return None
    user = User.objects.filter(pk=waiting["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), waiting["hash"]):
        return None
    return user, waiting


def open_door(request: HttpRequest, user: User, *, road: SignInRoad, backend: str, target: str) -> HttpResponse:
    """Signs the person in, with everything that belongs to it; arguments as in ``let_in``."""
    news = list_news(user)
    request.session.pop(WAITING, None)
    login(request, user, backend=backend)
    now = clock.get_timestamp()
    request.session.update({ROAD: road.value, BEGAN_AT: now, SEEN_AT: now})
    if second_factor.is_required(user) and second_factor.find_device(user) is None:
        request.session[ENROLMENT_DUE] = True
    # gives the session its key now, so that the sign-in can name it
    request.session.cycle_key()
    session_actions.open_session(
        session_key=str(request.session.session_key),
        road=road,
        device=describe_device(request.headers.get("User-Agent", "")),
        by=user,
    )
    for event in news:
        why = f"（{event.reason}）" if event.reason else ""
        when = format_moment(event.at)
        told = f"{event.actor_name}于 {when} 对您的账号办理了“{event.kind.label}”{why}。"
        messages.warning(request, f"{told}不是您要求的，请马上联系本{terms.place}系统管理员。")
    return redirect(target)
