"""事项详情: shows one item through its year."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tasks.enums import PeriodState
from tasks.pages.filing.forms.coordination import CoordinationAnswerForm
from tasks.pages.frame.context import AuthenticatedRequest, list_begun_periods
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.forms import ResumptionForm
from tasks.pages.items.queues import find_item_queue
from tasks.pages.items.task_page import TaskPage, list_task_editions
from tasks.permissions import Permission


@require_safe
@restrict_to(Permission.SEE_TASKS)
def task_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    return render_task_page(request, pk)


def render_task_page(
    request: AuthenticatedRequest,
    pk: int,
    *,
    refused_answer: CoordinationAnswerForm | None = None,
    refused_resumption: ResumptionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Renders the page of an item; refused forms as in ``TaskPage``."""
    editions = list_task_editions(pk, request.user)
    plan, queue = editions[0].task.plan_id, find_item_queue(request, pk)
    begun = [period for period in list_begun_periods(request) if period.plan_id == plan]
    issued = frozenset(period.number for period in begun if period.state == PeriodState.ISSUED)
    page = TaskPage(request.user, editions, issued, queue, refused_answer, refused_resumption)
    return render(request, "items/page.html", {"page": page}, status=status)
