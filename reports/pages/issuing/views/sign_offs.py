"""印发审核: staff of 督查办 ask for the issue, the head of 督查办 decides; both stand on the page of the report or the notice."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.issuing.before_issue import IssueReadiness
from reports.pages.issuing.views.plan_notice import get_notice_readiness, get_noticed_plan_or_404
from reports.pages.issuing.views.publishing import get_issue_readiness, get_period_or_404
from tasks.issuing import sign_off_actions
from tasks.issuing.sign_off_actions import OUTDATED
from tasks.issuing.sign_offs import Issuable
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.numbers_first import CONFIRMED, ConfirmingAct, NamedException, NumbersFirstPage
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.issuing.addresses import build_issuing_url
from tasks.pages.issuing.forms import SignOffForm, TakeBackForm
from tasks.permissions import Permission, Refused
from tasks.terms import terms


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def sign_off_ask(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Asks for the decision; what is open in the report is said first."""
    readiness = get_issue_readiness(request, pk)
    if readiness.is_issuable and readiness.open_points and CONFIRMED not in request.POST:
        return render(request, "frame/numbers_first.html", {"page": build_asking_page(readiness)})
    return ask(request, readiness.period, readiness.data)


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def notice_sign_off_ask(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    plan = get_noticed_plan_or_404(request, pk)
    return ask(request, plan, get_notice_readiness(plan).data)


def build_asking_page(readiness: IssueReadiness) -> NumbersFirstPage:
    """Builds the page that says what is open in the report before the head of 督查办 is asked."""
    return NumbersFirstPage(
        title=f"提请审核{readiness.period}报告？",
        lead=f"报告还有下列问题。可以先处理再提请；照此提请的，{terms.office}负责人看到的就是现在的内容，以后再改须重新提请。",
        action=reverse("sign_off_ask", args=[readiness.period.pk]),
        acts=[ConfirmingAct("照此提请印发")],
        counts=[(point.number, point.words, point.token) for point in readiness.open_points],
        exceptions=[NamedException(point.said, url=reverse(point.url_name)) for point in readiness.open_points],
        back=build_issuing_url(readiness.period),
    )


@require_POST
@restrict_to(Permission.DECIDE_SIGN_OFF)
def sign_off_decide(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    readiness = get_issue_readiness(request, pk)
    return decide(request, readiness.period, readiness.data)


@require_POST
@restrict_to(Permission.DECIDE_SIGN_OFF)
def notice_sign_off_decide(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    plan = get_noticed_plan_or_404(request, pk)
    return decide(request, plan, get_notice_readiness(plan).data)


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def sign_off_take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return take_back(request, get_period_or_404(request, pk))


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def notice_sign_off_take_back(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return take_back(request, get_noticed_plan_or_404(request, pk))


def take_back(request: AuthenticatedRequest, issuable: Issuable) -> HttpResponse:
    form = TakeBackForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(OUTDATED)
        sign_off = sign_off_actions.take_back_sign_off(issuable=issuable, **form.cleaned_data, by=request.user)
        messages.success(request, f"已撤回{sign_off.about}的提请，改好后可以重新提请。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_issue(issuable)


def ask(request: AuthenticatedRequest, issuable: Issuable, data: dict[str, Any]) -> HttpResponse:
    try:
        sign_off = sign_off_actions.ask_sign_off(issuable=issuable, data=data, by=request.user)
        messages.success(request, f"已提请审核{sign_off.about}，{terms.office}负责人会收到通知。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_issue(issuable)


def decide(request: AuthenticatedRequest, issuable: Issuable, data: dict[str, Any]) -> HttpResponse:
    """Saves the decision; a refused one is told in a message, with the opinion, so that nothing written is lost."""
    form = SignOffForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect_to_issue(issuable)
    given = form.get_action_arguments()
    try:
        sign_off = sign_off_actions.decide_sign_off(issuable=issuable, data=data, **given, by=request.user)
    except Refused as refusal:
        kept = f" 您写的意见：{given['reason']}" if given["reason"] else ""
        messages.error(request, f"{refusal}{kept}")
    else:
        told = f"已审核通过，{terms.office}可以印发。" if given["approved"] else "已退回，提请人会收到您的意见。"
        messages.success(request, f"{sign_off.about}{told}")
    return redirect_to_issue(issuable)


def redirect_to_issue(issuable: Issuable) -> HttpResponse:
    """Leads back to the report or the notice that was acted on."""
    return redirect(build_issuing_url(issuable))
