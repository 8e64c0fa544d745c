"""完成时限: confirms the days of a plan's deadlines, all of them on one page."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tasks.models import Period
from tasks.pages.frame.context import NAMED, AuthenticatedRequest, find_current_period
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.plans.deadlines_page import TABS, DeadlinesPage
from tasks.pages.plans.forms.deadlines import SEEN, DeadlinesForm
from tasks.permissions import Permission
from tasks.plans.deadline_actions import propose_deadlines, settle_shown_deadlines
from tasks.plans.deadlines import list_deadline_tasks


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_INDICATORS)
def deadlines_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the items of a plan with their deadlines. A POST confirms those of the page.

    Says what to do where there is no plan yet.
    """
    period, show = find_current_period(request), request.GET.get("show", "")
    if period is None:
        return render(request, "plans/no_plan.html", {"title": "完成时限", "then": "各事项的完成时限在这里核对确认"})
    if show not in ("", *TABS):
        raise BadRequest("网址中的列表无法识别，请从“完成时限”页重新打开。")
    if request.method == "POST":
        return save_deadlines(request, period, show)
    return render_deadlines(request, DeadlinesPage(request.user, period, show=show))


def save_deadlines(request: AuthenticatedRequest, period: Period, show: str) -> HttpResponse:
    """Confirms the deadlines that were sent; shows the form again with what is wrong, or was changed meanwhile.

    Raises:
        Http404: one of the items is not of the plan.
    """
    named = (name.removeprefix(SEEN) for name in request.POST if name.startswith(SEEN))
    keys = {read_key(text) for text in named}
    tasks = [task for task in list_deadline_tasks(request.user, period.plan) if task.pk in keys]
    if len(tasks) < len(keys):
        raise Http404
    form = DeadlinesForm(request.POST, tasks=tasks)
    if not form.is_valid():
        return render_deadlines(request, DeadlinesPage(request.user, period, show=show, form=form), UNFIT)
    shown = form.get_shown()
    settled = settle_shown_deadlines(plan=period.plan, shown=shown, by=request.user)
    if settled.changed or not settled.overtaken:
        messages.success(request, f"已确认 {settled.changed} 项完成时限。" if settled.changed else "完成时限没有变化。")
    if settled.overtaken:
        messages.warning(request, f"{len(settled.overtaken)} 项未保存：其他人已改过，现在的内容见该行，请核对。")
        overtaken = {pk: shown[pk].on for pk in settled.overtaken}
        page = DeadlinesPage(request.user, period, show=show, overtaken=overtaken)
        return render_deadlines(request, page, CONFLICTING)
    return redirect(f"{reverse('deadlines_page')}?{request.GET.urlencode()}".removesuffix("?"))


@require_POST
@restrict_to(Permission.MANAGE_INDICATORS)
def deadlines_propose(request: AuthenticatedRequest) -> HttpResponse:
    """Reads the deadlines of the items of which nobody has read one yet; without a plan, the page says what to do."""
    period = find_current_period(request)
    if period is None:
        return redirect("deadlines_page")
    found = propose_deadlines(plan=period.plan, by=request.user)
    told = f"识别出 {found} 处完成时限，请核对确认。" if found else "没有识别出新的完成时限。"
    messages.success(request, told)
    return redirect(f"{reverse('deadlines_page')}?{NAMED}={period.key}")


def render_deadlines(request: AuthenticatedRequest, page: DeadlinesPage, status: int = 200) -> HttpResponse:
    return render(request, "plans/deadlines.html", {"page": page}, status=status)
