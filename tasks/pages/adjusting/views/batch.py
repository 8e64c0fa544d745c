"""批量调整: corrects the ticked items alike, after showing what each would say."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tasks.adjusting.batch_amendment_actions import amend_items
from tasks.models import Leadership, ProgressEntry, Responsibility, Task
from tasks.pages.adjusting.forms.batch import BATCHES
from tasks.pages.adjusting.pages import BatchPage, parse_batch_pick
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import Pick, read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.periods_switch import find_page_before
from tasks.pages.frame.views.picked import add_batch_messages, list_picked_entries
from tasks.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_PLAN)
def tasks_adjust(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the ticked items and a form. A POST shows what it would change; the confirmation of that changes it."""
    entries = [entry for entry, *_ in list_picked_entries(request, parse_adjusted_picks(request))]
    if not entries:
        messages.error(request, "请先勾选要调整的事项。")
        return redirect("task_list")
    page, before = build_batch_page(request, entries), find_page_before(request)
    shown = {"page": page, "before": before}
    if not page.is_previewed:
        return render(request, "adjusting/batch.html", shown, status=UNFIT if page.form.is_bound else 200)
    if request.POST.get("confirmed") != page.mark:
        return render(request, "adjusting/batch.html", shown)
    form, by_key = page.form, {entry.pk: entry for entry in entries}
    answers = amend_items(
        picked=[(by_key[pk], parse_batch_pick(seen)) for pk, seen in form.cleaned_data["pick"]],
        amendment=form.build_amendment(),
        since=form.cleaned_data["since"],
        grounds=form.grounds,
        by=request.user,
    )
    add_batch_messages(request, answers, f"已调整{page.label}", about=[entry.task for entry in answers.done])
    return redirect(before or f"{reverse('plan_changes')}?year={form.plan.year}")


def parse_adjusted_picks(request: AuthenticatedRequest) -> list[Pick]:
    """Returns the entries that the address names, or those of the form that was sent.

    Raises:
        BadRequest: one of them is not a number.
    """
    named = request.POST.getlist("pick") or request.GET.getlist("entry")
    keys = [one.partition(":")[0] for one in named]
    if None in map(read_key, keys):
        raise BadRequest("网址中的事项无法识别，请回到事项列表重新勾选。")
    return [(int(key),) for key in dict.fromkeys(keys)]


def build_batch_page(request: AuthenticatedRequest, entries: list[ProgressEntry]) -> BatchPage:
    """Builds the page of what the address names (``?what=unit``); of the leaders where it names nothing.

    Raises:
        BadRequest: the items are of different plans.
    """
    asked = request.GET.get("what", "")
    kind = asked if asked in BATCHES else next(iter(BATCHES))
    tasks = map_adjusted_tasks(entries)
    plan = tasks[entries[0].task_id].plan
    if any(task.plan_id != plan.pk for task in tasks.values()):
        raise BadRequest("只能同时调整同一年度方案的事项，请回到事项列表重新勾选。")
    data = request.POST if request.method == "POST" else None
    form = BATCHES[kind][1](data, plan=plan, tasks=list(tasks.values()))
    return BatchPage(kind, form, entries, tasks)


def map_adjusted_tasks(entries: list[ProgressEntry]) -> dict[int, Task]:
    """Returns the items of the entries by key, each with its plan and its edition in force, in three queries."""
    tasks = Task.objects.filter(pk__in=[entry.task_id for entry in entries]).select_related(
        "plan", "item_kind", "current__section"
    )
    duties = Responsibility.objects.order_by("role", "position").select_related("unit")
    leaders = Leadership.objects.order_by("position").select_related("official")
    whole = tasks.prefetch_related(
        Prefetch("current__responsibilities", duties), Prefetch("current__leaderships", leaders)
    )
    return {task.pk: task for task in whole.order_by("item_kind_id", "number")}
