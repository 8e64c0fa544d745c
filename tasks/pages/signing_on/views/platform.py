"""统一身份认证: leads to the identity platform and takes back whom it names."""

from logging import getLogger

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tasks.enums import SignInRoad
from tasks.organisation import account_actions
from tasks.pages.signing_on.entrance import LOCAL_BACKEND, is_locked_out, let_in, render_lockout
from tasks.signing_on.matching import PlatformAway, PlatformRefused, call_platform, find_account
from tasks.terms import terms
from tasks.terms.later import say_later

#: where the session keeps the page that the person wanted
TARGET = "platform_target"
AWAY = "统一身份认证平台暂时连不上，请稍后再试，或用本系统的用户名和密码登录。"
BROKEN = "统一身份认证没有完成：在平台上取消了登录，或者等待的时间太长。请回到登录页重新登录。"
DISABLED = say_later("您的账号已停用，请联系本{terms.place}系统管理员。")

log = getLogger(__name__)


def render_refusal(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """Renders the page that says why the platform's word was not enough."""
    return render(request, "signing_on/refused.html", {"why": why, "platform": settings.DUBAN_OIDC.name}, status=status)


@login_not_required
@never_cache
@require_safe
def platform_begin(request: HttpRequest) -> HttpResponse:
    """Sends the person to the platform."""
    if not settings.DUBAN_OIDC.issuer:
        raise Http404
    if request.user.is_authenticated:
        return redirect("home")
    target = request.GET.get("next", "")
    is_own = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    request.session[TARGET] = target if is_own else reverse("home")
    try:
        return call_platform("lead_to_platform", request, request.build_absolute_uri(reverse("platform_return")))
    except (PlatformAway, PlatformRefused) as error:
        log.error("the identity platform cannot be asked: %s", error)
        return render_refusal(request, AWAY, 503)


@login_not_required
@never_cache
@require_safe
def platform_return(request: HttpRequest) -> HttpResponse:
    """Lets in the person whom the platform names, if he has an account here."""
    if not settings.DUBAN_OIDC.issuer:
        raise Http404
    if request.user.is_authenticated:
        return redirect("home")
    try:
        identity = call_platform("fetch_identity", request)
    except PlatformAway as error:
        log.error("the identity platform is away: %s", error)
        return render_refusal(request, AWAY, 503)
    except PlatformRefused as error:
        log.warning("the identity platform's answer was refused: %s", error)
        return refuse_identity(request, "", BROKEN, 400)
    return let_in_named(request, identity)


def let_in_named(request: HttpRequest, identity: str) -> HttpResponse:
    """Lets in the person of that identity, or says why not."""
    user = find_account(identity)
    if user is None:
        why = f"统一身份认证的账号“{identity[:150]}”在本系统没有对应的用户。请联系本{terms.place}系统管理员开通，或核对“统一身份账号”。"
        return refuse_identity(request, identity, why, 403)
    if not user.is_active:
        return refuse_identity(request, identity, DISABLED, 403)
    if is_locked_out(request, user):
        return render_lockout(request, user.username)
    target = request.session.pop(TARGET, reverse("home"))
    return let_in(request, user, road=SignInRoad.IDENTITY_PLATFORM, backend=LOCAL_BACKEND, target=target)


def refuse_identity(request: HttpRequest, identity: str, why: str, status: int) -> HttpResponse:
    """Records a failed sign-in through the platform and says why."""
    account_actions.record_failed_sign_in(username=identity, reason=why, by=find_account(identity))
    return render_refusal(request, why, status)
