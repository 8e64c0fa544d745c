"""同一事项: parts an item from one that was taken for the same."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, Refused
from tasks.plans.document_actions import unlink_tasks
from tasks.queries import select_visible_tasks


@require_POST
@restrict_to(Permission.IMPORT_DOCUMENTS)
def task_unlink(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Parts the item from the one that ``other`` names, and goes back to its page."""
    tasks = select_visible_tasks(request.user).select_related("plan")
    task = get_object_or_404(tasks, pk=pk)
    asked = request.POST.get("other", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    try:
        unlink_tasks(task=task, other=get_object_or_404(tasks, pk=int(asked)), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已解除关联，两个事项各自办理。")
    return redirect("task_page", task.pk)
