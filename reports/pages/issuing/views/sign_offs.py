"""印发审核: staff of 督查办 ask for the issue, the head of 督查办 decides; both stand on the page of 印发."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from reports.pages.issuing.views.publishing import get_issue_readiness
from tasks.issuing import sign_off_actions
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.issuing.forms import SignOffForm
from tasks.permissions import Permission, Refused


@require_POST
@restrict_to(Permission.ISSUE_REPORT)
def sign_off_ask(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    readiness = get_issue_readiness(request, pk)
    try:
        sign_off_actions.ask_sign_off(period=readiness.period, data=readiness.data, by=request.user)
        messages.success(request, f"已提请审核{readiness.period}报告，督查办负责人会收到通知。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("issue_page")


@require_POST
@restrict_to(Permission.DECIDE_SIGN_OFF)
def sign_off_decide(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Saves the decision; a refused one is told in a message, with the opinion, so that nothing written is lost."""
    readiness, form = get_issue_readiness(request, pk), SignOffForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("issue_page")
    given = form.get_action_arguments()
    try:
        sign_off_actions.decide_sign_off(period=readiness.period, data=readiness.data, **given, by=request.user)
    except Refused as refusal:
        kept = f" 您写的意见：{given['reason']}" if given["reason"] else ""
        messages.error(request, f"{refusal}{kept}")
    else:
        told = "已审核通过，督查办可以印发。" if given["approved"] else "已退回，提请人会收到您的意见。"
        messages.success(request, f"{readiness.period}报告{told}")
    return redirect("issue_page")
