"""复核: files objections to judgements, shows them and decides them."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from tasks import clock, periods
from tasks.filing.evidence_kinds import ALLOWED, ENDINGS
from tasks.judging import objection_actions, objections
from tasks.models import Evidence, Objection, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.frame.views.fetching import get_entry_for_page
from tasks.pages.judging.forms.objections import ObjectionDecisionForm, ObjectionForm
from tasks.periods import format_chinese_date
from tasks.permissions import Permission, Refused, can
from tasks.terms import terms


@dataclass(frozen=True)
class ObjectionRow:
    """An objection with the days left until its decision is due, negative when overdue."""

    objection: Objection
    left: int

    @property
    def overdue(self) -> int:
        return max(0, -self.left)


def get_objection_case(entry: ProgressEntry) -> objections.ObjectionCase:
    return objections.map_entry_to_case([entry])[entry.pk]


def build_objection_rows(request: AuthenticatedRequest) -> tuple[list[ObjectionRow], list[ObjectionRow]]:
    """Returns the open objections, the most urgent first, and the decided ones, the newest first."""
    found = list(objections.prefetch_objection_parts(objections.select_visible_objections(request.user)))
    rows = [ObjectionRow(one, periods.count_days_left(one.due_on, clock.today())) for one in found]
    waiting = sorted((row for row in rows if row.objection.is_open), key=lambda row: row.objection.due_on)
    decided = [(row.objection.decided_at, row) for row in rows if row.objection.decided_at]
    return waiting, [row for _, row in sorted(decided, key=lambda pair: pair[0], reverse=True)]


@require_safe
@restrict_to(Permission.SEE_OBJECTIONS)
def objection_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the open objections with their days left, and the decided ones."""
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
    """Shows the form of an objection to the judgement of one entry. A POST files it."""
    entry = get_entry_for_page(request.user, pk)
    form = ObjectionForm(request.POST or None, initial={"seen": entry.judgement_id})
    refusal = objections.describe_objection_refusal(request.user, entry, get_objection_case(entry), clock.today())
    if refusal:
        raise PermissionDenied(refusal)
    if request.method != "POST":
        return render_objection_form(request, entry, form)
    if not form.is_valid():
        return render_objection_form(request, entry, form, status=UNFIT)
    try:
        files = request.FILES.getlist("files")
        made = objection_actions.file_objection(entry=entry, **form.cleaned_data, files=files, by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        now = get_entry_for_page(request.user, pk)
        change_sent_data(form, seen=now.judgement_id or "")
        return render_objection_form(request, now, form, status=CONFLICTING)
    messages.success(request, f"已申请复核，{terms.office}应于{format_chinese_date(made.due_on)}前决定。")
    return redirect("objection_list")


def render_objection_form(
    request: AuthenticatedRequest, entry: ProgressEntry, form: ObjectionForm, *, status: int = 200
):
    """Renders the form beside the disputed judgement, with the last day for an objection."""
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
    """Shows one objection with the disputed judgement. A POST of the office decides it."""
    visible = objections.prefetch_objection_parts(objections.select_visible_objections(request.user))
    objection = get_object_or_404(visible, pk=pk)
    if request.method == "POST" and not can(request.user, Permission.DECIDE_OBJECTION):
        raise PermissionDenied(f"复核由{terms.office}决定。")
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


@dataclass(frozen=True)
class ObjectionPage:
    """An objection beside the entry that it is about, with the form for those who may decide it."""

    user: User
    objection: Objection
    entry: ProgressEntry
    form: ObjectionDecisionForm

    @cached_property
    def days_left(self) -> int:
        """The days until the decision is due; negative when overdue."""
        return periods.count_days_left(self.objection.due_on, clock.today())

    @cached_property
    def evidence(self) -> QuerySet[Evidence]:
        return self.objection.evidence.select_related("uploaded_by")

    @property
    def may_decide(self) -> bool:
        return self._waits_for_the_office and not self._is_by_the_judge

    @property
    def has_to_abstain(self) -> bool:
        """Whether the person made the judgement and therefore cannot decide on the objection to it."""
        return self._waits_for_the_office and self._is_by_the_judge

    @property
    def _waits_for_the_office(self) -> bool:
        return can(self.user, Permission.DECIDE_OBJECTION) and self.objection.is_open

    @property
    def _is_by_the_judge(self) -> bool:
        return self.objection.judgement.judged_by_id == self.user.pk


def render_objection_page(
    request: AuthenticatedRequest, objection: Objection, form: ObjectionDecisionForm, *, status: int = 200
) -> HttpResponse:
    entry = get_entry_for_page(request.user, objection.entry_id)
    page = ObjectionPage(request.user, objection, entry, form)
    return render(request, "judging/objection.html", {"page": page}, status=status)
