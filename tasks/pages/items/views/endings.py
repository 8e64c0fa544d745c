"""办结与停办: ends ticked items after a preview, and lets an item go on again."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tasks.ending.ending_actions import Resumption, resume_item
from tasks.judging.batch_actions import end_items
from tasks.models import Task
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.picked import add_batch_messages
from tasks.pages.items.ending_page import EndingPage
from tasks.pages.items.forms import EndingForm, ResumptionForm
from tasks.pages.items.views.item_page import render_task_page
from tasks.permissions import Permission, Refused
from tasks.queries import KINDS_IN_ORDER, select_visible_entries, select_visible_tasks
from tasks.terms import terms


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.END_ITEMS)
def endings_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the ticked items with the form; a POST shows what would become of each, a confirmed one does it."""
    tasks = list_named_tasks(request)
    if not tasks:
        messages.error(request, "请先勾选要办结或停办的事项。")
        return redirect("task_list")
    form = EndingForm(request.POST or None, user=request.user, tasks=tasks)
    if not form.is_valid() or "back" in request.POST:
        status = UNFIT if form.is_bound and form.errors else 200
        return render(request, "items/ending.html", {"page": EndingPage(request.user, tasks, form)}, status=status)
    picked = form.list_seen({task.pk: task for task in tasks}) if form.cleaned_data["is_confirmed"] else []
    if not picked:
        page = EndingPage(request.user, tasks, form, is_preview=True)
        return render(request, "items/ending.html", {"page": page})
    wish = form.build_wish()
    answers = end_items(picked=picked, wish=wish, by=request.user)
    add_batch_messages(request, answers, f"已列为“{wish.kind.label}”并通知{terms.responsible_unit}和{terms.leader}，共")
    if len(picked) > 1 or not answers.done:
        return redirect("task_list")
    return redirect("task_page", picked[0][0].pk)


def list_named_tasks(request: AuthenticatedRequest) -> list[Task]:
    """Lists the items that the form or the address names, or whose entries were ticked, in printed order.

    Raises:
        BadRequest: one of them is no number, or they are of several years.
        Http404: the person may not see one of them.
    """
    named = request.POST.getlist("item") or request.GET.getlist("item")
    keys = _parse_keys(one.partition(":")[0] for one in named)
    if ticked := set() if named else _parse_keys(request.GET.getlist("entry")):
        entries = select_visible_entries(request.user).filter(pk__in=ticked).values_list("pk", "task_id")
        found = dict(entries)
        if len(found) < len(ticked):
            raise Http404
        keys = set(found.values())
    tasks = select_visible_tasks(request.user).filter(pk__in=keys, current__isnull=False)
    whole = tasks.select_related("plan", "item_kind", "current", "ending__made_by").order_by(KINDS_IN_ORDER, "number")
    listed = list(whole.prefetch_related("current__responsibilities__unit"))
    if len(listed) < len(keys):
        raise Http404
    if len({task.plan_id for task in listed}) > 1:
        raise BadRequest("一次只能办理同一年度方案的事项，请回到事项列表分别勾选。")
    return listed


def _parse_keys(texts) -> set[int]:
    keys = {read_key(text) for text in texts}
    if None in keys:
        raise BadRequest("网址中的事项无法识别，请回到事项列表重新勾选。")
    return {key for key in keys if key is not None}


@require_POST
@restrict_to(Permission.END_ITEMS)
def item_resume(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Takes an item's ending back; a refused reason is shown again on the page of the item."""
    task = get_object_or_404(select_visible_tasks(request.user).select_related("plan", "item_kind"), pk=pk)
    form = ResumptionForm(request.POST)
    if not form.is_valid():
        return render_task_page(request, pk, refused_resumption=form, status=UNFIT)
    try:
        resumed = resume_item(task=task, **form.cleaned_data, by=request.user)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_task_page(request, pk, refused_resumption=form, status=CONFLICTING)
    messages.success(request, describe_resumption(task, resumed))
    return redirect("task_page", pk)


def describe_resumption(task: Task, resumed: Resumption) -> str:
    """Describes what came of an item that goes on again."""
    said = f"“{task}”恢复办理，{terms.responsible_unit}和{terms.leader}会收到通知。"
    if resumed.asked:
        said += f"{'、'.join(resumed.asked)}重新填报。"
    if resumed.kept:
        said += f"{'、'.join(resumed.kept)}已截止或已改动，仍为已完成；需要单位填报的，可在填报审核中退回。"
    return said
