"""申请: lists requests, files them, answers them and takes them back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks.enums import IndicatorState, RequestKind, RequestState
from tasks.models import ChangeRequest, ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.requesting.forms import FORMS, RequestAnswerForm, RequestForm
from tasks.pages.requesting.request_page import RequestFormPage, RequestPage
from tasks.permissions import Permission, Refused, can
from tasks.requesting import request_actions, requests
from tasks.terms import terms


@require_safe
@restrict_to(Permission.SEE_REQUESTS)
def request_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the open requests, the oldest first, and those answered in the year of the current period."""
    period = find_current_period(request)
    found = list(requests.prefetch_request_parts(requests.select_visible_requests(request.user)))
    waiting = [one for one in reversed(found) if one.is_open]
    answered = [one for one in found if not one.is_open and period and one.task.plan_id == period.plan_id]
    context = {
        "waiting": waiting,
        "answered": answered,
        "year": period.plan.year if period else None,
        "decides": can(request.user, Permission.DECIDE_REQUEST),
        "files": can(request.user, Permission.FILE_REQUEST),
    }
    return render(request, "requesting/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.FILE_REQUEST)
def request_file(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows the form of one kind of request for an entry's item. A POST files it."""
    entry = get_entry_for_page(request.user, pk)
    if refusal := requests.describe_request_refusal(request.user, entry):
        raise PermissionDenied(refusal)
    kind = get_requested_kind(request)
    form = build_request_form(request, entry, kind)
    if request.method != "POST":
        return render_request_form(request, entry, kind, form)
    if not form.is_valid():
        return render_request_form(request, entry, kind, form, status=UNFIT)
    try:
        reason = form.cleaned_data["reason"]
        made = request_actions.file_request(
            entry=entry, kind=kind, wanted=form.get_wanted(), reason=reason, by=request.user
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return render_request_form(request, get_entry_for_page(request.user, pk), kind, form, status=CONFLICTING)
    messages.success(request, f"已申请{kind.label}，等待{terms.office}办理。")
    return redirect("request_page", made.pk)


def get_requested_kind(request: AuthenticatedRequest) -> RequestKind:
    """Returns the kind that the address names; EXTEND_FILING where it names none."""
    asked = request.GET.get("kind", "")
    return RequestKind(asked) if asked in set(RequestKind) else RequestKind.EXTEND_FILING


def build_request_form(request: AuthenticatedRequest, entry: ProgressEntry, kind: RequestKind) -> RequestForm:
    giver = {"giver": requests.find_requesting_unit(request.user, entry)} if kind == RequestKind.HAND_OVER else {}
    return FORMS[kind](request.POST if request.method == "POST" else None, entry=entry, **giver)


def render_request_form(
    request: AuthenticatedRequest,
    entry: ProgressEntry,
    kind: RequestKind,
    form: RequestForm,
    *,
    status: int = 200,
) -> HttpResponse:
    page = RequestFormPage(request.user, entry, kind, form)
    return render(request, "requesting/file.html", {"page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SEE_REQUESTS)
def request_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows one request with both values. A POST of the office answers it and goes to the next one."""
    found = get_object_or_404(requests.prefetch_request_parts(requests.select_visible_requests(request.user)), pk=pk)
    if request.method != "POST":
        return render_request_page(request, found)
    if not can(request.user, Permission.DECIDE_REQUEST):
        raise PermissionDenied(f"申请由{terms.office}办理。")
    form = RequestAnswerForm(request.POST)
    if not form.is_valid():
        return render_request_page(request, found, form, status=UNFIT)
    try:
        done = request_actions.decide_request(request=found, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        now = requests.prefetch_request_parts(requests.select_visible_requests(request.user)).get(pk=pk)
        return render_request_page(request, now, form, status=CONFLICTING)
    add_decision_messages(request, done)
    return redirect_to_next_request(request)


def render_request_page(
    request: AuthenticatedRequest,
    found: ChangeRequest,
    form: RequestAnswerForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    page = RequestPage(request.user, found, get_request_entry(request, found), form)
    return render(request, "requesting/page.html", {"page": page}, status=status)


def get_request_entry(request: AuthenticatedRequest, found: ChangeRequest) -> ProgressEntry:
    """Returns the entry that the request was made on, or the last one before the period from which it holds."""
    entries = ProgressEntry.objects.filter(task=found.task_id, period__number__lte=found.period.number)
    return get_entry_for_page(request.user, entries.order_by("-period__number").values_list("pk", flat=True)[0])


def add_decision_messages(request: AuthenticatedRequest, done: ChangeRequest) -> None:
    """Says what was decided, and what is left to do after it."""
    messages.success(request, f"已{done.get_state_display()}{done.unit}的申请（{done.get_kind_display()}）。")
    is_reworded = done.kind == RequestKind.ADJUST_TEXT and done.state == RequestState.GRANTED
    if is_reworded and done.task.indicators.filter(state=IndicatorState.PROPOSED).exists():
        messages.warning(request, "任务内容中的量化指标已重新识别，请在“指标”中核定。")


def redirect_to_next_request(request: AuthenticatedRequest) -> HttpResponse:
    """Goes to the oldest open request; to the list when there is none."""
    waiting = requests.select_visible_requests(request.user).filter(state=RequestState.OPEN)
    following = waiting.order_by("filed_at", "pk").first()
    if following:
        return redirect("request_page", following.pk)
    messages.success(request, "申请已全部办理。")
    return redirect("request_list")


@require_POST
@restrict_to(Permission.FILE_REQUEST)
def request_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Withdraws a request that is not answered yet."""
    found = get_object_or_404(requests.select_visible_requests(request.user), pk=pk)
    try:
        request_actions.withdraw_request(request=found, by=request.user)
        messages.success(request, "已撤回申请。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("request_page", pk)
