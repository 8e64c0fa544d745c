"""校核: lists the findings of a period, sets them aside and restores them."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.checking.finding_actions import restore_finding, set_finding_aside
from tasks.checking.findings import describe_finding, find_finding
from tasks.models import Period
from tasks.pages.checking.check_page import CheckPage
from tasks.pages.checking.forms import SetAsideForm
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.permissions import Permission, Refused

GONE = "这一问题已不存在，可能已经改正。"


@require_safe
@restrict_to(Permission.CHECK_REPORT)
def check_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the findings of the current period, the heaviest first."""
    return render_check_list(request, find_current_period(request))


def render_check_list(
    request: AuthenticatedRequest, period: Period | None, failed: SetAsideForm | None = None
) -> HttpResponse:
    page = CheckPage(request, period, failed)
    return render(request, "checking/list.html", {"page": page}, status=UNFIT if failed else 200)


def redirect_to_check_list(request: AuthenticatedRequest) -> HttpResponse:
    """Goes back to the list with the filter of the form that was sent."""
    kept = QueryDict(request.POST.get("kept", "")).urlencode()
    return redirect(f"{reverse('check_list')}?{kept}" if kept else "check_list")


@require_POST
@restrict_to(Permission.CHECK_REPORT)
def check_set_aside(request: AuthenticatedRequest) -> HttpResponse:
    """Sets a finding aside with a reason."""
    period = find_current_period(request)
    finding = find_finding(period, request.POST.get("key", "")) if period else None
    if period is None or finding is None:
        messages.warning(request, GONE)
        return redirect_to_check_list(request)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return render_check_list(request, period, form)
    try:
        set_finding_aside(period=period, **form.cleaned_data, by=request.user, what=describe_finding(finding))
        messages.success(request, f"“{finding.label}”已注明不处理。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_check_list(request)


@require_POST
@restrict_to(Permission.CHECK_REPORT)
def check_take_back(request: AuthenticatedRequest) -> HttpResponse:
    """Restores a finding that was set aside."""
    period = find_current_period(request)
    finding = find_finding(period, request.POST.get("key", "")) if period else None
    if period is None or finding is None:
        messages.warning(request, GONE)
        return redirect_to_check_list(request)
    try:
        restore_finding(period=period, key=finding.key, by=request.user, what=describe_finding(finding))
        messages.success(request, f"“{finding.label}”已恢复。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_check_list(request)
