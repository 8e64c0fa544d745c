"""接续: shows the continuations of a plan, and decides them item by item."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tasks.continuing.continuation_actions import confirm_continuation, drop_continuation, reject_continuations
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


@require_safe
@restrict_to(Permission.IMPORT_DOCUMENTS)
def continuation_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows 接续对照表 of a year's plan (``?year=2024``; by default that of the current period)."""
    plans = list_visible_plans(request)
    plan = get_requested_plan(request, plans)
    page = ContinuationListPage(plan, plans) if plan else None
    return render(request, "continuing/list.html", {"page": page})


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
