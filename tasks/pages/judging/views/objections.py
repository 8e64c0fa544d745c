"""复核: a unit asks for a review of a judgement; the office, but not the judge, decides; both see everything."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from tasks import clock, periods
from tasks.filing.evidence_actions import ALLOWED, ENDINGS
from tasks.judging import objection_actions, objections
from tasks.models import Objection, ProgressEntry
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.judging.forms.objections import ObjectionDecisionForm, ObjectionForm
from tasks.permissions import Permission, Refused, can


@dataclass(frozen=True)
class ObjectionRow:
    """One objection with the days that are left for its decision, negative when overdue."""

    objection: Objection
    left: int

    @property
    def overdue(self) -> int:
        return max(0, -self.left)


def get_objection_case(entry: ProgressEntry) -> objections.ObjectionCase:
    """What bears on an objection to the entry's judgement."""
    return objections.map_entry_to_case([entry])[entry.pk]


def build_objection_rows(request: AuthenticatedRequest) -> tuple[list[ObjectionRow], list[ObjectionRow]]:
    """The open ones, the most urgent first, and the decided ones, the newest first."""
    found = list(objections.prefetch_objection_parts(objections.select_visible_objections(request.user)))
    rows = [ObjectionRow(one, periods.count_days_left(one.due_on, clock.today())) for one in found]
    waiting = sorted((row for row in rows if row.objection.is_open), key=lambda row: row.objection.due_on)
    decided = [(row.objection.decided_at, row) for row in rows if row.objection.decided_at]
    return waiting, [row for _, row in sorted(decided, key=lambda pair: pair[0], reverse=True)]


@require_safe
@restrict_to(Permission.SEE_OBJECTIONS)
def objection_list(request: AuthenticatedRequest) -> HttpResponse:
    """What waits, with the days that are left, and what was decided."""
    waiting, decided = build_objection_rows(request)
    context = {
        "waiting": waiting,
        "decided": decided,
        "overdue": sum(bool(row.overdue) for row in waiting),
        "decides": can(request.user, Permission.DECIDE_OBJECTION),
    }
    return render(request, "judging/objections.html", context)


@restrict_to(Permission.FILE_OBJECTION)
def objection_file(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The form for one entry; a POST files it."""
    entry = get_entry_for_page(request.user, pk)
    form = ObjectionForm(request.POST or None, initial={"seen": entry.judgement_id})
    refusal = objections.describe_objection_refusal(
        request.user, entry, get_objection_case(entry), clock.today()
    )
    if refusal:
        raise PermissionDenied(refusal)
    if request.method != "POST":
        return render_objection_form(request, entry, form)
    if not form.is_valid():
        return render_objection_form(request, entry, form, status=UNFIT)
    try:
        files = request.FILES.getlist("files")
        made = objection_actions.file_objection(
            entry=entry, **form.cleaned_data, files=files, by=request.user
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        now = get_entry_for_page(request.user, pk)
        change_sent_data(form, seen=now.judgement_id or "")
        return render_objection_form(request, now, form, status=CONFLICTING)
    messages.success(request, f"已申请复核，督查办应于 {made.due_on:%Y-%m-%d} 前决定。")
    return redirect("objection_list")


def render_objection_form(
    request: AuthenticatedRequest, entry: ProgressEntry, form: ObjectionForm, *, status: int = 200
):
    """The judgement that is disputed, with the last day on which it can be."""
    context = {
        "entry": entry,
        "form": form,
        "limit": objections.compute_objection_deadline(entry, get_objection_case(entry)),
        "allowed": ALLOWED,
        "endings": ENDINGS,
    }
    return render(request, "judging/objection_file.html", context, status=status)


@restrict_to(Permission.SEE_OBJECTIONS)
def objection_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One objection with the judgement it disputes; a POST of the office is the decision."""
    visible = objections.prefetch_objection_parts(objections.select_visible_objections(request.user))
    objection = get_object_or_404(visible, pk=pk)
    if request.method == "POST" and not can(request.user, Permission.DECIDE_OBJECTION):
        raise PermissionDenied("复核由督查办决定。")
    form = ObjectionDecisionForm(request.POST if request.method == "POST" else None, objection=objection)
    if request.method != "POST":
        return render_objection_page(request, objection, form)
    if not form.is_valid():
        return render_objection_page(request, objection, form, status=UNFIT)
    try:
        decision = form.cleaned_data["decision"]
        objection_actions.decide_objection(
            objection=objection, outcome=form.get_outcome(), decision=decision, by=request.user
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render_objection_page(request, visible.get(pk=pk), form, status=CONFLICTING)
    messages.success(request, f"复核决定已作出，{objection.unit}可以看到。")
    return redirect("objection_list")


def render_objection_page(
    request: AuthenticatedRequest, objection: Objection, form: ObjectionDecisionForm, *, status: int = 200
):
    """The objection with the entry it is about; the form only for who may decide, which the judge may not."""
    entry = get_entry_for_page(request.user, objection.entry_id)
    was_judge = objection.judgement.judged_by_id == request.user.pk
    context = {
        "objection": objection,
        "entry": entry,
        "form": form,
        "left": periods.count_days_left(objection.due_on, clock.today()),
        "evidence": objection.evidence.select_related("uploaded_by"),
        "decides": can(request.user, Permission.DECIDE_OBJECTION) and objection.is_open,
        "was_judge": was_judge,
    }
    return render(request, "judging/objection.html", context, status=status)
