"""结转: shows what the earlier year left unfinished, and decides item by item what becomes of it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tasks.continuing.continuation_actions import confirm_continuation, drop_continuation, reject_continuations
from tasks.continuing.continuations import find_later_plan
from tasks.continuing.discontinuation_actions import discontinue_item, take_back_discontinuation
from tasks.enums import ContinuationKind, ContinuationState
from tasks.models import Task
from tasks.pages.continuing.carry_over_page import CarryOverPage, CarryOverTaskPage, DiscontinuationForm
from tasks.pages.continuing.views.pairs import LONGEST_QUERY
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.plans.views.plan import get_requested_plan
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_tasks


@require_safe
@restrict_to(Permission.IMPORT_DOCUMENTS)
def carry_over_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows 结转 of a year's plan (``?year=2024``; by default that of the current period)."""
    plans = list_visible_plans(request)
    plan = get_requested_plan(request, plans)
    page = CarryOverPage(plan, plans) if plan else None
    return render(request, "continuing/unfinished.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def carry_over_task(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows an unfinished item beside those of the next plan in which it may go on. A POST decides what becomes of it.

    Raises:
        Http404: no later year has a plan yet.
    """
    tasks = select_visible_tasks(request.user).select_related("plan__government", "item_kind", "current__section")
    task = get_object_or_404(tasks.filter(current__isnull=False), pk=pk)
    plan = find_later_plan(task.plan)
    if plan is None:
        raise Http404
    query = request.GET.get("text", "").strip()[:LONGEST_QUERY]
    if request.method != "POST":
        return render(request, "continuing/unfinished_task.html", {"page": CarryOverTaskPage(plan, task, query)})
    act = request.POST.get("act", "")
    form = DiscontinuationForm(request.POST if act == "discontinue" else None)
    later = tasks.filter(pk=read_key(request.POST.get("later", "")) or 0).first()
    status, error = UNFIT, ""
    if act in ("confirm", "drop", "reject") and later is None:
        error = f"请选择{plan}的一个事项。"
    elif act != "discontinue" or form.is_valid():
        try:
            messages.success(request, _decide(request, act, task, later, form))
            return redirect(CarryOverTaskPage(plan, task).following_url)
        except Refused as refusal:
            status, error = CONFLICTING, str(refusal)
    page = CarryOverTaskPage(plan, task, query, error, form)
    return render(request, "continuing/unfinished_task.html", {"page": page}, status=status)


def _decide(request: AuthenticatedRequest, act: str, task: Task, later: Task | None, form: DiscontinuationForm) -> str:
    """Does what was sent and says it.

    Raises:
        BadRequest: it is none of the acts of the page.
        Refused: as the action.
    """
    user, seen = request.user, request.POST.get("seen", "")
    if act == "discontinue":
        discontinue_item(task=task, reason=form.cleaned_data["reason"], by=user)
        return f"{task.plan}{task}：已定为不再安排。"
    if act == "take_back":
        take_back_discontinuation(task=task, seen=seen, by=user)
        return f"{task.plan}{task}：已撤回“不再安排”。"
    kind = next((kind for kind in ContinuationKind if kind.value == request.POST.get("kind")), None)
    if later and act == "reject":
        reject_continuations(earlier=[task], later=later, by=user)
        return f"{task.plan}{task}：已排除{later.plan}{later}，以后不再提示。"
    if later and act == "drop" and seen == ContinuationState.CONFIRMED:
        drop_continuation(earlier=task, later=later, seen=seen, by=user)
        return f"{task.plan}{task}：已解除与{later.plan}{later}的接续。"
    if later is None or act != "confirm" or kind is None:
        raise BadRequest("提交的内容无法识别，请从“结转”页重新打开。")
    confirm_continuation(earlier=task, later=later, kind=kind, seen=seen, by=user)
    return f"{task.plan}{task}：已确认由{later.plan}{later}接续（{kind.label}）。"
