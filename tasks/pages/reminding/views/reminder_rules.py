"""催办规则: the settings of the automatic reminders, their days in the open periods, and the state of the channels."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tasks.enums import DeliveryState, TimedJob
from tasks.models import Period
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.reminding.forms.reminder_rules import ReminderRulesForm
from tasks.permissions import Permission, Refused
from tasks.reminding import outbox
from tasks.reminding.automatic import list_reminder_days
from tasks.reminding.automatic_actions import change_reminder_rules
from tasks.reminding.delivery_actions import retry, retry_all
from tasks.timing.timed_runs import find_last_run

SHOWN = 20
"""The number of failed messages on the page, the newest first."""


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SEND_REMINDERS)
def reminder_rules(request: AuthenticatedRequest) -> HttpResponse:
    """Shows every setting and what follows from it. A POST saves the settings."""
    government = request.user.home
    form = ReminderRulesForm(request.POST or None, stored=government.reminder_rules)
    if request.method == "POST" and form.is_valid():
        changed = change_reminder_rules(government=government, settings=form.get_settings(), by=request.user)
        messages.success(request, "催办规则已保存，下一次自动催办起生效。" if changed else "没有改动。")
        return redirect("reminder_rules")
    failed = outbox.select_visible_deliveries(request.user).filter(state=DeliveryState.FAILED)
    context = {
        "form": form,
        "courses": [(period, list_reminder_days(period, government)) for period in list_open_periods(request)],
        "ways": outbox.list_channel_statuses(request.user),
        "is_stuck": outbox.is_stuck(request.user),
        "last_run": find_last_run(TimedJob.SEND_REMINDERS),
        "failed": failed.select_related("notice__recipient__unit")[:SHOWN],
    }
    status = UNFIT if request.method == "POST" else 200
    return render(request, "reminding/rules.html", context, status=status)


def list_open_periods(request: AuthenticatedRequest) -> list[Period]:
    return [period for period in list_begun_periods(request) if period.is_open]


@require_POST
@restrict_to(Permission.SEND_REMINDERS)
def delivery_retry(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Queues a failed message again."""
    delivery = get_object_or_404(outbox.select_visible_deliveries(request.user), pk=pk)
    return run_delivery_action(request, lambda: retry(delivery=delivery, by=request.user))


@require_POST
@restrict_to(Permission.SEND_REMINDERS)
def deliveries_retry(request: AuthenticatedRequest) -> HttpResponse:
    """Queues all failed messages again."""
    return run_delivery_action(request, lambda: retry_all(government=request.user.home, by=request.user))


def run_delivery_action(request: AuthenticatedRequest, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, "已重新排队，随下一次定时任务发送。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("reminder_rules")
