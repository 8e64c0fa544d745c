"""两步验证: asked at sign-in, enrolled, given up. Recovery codes are shown once and never stored in clear text."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tasks.enums import SignInRoad
from tasks.organisation import account_actions
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.signing_on.enrolment_page import EnrolmentPage
from tasks.pages.signing_on.entrance import (
    ENROLMENT_DUE,
    ROAD,
    find_waiting,
    is_locked_out,
    open_door,
    render_lockout,
)
from tasks.pages.signing_on.forms import CodeForm, EnrolmentForm
from tasks.permissions import Refused
from tasks.signing_on import second_factor, second_factor_actions
from tasks.signing_on.second_factor_actions import WRONG_CODE

#: where the session keeps the secret of a telephone that is being enrolled
KEY = "second_factor_key"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_ask(request: HttpRequest) -> HttpResponse:
    """Asks for the second factor of a person who has given the right password."""
    found = find_waiting(request)
    if found is None:
        messages.warning(request, "请重新输入用户名和密码。")
        return redirect("sign_in")
    user, waiting = found
    if is_locked_out(request, user):
        return render_lockout(request, user.username)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(
            request, "signing_on/second_factor_ask.html", {"form": form}, status=UNFIT if form.errors else 200
        )
    try:
        why = WRONG_CODE
        is_right = second_factor_actions.use_code(code=form.cleaned_data["code"], by=user)
    except Refused as refusal:
        is_right, why = False, str(refusal)
    if is_right:
        road = SignInRoad(waiting["road"])
        return open_door(request, user, road=road, backend=waiting["backend"], target=waiting["target"])
    account_actions.record_failed_sign_in(username=user.username, reason=why, by=user)
    form.add_error("code", why)
    return render(request, "signing_on/second_factor_ask.html", {"form": form}, status=UNFIT)


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_enrol(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the QR code, and enrols the telephone that has read it."""
    if not settings.DUBAN_SECOND_FACTOR:
        raise Http404
    if second_factor.find_device(request.user):
        messages.warning(request, second_factor_actions.ALREADY_ENROLLED)
        return redirect("own_account")
    key = request.session.setdefault(KEY, second_factor.generate_key())
    form = build_enrolment_form(request)
    codes = enrol_telephone(request, form, key) if form.is_valid() else None
    if codes:
        del request.session[KEY]
        request.session.pop(ENROLMENT_DUE, None)
        return render(request, "signing_on/recovery_codes.html", {"codes": codes})
    told = {"form": form, "page": EnrolmentPage(request.user, key, is_due=ENROLMENT_DUE in request.session)}
    return render(request, "signing_on/second_factor_enrol.html", told, status=UNFIT if form.errors else 200)


def build_enrolment_form(request: AuthenticatedRequest) -> EnrolmentForm:
    """Builds the form, which asks for the password unless it was just given, or the person came by another road."""
    by_password = request.session.get(ROAD, SignInRoad.LOCAL_PASSWORD) == SignInRoad.LOCAL_PASSWORD
    sent = request.POST if request.method == "POST" else None
    return EnrolmentForm(sent, user=request.user, asks_password=by_password and ENROLMENT_DUE not in request.session)


def enrol_telephone(request: AuthenticatedRequest, form: EnrolmentForm, key: str) -> list[str] | None:
    """Enrols the telephone; adds what the action refuses to the form, and returns None."""
    try:
        return second_factor_actions.enrol_second_factor(key=key, code=form.cleaned_data["code"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return None


@never_cache
@require_http_methods(["GET", "POST"])
def recovery_codes_replace(request: AuthenticatedRequest) -> HttpResponse:
    """Makes new recovery codes for whoever shows a code."""
    form, codes = try_code(request, second_factor_actions.replace_recovery_codes)
    if codes:
        return render(request, "signing_on/recovery_codes.html", {"codes": codes})
    return render_code_page(request, form, "更换恢复码", "原来的恢复码随即作废。")


@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_give_up(request: AuthenticatedRequest) -> HttpResponse:
    """Removes the person's own second factor."""
    form, is_removed = try_code(request, second_factor_actions.give_up_second_factor)
    if is_removed:
        messages.success(request, "已解除两步验证，以后登录只用密码。")
        return redirect("own_account")
    return render_code_page(request, form, "解除两步验证", "解除后登录只用密码；换手机的，解除后再重新启用。")


Done = TypeVar("Done")


def try_code(request: AuthenticatedRequest, act: Callable[..., Done]) -> tuple[CodeForm, Done | None]:
    """Calls an action that asks for a code with what was sent; a wrong code and a refusal are errors of the form."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return form, None
    try:
        done = act(code=form.cleaned_data["code"], by=request.user)
    except Refused as refusal:
        form.add_error("code", str(refusal))
        return form, None
    if not done:
        form.add_error("code", WRONG_CODE)
    return form, done


def render_code_page(request: AuthenticatedRequest, form: CodeForm, act: str, effect: str) -> HttpResponse:
    """Renders the page that asks for a code before an act, and says what the act does."""
    told = {"form": form, "act": act, "effect": effect}
    return render(request, "signing_on/second_factor_code.html", told, status=UNFIT if form.errors else 200)
