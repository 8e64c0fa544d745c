"""填报节奏: shows which periods a plan has, previews others, and sets them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tasks import clock
from tasks.models import Plan
from tasks.models.changes import ChangedMeanwhile
from tasks.organisation.rhythm_actions import set_coming_rhythm
from tasks.pages.filing.forms.rhythm import RhythmForm
from tasks.pages.filing.rhythm_page import RhythmPage
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.periods import Rhythm
from tasks.permissions import Permission, Refused
from tasks.plans.rhythm_actions import set_rhythm
from tasks.queries import select_visible_plans

#: the button that only shows what would become
PREVIEW = "preview"


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_PERIODS)
def plan_rhythm(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows and sets the periods of a plan."""
    plan = get_object_or_404(select_visible_plans(request.user).select_related("government"), pk=pk)

    def act(form: RhythmForm) -> None:
        set_rhythm(plan=plan, **form.get_values(), seen=request.POST.get("seen", ""), by=request.user)

    return _answer(request, plan.rhythm, plan, act, f"{plan}的填报期已按新的节奏设置。")


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_PERIODS)
def coming_rhythm(request: AuthenticatedRequest) -> HttpResponse:
    """Shows and sets the periods of the plans that are still to come."""
    government = request.user.home

    def act(form: RhythmForm) -> None:
        set_coming_rhythm(government=government, **form.get_values(), by=request.user)

    return _answer(request, government.rhythm, None, act, "以后导入的年度方案将按此设置填报期。")


def _answer(
    request: AuthenticatedRequest, present: Rhythm, plan: Plan | None, act: Callable[[RhythmForm], None], done: str
) -> HttpResponse:
    """Shows the form; with a preview of what was chosen, or acts and goes to the list of the periods."""
    form = RhythmForm(request.POST or None, initial=RhythmForm.build_initial(present))
    page = RhythmPage(form, present, plan, request.user.home, clock.today())
    if request.method != "POST":
        return render(request, "filing/rhythm.html", {"page": page})
    if form.is_valid() and request.POST.get("do") != PREVIEW:
        try:
            act(form)
        except (Refused, ValidationError) as refusal:
            form.add_error(None, refusal.messages if isinstance(refusal, ValidationError) else str(refusal))
            if isinstance(refusal, ChangedMeanwhile) and plan:
                plan.refresh_from_db()
                page.present = plan.rhythm
        else:
            messages.success(request, done)
            return redirect("period_list")
    return render(request, "filing/rhythm.html", {"page": page}, status=422 if form.errors else 200)
