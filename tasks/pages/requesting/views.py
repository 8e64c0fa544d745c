"""申请: a unit asks for a later day, another wording or other duties; the office answers; both see both values."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks.enums import IndicatorState, RequestKind, RequestState
from tasks.models import ChangeRequest, ProgressEntry
from tasks.models.changes import compute_fingerprint
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.frame.views.wording import LIST_MARK, DiffPiece, compute_diff, split_tokens
from tasks.pages.requesting.forms import FORMS, RequestAnswerForm, RequestForm
from tasks.permissions import Permission, Refused, can, can_act_for
from tasks.requesting import request_actions, requests
from tasks.requesting.requests import State


@dataclass(frozen=True)
class ValueDiff:
    """One value on both sides: the old one with what goes, the new one with what comes."""

    label: str
    old: tuple[DiffPiece, ...]
    new: tuple[DiffPiece, ...]
    joint: str


def compare_states(before: State, after: State) -> list[ValueDiff]:
    """Every value that either side has."""
    return [compare_values(label, before.get(label, ""), after.get(label, "")) for label in (before | after)]


def compare_values(label: str, old: str | list[str], new: str | list[str]) -> ValueDiff:
    """Names are held against each other whole, texts character by character."""
    joint = LIST_MARK if isinstance(old or new, list) else ""
    before, after = (each if isinstance(each, list) else split_tokens(each) for each in (old, new))
    pieces = compute_diff(before, after, joint)
    return ValueDiff(
        label,
        tuple(piece for piece in pieces if piece.how != "new"),
        tuple(piece for piece in pieces if piece.how != "gone"),
        joint,
    )


@require_safe
@restrict_to(Permission.SEE_REQUESTS)
def request_list(request: AuthenticatedRequest) -> HttpResponse:
    """What waits, the oldest first; and what was answered in the year of the period at the top."""
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
    """The forms of all kinds for one entry's item, one at a time; a POST files it."""
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
        return render_request_form(
            request, get_entry_for_page(request.user, pk), kind, form, status=CONFLICTING
        )
    messages.success(request, f"已申请{kind.label}，等待督查办办理。")
    return redirect("request_page", made.pk)


def get_requested_kind(request: AuthenticatedRequest) -> RequestKind:
    """The kind that the address names; the first one where it names none."""
    asked = request.GET.get("kind", "")
    return RequestKind(asked) if asked in set(RequestKind) else RequestKind.EXTEND_FILING


def build_request_form(request: AuthenticatedRequest, entry: ProgressEntry, kind: RequestKind) -> RequestForm:
    giver = (
        {"giver": requests.find_requesting_unit(request.user, entry)} if kind == RequestKind.HAND_OVER else {}
    )
    return FORMS[kind](request.POST if request.method == "POST" else None, entry=entry, **giver)


def render_request_form(
    request: AuthenticatedRequest,
    entry: ProgressEntry,
    kind: RequestKind,
    form: RequestForm,
    *,
    status: int = 200,
) -> HttpResponse:
    """The item, what the kinds are for, and the form of one of them, unless something stands in its way."""
    context = {
        "entry": entry,
        "form": form,
        "kind": kind,
        "means": requests.MEANS[kind],
        "kinds": list(RequestKind),
        "refusal": requests.describe_request_refusal(request.user, entry, kind),
        "open": requests.select_open_requests(entry.task_id),
    }
    return render(request, "requesting/file.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SEE_REQUESTS)
def request_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One request with both values; a POST of the office is the answer, and the next one comes up."""
    found = get_object_or_404(
        requests.prefetch_request_parts(requests.select_visible_requests(request.user)), pk=pk
    )
    if request.method != "POST":
        return render_request_page(request, found)
    if not can(request.user, Permission.DECIDE_REQUEST):
        raise PermissionDenied("申请由督查办办理。")
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
    """The request beside its item. While it is open, what is in force now stands for the old value, and what it was
    when the unit asked is shown besides where it was something else."""
    entry = get_request_entry(request, found)
    kind = found.kind
    before, after, stale = found.before, found.after, []
    if found.is_open:
        standing = requests.use_edition_in_force(entry)
        before, after = (
            requests.build_current_state(kind, standing),
            requests.build_wanted_state(kind, standing, found.wanted),
        )
        stale = compare_states(found.before, before) if before != found.before else []
    context = {
        "found": found,
        "entry": entry,
        "sides": compare_states(before, after),
        "stale": stale,
        "unfit": requests.describe_grant_refusal(kind, entry, found.wanted) if found.is_open else "",
        "form": form or RequestAnswerForm(),
        # the next answer stands on what the person has now before him
        "seen": compute_fingerprint(before),
        "decides": found.is_open and can(request.user, Permission.DECIDE_REQUEST, entry),
        "withdraws": found.is_open
        and can(request.user, Permission.FILE_REQUEST)
        and can_act_for(request.user, found.unit),
    }
    return render(request, "requesting/page.html", context, status=status)


def get_request_entry(request: AuthenticatedRequest, found: ChangeRequest) -> ProgressEntry:
    """The entry that the request was made on, or the last one before the period from which it holds."""
    entries = ProgressEntry.objects.filter(task=found.task_id, period__number__lte=found.period.number)
    return get_entry_for_page(
        request.user, entries.order_by("-period__number").values_list("pk", flat=True)[0]
    )


def add_decision_messages(request: AuthenticatedRequest, done: ChangeRequest) -> None:
    """What was decided, and what is left to do after it."""
    messages.success(request, f"已{done.get_state_display()}{done.unit}的申请（{done.get_kind_display()}）。")
    is_reworded = done.kind == RequestKind.ADJUST_TEXT and done.state == RequestState.GRANTED
    if is_reworded and done.task.indicators.filter(state=IndicatorState.PROPOSED).exists():
        messages.warning(request, "任务内容中的量化指标已重新识别，请在“指标”中核定。")


def redirect_to_next_request(request: AuthenticatedRequest) -> HttpResponse:
    """The oldest request that waits; at the end the list."""
    waiting = requests.select_visible_requests(request.user).filter(state=RequestState.OPEN)
    following = waiting.order_by("filed_at", "pk").first()
    if following:
        return redirect("request_page", following.pk)
    messages.success(request, "申请已全部办理。")
    return redirect("request_list")


@require_POST
@restrict_to(Permission.FILE_REQUEST)
def request_withdraw(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The unit takes back what nobody has answered yet."""
    found = get_object_or_404(requests.select_visible_requests(request.user), pk=pk)
    try:
        request_actions.withdraw_request(request=found, by=request.user)
        messages.success(request, "已撤回申请。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("request_page", pk)
