"""节点: shows and saves the milestones of an item, for the office and its lead units."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tasks.models import Milestone, Responsibility, Task, User
from tasks.models.changes import ChangedMeanwhile, compute_fingerprint
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.plans.forms.milestones import BaseMilestoneFormSet, build_milestone_formset
from tasks.permissions import Permission, Refused, can
from tasks.plans.milestone_actions import save_milestones
from tasks.plans.milestones import build_milestone_state, list_task_milestones, may_change_milestone
from tasks.queries import select_visible_tasks
from tasks.terms import terms


@dataclass(frozen=True)
class MilestonesPage:
    """The milestones of an item: rows for those that the person may change, and the others to read.

    Attributes:
        formset: as it was sent where it was refused.
        errors: why the whole was refused.
    """

    user: User
    task: Task
    milestones: list[Milestone]
    formset: BaseMilestoneFormSet
    errors: list[str]

    @property
    def fixed(self) -> list[Milestone]:
        return [each for each in self.milestones if not may_change_milestone(self.user, each)]

    @cached_property
    def known(self) -> dict[int, Milestone]:
        return {each.pk: each for each in self.milestones}

    @property
    def rows(self) -> list[tuple]:
        """Each row of the form with its milestone; None for a new one."""
        keys = [form["key"].value() for form in self.formset]
        known = [self.known.get(read_key(str(key or "")) or 0) for key in keys]
        return list(zip(self.formset, known, strict=True))

    @property
    def seen(self) -> str:
        """The fingerprint of the milestones as this page shows them."""
        return compute_fingerprint(build_milestone_state(self.milestones))

    @property
    def is_office(self) -> bool:
        return can(self.user, Permission.MANAGE_INDICATORS)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.SET_MILESTONES)
def milestones_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows the milestones of an item with empty rows for more. A POST saves them; the office's confirms them."""
    task = get_task_to_plan(request.user, pk)
    milestones = list_task_milestones(task)
    own = [each for each in milestones if may_change_milestone(request.user, each)]
    blank = build_milestone_formset(None, own, task)
    if request.method != "POST":
        return render_milestones(request, task, milestones, blank, [], 200)
    formset = build_milestone_formset(request.POST, own, task)
    if not formset.is_valid():
        # of a form that came in pieces nothing can be shown again
        shown = formset if formset.management_form.is_valid() else blank
        return render_milestones(request, task, milestones, shown, formset.non_form_errors(), UNFIT)
    try:
        saved = save_milestones(
            task=task,
            planned=formset.get_planned(),
            removed=formset.get_removed(),
            seen=request.POST.get("seen", ""),
            by=request.user,
        )
    except (ValidationError, Refused) as refusal:
        errors = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        status = CONFLICTING if isinstance(refusal, ChangedMeanwhile) else UNFIT
        return render_milestones(request, task, list_task_milestones(task), formset, errors, status)
    messages.success(request, f"已保存，共 {len(saved)} 个节点。")
    return redirect("task_page", task.pk)


def get_task_to_plan(user: User, pk: int) -> Task:
    """Returns the item with plan, edition and units.

    Raises:
        Http404: there is none, or the person may not see it.
        PermissionDenied: he may see it, but not set its milestones.
    """
    units = Prefetch("current__responsibilities", Responsibility.objects.select_related("unit"))
    whole = select_visible_tasks(user).select_related("plan", "item_kind", "current__section").prefetch_related(units)
    task = get_object_or_404(whole.filter(current__isnull=False), pk=pk)
    if not can(user, Permission.SET_MILESTONES, task):
        raise PermissionDenied(f"节点由{terms.office}和该事项的{terms.lead_unit}填写，本单位只能查看。")
    return task


def render_milestones(request: AuthenticatedRequest, task, milestones, formset, errors, status) -> HttpResponse:
    page = MilestonesPage(request.user, task, milestones, formset, list(errors))
    return render(request, "plans/milestones.html", {"page": page}, status=status)
