"""更正事项 and 新增事项: shows and saves what is printed of one item."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tasks.adjusting.adjustment_actions import add_item, amend_item
from tasks.adjusting.plan_changes import describe_filed_entries
from tasks.enums import IndicatorState
from tasks.models import Plan, PlanChange, Task
from tasks.models.changes import ChangedMeanwhile
from tasks.pages.adjusting.forms.items import AdditionForm, AmendmentForm
from tasks.pages.adjusting.pages import AdditionPage, AmendmentPage
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.undo_offers import add_undoable_message
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.plans.views.plan import get_requested_plan
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_tasks
from tasks.terms import DEFAULT, terms

LEAD = DEFAULT.lead_unit
RETURNABLE = "要由新单位重新填报的，请在填报审核中退回。"
UNDOABLE = "在有人按此报送之前，可以在本页撤销。"


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_PLAN)
def task_adjust(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows an item as it is printed now. A POST corrects it and leads to the record of the change."""
    task = get_task_to_adjust(request, pk)
    form = AmendmentForm(request.POST if request.method == "POST" else None, task=task)
    if not form.is_valid():
        return render_amendment(request, AmendmentPage(task, form), status=UNFIT if form.is_bound else 200)
    said = form.cleaned_data
    try:
        change = amend_item(
            task=task,
            amendment=form.build_amendment(),
            since=said["since"],
            grounds=form.grounds,
            seen=said["seen"],
            by=request.user,
        )
    except (Refused, ChangedMeanwhile) as refusal:
        form.add_error(None, refusal if isinstance(refusal, ChangedMeanwhile) else str(refusal))
        page = AmendmentPage(get_task_to_adjust(request, pk), form)
        change_sent_data(form, seen=page.seen)
        return render_amendment(request, page, status=CONFLICTING)
    filed = describe_filed_entries(task, change.since) if LEAD in change.after else []
    add_undoable_message(
        request, f"已更正“{task}”，有关单位和{terms.leader}会收到通知。{'' if filed else UNDOABLE}", [task]
    )
    if filed:
        messages.warning(
            request, f"{'；'.join(filed)}，这些文字现在列在新{terms.lead_unit}名下，新单位本期不再填报。{RETURNABLE}"
        )
    add_indicator_warning(request, change)
    return redirect("plan_change", change.pk)


def get_task_to_adjust(request: AuthenticatedRequest, pk: int) -> Task:
    """Returns the item with everything that is printed of it.

    Raises:
        Http404: there is none, or the person may not see it.
    """
    tasks = select_visible_tasks(request.user).filter(current__isnull=False)
    return get_object_or_404(tasks.select_related("plan__government", "item_kind", "current__section"), pk=pk)


def render_amendment(request: AuthenticatedRequest, page: AmendmentPage, *, status: int) -> HttpResponse:
    return render(request, "adjusting/amend.html", {"page": page}, status=status)


def add_indicator_warning(request: AuthenticatedRequest, change: PlanChange) -> None:
    """Says what is left to do after a change of the wording."""
    task = change.task
    if task and "任务内容" in change.after and task.indicators.filter(state=IndicatorState.PROPOSED).exists():
        messages.warning(request, "任务内容中的量化指标已重新识别，请在“指标”中核定。")


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_PLAN)
def item_add(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the form of a new item of the plan that the address names (``?year=2024``). A POST adds it."""
    plan = get_plan_to_add_to(request)
    form = AdditionForm(request.POST if request.method == "POST" else None, plan=plan)
    if not form.is_valid():
        return render_addition(request, AdditionPage(plan, form), status=UNFIT if form.is_bound else 200)
    try:
        change = add_item(plan=plan, **form.get_arguments(), by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_addition(request, AdditionPage(plan, form), status=CONFLICTING)
    said = f"已新增“{change.task}”，有关单位和{terms.leader}会收到通知。{UNDOABLE}"
    add_undoable_message(request, said, [change.task] if change.task else [])
    add_indicator_warning(request, change)
    return redirect("plan_change", change.pk)


def get_plan_to_add_to(request: AuthenticatedRequest) -> Plan:
    """
    Raises:
        Http404: the government has no plan, or none of that year.
    """
    plan = get_requested_plan(request, list_visible_plans(request))
    if plan is None:
        raise Http404
    return plan


def render_addition(request: AuthenticatedRequest, page: AdditionPage, *, status: int) -> HttpResponse:
    return render(request, "adjusting/add.html", {"page": page}, status=status)
