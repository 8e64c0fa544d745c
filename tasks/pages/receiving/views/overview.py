"""签收: the office opens it, sees who has not signed, reminds them, and decides what was returned."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from tasks.models import Plan
from tasks.pages.frame.context import AuthenticatedRequest, list_visible_plans
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.receiving.forms import ReceiptDayForm, ReceiptDecisionForm, ReceiptReminderForm
from tasks.pages.receiving.overview_page import OverviewPage
from tasks.pages.receiving.plan_choice import find_receipt_plan, get_receipt_plan_or_404
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_receipts
from tasks.receiving.receipt_actions import decide_receipt, open_receipts
from tasks.receiving.receipt_notice_actions import RemindedUnits, remind_to_sign


@require_safe
@restrict_to(Permission.MANAGE_RECEIPTS)
def receipt_overview(request: AuthenticatedRequest) -> HttpResponse:
    """Shows who has signed for the items of a plan (``?year=2024``), and who has not; ``show=returned`` only what was
    returned."""
    if plan := find_receipt_plan(request):
        return render_overview(request, plan, shows_units=request.GET.get("show") != "returned")
    return render(request, "receiving/overview.html", {"page": None})


def render_overview(request: AuthenticatedRequest, plan: Plan, *, status: int = 200, **forms) -> HttpResponse:
    """Renders the page; ``forms`` as in ``OverviewPage``."""
    page = OverviewPage(plan, list_visible_plans(request), **forms)
    return render(request, "receiving/overview.html", {"page": page}, status=status)


def redirect_to_overview(plan: Plan) -> HttpResponse:
    return redirect(f"{reverse('receipt_overview')}?year={plan.year}")


@require_POST
@restrict_to(Permission.MANAGE_RECEIPTS)
def receipts_open(request: AuthenticatedRequest) -> HttpResponse:
    """Opens the signing until a day, or moves the day."""
    plan, form = get_receipt_plan_or_404(request), ReceiptDayForm(request.POST)
    if not form.is_valid():
        return render_overview(request, plan, day_form=form, status=UNFIT)
    try:
        told = open_receipts(plan=plan, due_on=form.cleaned_data["due_on"], by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return render_overview(request, plan, day_form=form, status=UNFIT)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_overview(request, plan, day_form=form, status=CONFLICTING)
    day = form.cleaned_data["due_on"]
    messages.success(request, f"{plan}任务签收的截止日期为{format_chinese_date(day)}，已通知 {told} 人。")
    return redirect_to_overview(plan)


@require_POST
@restrict_to(Permission.MANAGE_RECEIPTS)
def receipts_remind(request: AuthenticatedRequest) -> HttpResponse:
    """Reminds the ticked units that have not signed for all their items."""
    plan, form = get_receipt_plan_or_404(request), ReceiptReminderForm(request.POST)
    if not form.is_valid():
        return render_overview(request, plan, reminder_form=form, status=UNFIT)
    try:
        reminded = remind_to_sign(plan=plan, units=form.units, line=form.cleaned_data["line"], by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_overview(request, plan, reminder_form=form, status=CONFLICTING)
    add_reminded_messages(request, reminded)
    return redirect_to_overview(plan)


def add_reminded_messages(request: AuthenticatedRequest, reminded: RemindedUnits) -> None:
    """Says which units were told, and which were left out and why."""
    messages.success(request, f"已催办 {'、'.join(reminded.told)}，通知 {reminded.people} 人。")
    left_out = (
        (reminded.signed, "已签收，未再催办"),
        (reminded.told_today, "今天已催办过，未再重复"),
        (reminded.unreachable, "没有可用账号，未能通知，请电话联系"),
    )
    for names, why in left_out:
        if names:
            messages.warning(request, f"{'、'.join(names)}{why}。")


@require_POST
@restrict_to(Permission.MANAGE_RECEIPTS)
def receipt_decide(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Decides an item that a unit returned as not its own."""
    receipts = select_visible_receipts(request.user).select_related("task__plan__government", "task__item_kind", "unit")
    receipt = get_object_or_404(receipts, pk=pk)
    plan = receipt.task.plan
    form = ReceiptDecisionForm(request.POST, auto_id=f"id_{receipt.task_id}_{receipt.unit_id}_%s")
    if not form.is_valid():
        return render_overview(request, plan, decision=(pk, form), status=UNFIT)
    try:
        decided = decide_receipt(receipt=receipt, **form.cleaned_data, by=request.user)
        messages.success(request, f"{decided}：{decided.state.label}，已告知单位。")
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return render_overview(request, plan, decision=(pk, form), status=UNFIT)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect_to_overview(plan)
