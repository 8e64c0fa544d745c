"""指标核定: settles the indicators of a plan, one task after the other."""

from functools import cached_property
from typing import TYPE_CHECKING

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tasks.assessing.courses import IndicatorCourse, list_course_entries, list_indicator_courses
from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.assessing.indicators import list_indicator_tasks
from tasks.assessing.milestones import MilestoneMark
from tasks.assessing.quantities import name_period_targets, read_year_commitments
from tasks.enums import IndicatorState
from tasks.filing.entries import find_next_waiting
from tasks.models import Indicator, Plan, Task, User
from tasks.pages.assessing.forms.indicators import BaseIndicatorFormSet, IndicatorFormSet, name_targeted_periods
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission
from tasks.queries import select_visible_tasks

if TYPE_CHECKING:
    from tasks.assessing.indicators import CountedTask


class IndicatorQueuePage:
    """The tasks of a plan that have indicators, with how many of these wait for a decision."""

    def __init__(self, user: User, plan: Plan):
        self.plan = plan
        self.tasks = list_indicator_tasks(user, plan)

    @cached_property
    def indicator_count(self) -> int:
        return sum(task.known for task in self.tasks)

    @cached_property
    def waiting_count(self) -> int:
        """The number of indicators that wait."""
        return sum(task.waiting for task in self.tasks)

    @cached_property
    def waiting_tasks(self) -> "list[CountedTask]":
        return [task for task in self.tasks if task.waiting]


class IndicatorTaskPage(IndicatorQueuePage):
    """The indicators of one task beside its text, and the other tasks.

    Attributes:
        milestones: that the pictures of the courses mark; none here, where the figures are what is decided.
    """

    milestones: tuple[MilestoneMark, ...] = ()

    def __init__(self, user: User, task: Task, formset: BaseIndicatorFormSet):
        super().__init__(user, task.plan)
        self.user = user
        self.task = task
        self.formset = formset

    @cached_property
    def rows(self) -> list[tuple[BaseForm, str]]:
        """Each form with what is doubtful about the target as it was read; "" if nothing is, or if a person decided it."""
        read = read_year_commitments(self.task.edition.text, self.task.plan.year)
        words = {one.span.start: one.doubt.words for one in read if one.doubt}
        return [
            (form, words.get(form.instance.start, "") if form.instance.state == IndicatorState.PROPOSED else "")
            for form in self.formset
        ]

    @property
    def target_name(self) -> str:
        """What the targets within the year are called."""
        return name_period_targets(self.plan.rhythm)

    @property
    def targeted_periods(self) -> str:
        return name_targeted_periods(self.plan.rhythm)

    @cached_property
    def courses(self) -> list[IndicatorCourse]:
        """The confirmed indicators of which something was reported, each with its values through the year."""
        confirmed = [one for one in self.formset.get_queryset() if one.state == IndicatorState.CONFIRMED]
        if not confirmed:
            return []
        found = list_indicator_courses(confirmed, list_course_entries(self.task, self.user), self.user)
        return [(one, reported) for one, reported in found if any(value is not None for _, value in reported)]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The characters of the text from which the indicators were read."""
        return [(each.start, each.end) for each in self.formset.get_queryset() if each.end]


@restrict_to(Permission.MANAGE_INDICATORS)
def indicator_queue(request: AuthenticatedRequest) -> HttpResponse:
    """Goes to the first task that waits; shows every task when none does. Says what to do where there is no plan yet."""
    period = find_current_period(request)
    if period is None:
        return render(request, "plans/no_plan.html", {"title": "指标核定", "then": "任务中的量化指标在这里逐项核定"})
    page = IndicatorQueuePage(request.user, period.plan)
    if page.waiting_tasks:
        return redirect("indicator_task", page.waiting_tasks[0].pk)
    return render(request, "assessing/indicator_queue.html", {"page": page})


@restrict_to(Permission.MANAGE_INDICATORS)
def indicator_task(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows the indicators of one task beside its text. A POST settles them and goes to the next task."""
    task = get_object_or_404(
        select_visible_tasks(request.user).select_related("plan__government", "item_kind", "current__section"), pk=pk
    )
    known = Indicator.objects.filter(task=task)
    formset = IndicatorFormSet(request.POST or None, queryset=known, form_kwargs={"rhythm": task.plan.rhythm})
    if request.method == "POST" and formset.is_valid():
        settle_indicators(task=task, decisions=formset.list_decisions(), by=request.user)
        messages.success(request, f"{task}的指标已核定。")
        return redirect_to_next_task(request, task)
    page = IndicatorTaskPage(request.user, task, formset)
    return render(request, "assessing/indicator_task.html", {"page": page})


def redirect_to_next_task(request: AuthenticatedRequest, done: Task) -> HttpResponse:
    """Goes to the next task that waits; to the queue when none does."""
    queue = list_indicator_tasks(request.user, done.plan)
    waiting = {task.pk for task in queue if task.waiting}
    following = find_next_waiting(queue, done, lambda task: task.pk in waiting)
    return redirect("indicator_task", following.pk) if following else redirect("indicator_queue")


@require_POST
@restrict_to(Permission.MANAGE_INDICATORS)
def indicators_propose(request: AuthenticatedRequest) -> HttpResponse:
    """Proposes indicators from the texts of the tasks that were not read yet; without a plan, the page says what to do."""
    period = find_current_period(request)
    if period is None:
        return redirect("indicator_queue")
    plan = period.plan
    added = propose_indicators(plan=plan, by=request.user)
    messages.success(request, f"从{plan}任务文本中识别出 {added} 个量化指标，请逐项核定。")
    return redirect("indicator_queue")
