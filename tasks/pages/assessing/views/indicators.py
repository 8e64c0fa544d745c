"""指标核定: going through a plan's indicators, one task after the other, on the keyboard."""

from typing import TYPE_CHECKING, TypedDict

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.enums import IndicatorState
from tasks.filing.entries import find_next_waiting
from tasks.models import Indicator, Plan, Task
from tasks.pages.assessing.forms.indicators import IndicatorFormSet
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission
from tasks.queries import KINDS_IN_ORDER, select_visible_tasks

WAITING = Q(indicators__state=IndicatorState.PROPOSED)


class IndicatorCounts(TypedDict):
    """How many indicators a task has, and how many of them wait for a decision."""

    known: int
    waiting: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Counted = WithAnnotations[Task, IndicatorCounts]


def get_current_plan(request: AuthenticatedRequest) -> Plan:
    """
    Raises:
        Http404: there is no plan yet.
    """
    period = find_current_period(request)
    if period is None:
        raise Http404("还没有年度方案。")
    return period.plan


def list_indicator_queue(request: AuthenticatedRequest, plan: Plan) -> "list[Counted]":
    """The plan's tasks with indicators, in printed order, each with the number that wait for a decision."""
    counted = select_visible_tasks(request.user).filter(plan=plan).select_related("current__section")
    return list(
        counted.annotate(known=Count("indicators"), waiting=Count("indicators", filter=WAITING))
        .filter(known__gt=0)
        .order_by(KINDS_IN_ORDER, "number")
    )


@restrict_to(Permission.MANAGE_INDICATORS)
def indicator_queue(request: AuthenticatedRequest) -> HttpResponse:
    """The first task that waits; when none does, what there is."""
    plan = get_current_plan(request)
    queue = list_indicator_queue(request, plan)
    waiting = next((task for task in queue if task.waiting), None)
    if waiting:
        return redirect("indicator_task", waiting.pk)
    return render(
        request,
        "assessing/indicator_queue.html",
        {"plan": plan, "queue": queue, **count_indicator_progress(queue)},
    )


@restrict_to(Permission.MANAGE_INDICATORS)
def indicator_task(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The indicators of one task beside its text; a POST settles them and the next task comes up."""
    task = get_object_or_404(
        select_visible_tasks(request.user).select_related("plan__government", "current__section"), pk=pk
    )
    indicators = Indicator.objects.filter(task=task)
    formset = IndicatorFormSet(request.POST or None, queryset=indicators)
    if request.method == "POST" and formset.is_valid():
        settle_indicators(task=task, decisions=formset.list_decisions(), by=request.user)
        messages.success(request, f"{task}的指标已核定。")
        return redirect_to_next_task(request, task)
    queue = list_indicator_queue(request, task.plan)
    return render(
        request,
        "assessing/indicator_task.html",
        {
            "task": task,
            "formset": formset,
            "spans": [(one.start, one.end) for one in indicators if one.end],
            "queue": queue,
            **count_indicator_progress(queue),
        },
    )


def redirect_to_next_task(request: AuthenticatedRequest, done: Task) -> HttpResponse:
    """The task behind the one just settled that still waits; the queue when none does."""
    queue = list_indicator_queue(request, done.plan)
    waiting = {task.pk for task in queue if task.waiting}
    following = find_next_waiting(queue, done, lambda task: task.pk in waiting)
    return redirect("indicator_task", following.pk) if following else redirect("indicator_queue")


def count_indicator_progress(queue: "list[Counted]") -> dict[str, int]:
    """How many indicators there are, and how many wait, in how many tasks."""
    return {
        "known": sum(task.known for task in queue),
        "waiting": sum(task.waiting for task in queue),
        "waiting_tasks": sum(1 for task in queue if task.waiting),
    }


@require_POST
@restrict_to(Permission.MANAGE_INDICATORS)
def indicators_propose(request: AuthenticatedRequest) -> HttpResponse:
    """Reads the texts of the tasks that nobody has read yet."""
    plan = get_current_plan(request)
    added = propose_indicators(plan=plan, by=request.user)
    messages.success(request, f"从{plan}任务文本中识别出 {added} 个量化指标，请逐项核定。")
    return redirect("indicator_queue")
