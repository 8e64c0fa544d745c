"""历年指标: a person founds one, names it, takes out what is none of it, and writes down what a year reached."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tasks.enums import MeasureLinkState
from tasks.measures.measure_actions import MeasureJoin, drop_link, drop_measure, join_measures, save_measure
from tasks.measures.outcome_actions import drop_measure_outcome, save_measure_outcome
from tasks.measures.proposals import get_row_year
from tasks.models import Measure, MeasureLink, MeasureOutcome
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.picked import read_key
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import CONFLICTING, UNFIT
from tasks.pages.measures.forms import MeasureForm, MeasureOutcomeForm
from tasks.permissions import Permission, Refused
from tasks.queries import select_visible_measures


class MeasureEditPage:
    """A measure with what was joined to it and rejected from it.

    Attributes:
        error: why the last act on a link was refused; "" without one.
    """

    def __init__(self, measure: Measure, form: MeasureForm, error: str = ""):
        self.measure, self.form, self.error = measure, form, error

    @cached_property
    def links(self) -> list[MeasureLink]:
        """What was joined first, then what was rejected, each by year."""
        links = self.measure.links.select_related(
            "indicator__task__plan", "indicator__task__item_kind", "indicator__task__current", "reported__report"
        )
        return sorted(links, key=lambda one: (one.state == MeasureLinkState.REJECTED, -get_row_year(one.row)))

    @cached_property
    def outcomes(self) -> list[MeasureOutcome]:
        return list(self.measure.outcomes.order_by("-year"))


class MeasureOutcomePage:
    """The form of what a year reached.

    Attributes:
        outcome: what stands there; None for a year of which nothing was written down.
    """

    def __init__(self, measure: Measure, outcome: MeasureOutcome | None, form: MeasureOutcomeForm):
        self.measure, self.outcome, self.form = measure, outcome, form


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_INDICATORS)
def measure_create(request: AuthenticatedRequest) -> HttpResponse:
    """Founds a measure by hand."""
    form = MeasureForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            (measure,) = join_measures(joins=[MeasureJoin(None, [], form.get_content())], by=request.user)
        except Refused as refusal:
            form.refuse(refusal, None)
        else:
            messages.success(request, f"已设立历年指标“{measure}”。与它相同的指标会在“归入”页提示。")
            return redirect("measure_page", measure.pk)
    return render(request, "measures/create.html", {"form": form}, status=UNFIT if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_INDICATORS)
def measure_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows and saves what a measure is called; a POST may also take something out of it, or remove it."""
    measure = get_object_or_404(select_visible_measures(request.user), pk=pk)
    act = request.POST.get("act", "save")
    form = MeasureForm(request.POST if request.method == "POST" and act == "save" else None, measure=measure)
    if request.method != "POST":
        return _show(request, measure, form)
    if act == "save" and not form.is_valid():
        return _show(request, measure, form, status=UNFIT)
    try:
        messages.success(request, _act(request, act, measure, form))
    except (Refused, ValidationError) as refusal:
        if act != "save":
            return _show(request, measure, form, str(refusal), CONFLICTING)
        form.refuse(refusal, Measure.objects.filter(pk=pk).first())
        return _show(request, measure, form, status=UNFIT)
    return redirect("measure_list") if act == "drop" else redirect("measure_edit", pk)


def _act(request: AuthenticatedRequest, act: str, measure: Measure, form: MeasureForm) -> str:
    """Does what was sent and says it.

    Raises:
        BadRequest: it is none of the acts of the page.
        Refused, ChangedMeanwhile: as the actions.
    """
    if act == "save":
        content, seen = form.get_content(), form.cleaned_data["seen"]
        return f"已保存“{save_measure(measure=measure, content=content, seen=seen, by=request.user)}”。"
    if act == "drop":
        drop_measure(measure=measure, by=request.user)
        return f"已删除历年指标“{measure}”，归入的指标待重新确认。"
    link = measure.links.filter(pk=read_key(request.POST.get("link")) or 0).first()
    if act not in (MeasureLinkState.CONFIRMED.value, MeasureLinkState.REJECTED.value):
        raise BadRequest("提交的内容无法识别，请从“历年”页重新打开。")
    if link is None or link.state.value != act:
        raise Refused("这一项刚刚有同事办理过，请看现在的情况。")
    drop_link(link=link, by=request.user)
    return "已移出，以后不再提示归入本指标。" if act == MeasureLinkState.CONFIRMED.value else "已取消排除，会重新提示。"


def _show(
    request: AuthenticatedRequest, measure: Measure, form: MeasureForm, error: str = "", status: int = 200
) -> HttpResponse:
    return render(request, "measures/edit.html", {"page": MeasureEditPage(measure, form, error)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.MANAGE_INDICATORS)
def measure_outcome(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows and saves what a year reached (``?year=2023``); ``act=drop`` removes it."""
    measure = get_object_or_404(select_visible_measures(request.user), pk=pk)
    asked = read_key(request.POST.get("year") if request.method == "POST" else request.GET.get("year"))
    year = asked if asked and asked < 10_000 else None
    outcome = measure.outcomes.filter(year=year).first() if year else None
    if request.method != "POST":
        page = MeasureOutcomePage(measure, outcome, MeasureOutcomeForm(outcome=outcome, year=year))
        return render(request, "measures/outcome.html", {"page": page})
    form = MeasureOutcomeForm(request.POST, outcome=outcome, year=year)
    is_drop = request.POST.get("act") == "drop"
    if is_drop or form.is_valid():
        try:
            if is_drop:
                messages.success(request, _drop(request, outcome))
            else:
                saved = save_measure_outcome(
                    measure=measure, content=form.get_content(), seen=form.cleaned_data["seen"], by=request.user
                )
                messages.success(request, f"已保存{saved.year}年完成数。")
            return redirect("measure_page", pk)
        except (Refused, ValidationError) as refusal:
            form.is_valid()
            form.refuse(refusal, outcome)
    page = MeasureOutcomePage(measure, outcome, form)
    return render(request, "measures/outcome.html", {"page": page}, status=UNFIT)


def _drop(request: AuthenticatedRequest, outcome: MeasureOutcome | None) -> str:
    if outcome is None:
        raise Refused("这个完成数已不在，可能同事刚刚已删除。")
    drop_measure_outcome(outcome=outcome, seen=request.POST.get("seen", ""), by=request.user)
    return f"已删除{outcome.year}年完成数。"
