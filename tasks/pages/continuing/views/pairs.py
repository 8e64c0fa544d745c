"""接续: shows the continuations of a plan, and decides them item by item."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tasks.continuing.continuation_actions import confirm_continuation, drop_continuation, reject_continuations
from tasks.continuing.continuations import PlanContinuations
from tasks.enums import ContinuationKind, ContinuationState
from tasks.models import Task
from tasks.pages.continuing.continuation_page import ContinuationListPage, ContinuationTaskPage
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.plans.views.plan import get_requested_plan
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_tasks

#: of a search among the items of a year, in characters
LONGEST_QUERY = 60
#: so many ticked suggestions are confirmed at once
MOST_PICKED = 200


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def continuation_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows 接续对照表 of a year's plan (``?year=2024``; by default that of the current period). A POST confirms the
    suggestions that were ticked."""
    plans = list_visible_plans(request)
    plan = get_requested_plan(request, plans)
    if plan and request.method == "POST":
        _confirm_picked(request, PlanContinuations(plan))
        return redirect(f"{reverse('continuation_list')}?year={plan.year}")
    page = ContinuationListPage(plan, plans) if plan else None
    return render(request, "continuing/list.html", {"page": page})


def _confirm_picked(request: AuthenticatedRequest, known: PlanContinuations) -> None:
    """Confirms each ticked suggestion by itself, as it is suggested, and says how many, and which were refused and why."""
    picked = list(dict.fromkeys(request.POST.getlist("pick")))[:MOST_PICKED]
    keys = [(read_key(later), read_key(earlier)) for later, _, earlier in (text.partition("-") for text in picked)]
    pairs = [
        (known.tasks[later], known.earlier_tasks[earlier])
        for later, earlier in keys
        if later in known.tasks and earlier in known.earlier_tasks
    ]
    if not pairs:
        messages.error(request, "没有勾选事项，没有办理。请勾选表中“待确认”的接续，再点“确认勾选的接续”。")
        return
    done, gone_on = 0, {row.earlier_id for key in known.tasks for row in known.list_confirmed(key)}
    for later, earlier in pairs:
        kind = ContinuationKind.SPLIT if earlier.pk in gone_on else known.suggest_kind(later.pk, earlier.pk)
        try:
            confirm_continuation(earlier=earlier, later=later, kind=kind, seen="", by=request.user)
        except Refused as refusal:
            messages.warning(request, f"{later}没有办理：{refusal}")
        else:
            done += 1
            gone_on.add(earlier.pk)
    if done:
        messages.success(request, f"已确认 {done} 项接续。不对的，打开该项点“解除接续”。")


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def continuation_task(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows an item beside those of the earlier year with which it may go on. A POST decides one pair, or rejects all that
    are shown."""
    tasks = select_visible_tasks(request.user).select_related("plan", "item_kind", "current__section")
    task = get_object_or_404(tasks.filter(current__isnull=False), pk=pk)
    query = request.GET.get("text", "").strip()[:LONGEST_QUERY]
    if request.method != "POST":
        return render(request, "continuing/task.html", {"page": ContinuationTaskPage(task, query)})
    keys = [read_key(text) for text in request.POST.getlist("earlier")]
    earlier = list(tasks.filter(pk__in=[key for key in keys if key]))
    if not earlier or len(earlier) < len(set(keys)):
        page = ContinuationTaskPage(task, query, "请选择一个以前年度的事项。")
        return render(request, "continuing/task.html", {"page": page}, status=UNFIT)
    try:
        messages.success(request, _decide(request, task, earlier))
    except Refused as refusal:
        page = ContinuationTaskPage(task, query, str(refusal))
        return render(request, "continuing/task.html", {"page": page}, status=CONFLICTING)
    return redirect(ContinuationTaskPage(task).following_url)


def _decide(request: AuthenticatedRequest, task: Task, earlier: list[Task]) -> str:
    """Does what was sent and says it.

    Raises:
        BadRequest: it is none of the acts of the page.
        Refused: as the action.
    """
    act, seen, first = request.POST.get("act", ""), request.POST.get("seen", ""), earlier[0]
    if act == "reject":
        count = reject_continuations(earlier=earlier, later=task, by=request.user)
        return f"{task}：已排除 {count} 个上年事项，以后不再提示。"
    if act == "drop" and seen == ContinuationState.CONFIRMED:
        drop_continuation(earlier=first, later=task, seen=seen, by=request.user)
        return f"{task}：已解除与{first.plan.year}年{first}的接续。"
    kind = next((kind for kind in ContinuationKind if kind.value == request.POST.get("kind")), None)
    if act != "confirm" or kind is None:
        raise BadRequest("提交的内容无法识别，请从“接续”页重新打开。")
    confirm_continuation(earlier=first, later=task, kind=kind, seen=seen, by=request.user)
    return f"{task}：已确认接续{first.plan.year}年{first}（{kind.label}）。"
