"""同一事项: links an item with one that asks for the same, and parts it from one."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from tasks.importing.near_equal import Nearness, list_near_equal_tasks
from tasks.models import Edition, Government, Task
from tasks.organisation.item_kinds import find_item_kind, list_kind_choices
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.permissions import Permission, Refused
from tasks.plans.document_actions import link_tasks, unlink_tasks
from tasks.queries import select_visible_tasks


class SameItemLinkPage:
    """What an item may be linked with.

    Attributes:
        error: why the last try was refused; "" without one.
        typed: the number that was typed.
    """

    def __init__(self, task: Task, error: str = "", kind: str = "", typed: str = ""):
        self.task, self.error, self.kind, self.typed = task, error, kind, typed

    @property
    def candidates(self) -> list[tuple[Task, Edition, Nearness]]:
        return list_near_equal_tasks(self.task)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return list_kind_choices(self.task.plan.government)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def task_link(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Offers the near-equal items of the year and any by its number. A POST links the item with the chosen one."""
    tasks = select_visible_tasks(request.user).select_related("plan", "item_kind", "document", "current__section")
    task = get_object_or_404(tasks.filter(current__isnull=False), pk=pk)
    if request.method != "POST":
        return render(request, "items/link.html", {"page": SameItemLinkPage(task)})
    kind, typed = request.POST.get("kind", ""), request.POST.get("number", "").strip()
    try:
        other = _find_other(
            tasks.filter(plan=task.plan_id), task.plan.government, request.POST.get("other", ""), kind, typed
        )
        link_tasks(task=task, other=other, by=request.user)
    except Refused as refusal:
        page = SameItemLinkPage(task, str(refusal), kind, typed)
        return render(request, "items/link.html", {"page": page}, status=UNFIT)
    messages.success(request, f"已与{other}关联为同一事项。")
    return redirect("task_page", task.pk)


#: of the number of an item
MOST_DIGITS = 5


def _find_other(tasks: QuerySet[Task], government: Government, key: str, kind: str, number: str) -> Task:
    """
    Raises:
        Refused: nothing fitting was chosen, or there is no such item.
    """
    if key:
        known = read_key(key)
        found = tasks.filter(pk=known).first() if known is not None else None
    elif len(number) > MOST_DIGITS or read_key(number) is None or (chosen := find_item_kind(government, kind)) is None:
        raise Refused("请选一个相近的事项，或选类别并填写序号。")
    else:
        found = tasks.filter(item_kind=chosen, number=int(number)).first()
    if found is None:
        raise Refused("这一年没有这个事项，请核对类别和序号。")
    return found


@require_POST
@restrict_to(Permission.IMPORT_DOCUMENTS)
def task_unlink(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Parts the item from the one that ``other`` names, and goes back to its page."""
    tasks = select_visible_tasks(request.user).select_related("plan", "item_kind")
    task = get_object_or_404(tasks, pk=pk)
    asked = read_key(request.POST.get("other", ""))
    if asked is None:
        raise Http404
    try:
        unlink_tasks(task=task, other=get_object_or_404(tasks, pk=asked), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已解除关联，两个事项各自办理。")
    return redirect("task_page", task.pk)
