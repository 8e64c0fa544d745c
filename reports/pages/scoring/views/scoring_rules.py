"""考核规则: the formula in words, on a real unit, and its settings; other weights can be tried without keeping them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.figures import UnitFigures, compute_scorecard_figures
from reports.pages.scoring.views.scorecard import find_chosen_scope
from reports.scoring import build_mark_arithmetic
from tasks import clock
from tasks.models import Government
from tasks.models.changes import compute_fingerprint
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.scoring.forms import ScoringForm
from tasks.permissions import Permission, can
from tasks.scoring.rules import EXAMPLE, ScoringRules, compute_mark, describe_formula
from tasks.scoring.scoring_actions import change_scoring_rules, describe_scoring_rules

INVENTED = "某单位（举例，非真实数据）"


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.SEE_SCORECARD)
def scoring_rules(request: AuthenticatedRequest) -> HttpResponse:
    """For the office with the settings, for everybody else to be read. Query: ``of``, ``unit`` (of the example)."""
    if not can(request.user, Permission.MANAGE_SCORECARD):
        if request.method == "POST":
            raise PermissionDenied("考核规则由督查办修改。")
        return render_scoring_rules(request, ScoringRules.from_dict(request.user.home.scoring_rules))
    return edit_scoring_rules(request)


def edit_scoring_rules(request: AuthenticatedRequest) -> HttpResponse:
    government = Government.objects.get(pk=request.user.home.pk)
    holding, seen = ScoringRules.from_dict(government.scoring_rules), compute_rules_fingerprint(government)
    form = ScoringForm(request.POST or None, holding=holding, seen=seen)
    if request.method != "POST":
        return render_scoring_rules(request, holding, form)
    if not form.is_valid():
        return render_scoring_rules(request, holding, form, status=422)
    if "try" in request.POST:
        return render_scoring_rules(request, form.rules, form, is_trial=True)
    return save_scoring_rules(request, government, form, holding)


def save_scoring_rules(
    request: AuthenticatedRequest, government: Government, form: ScoringForm, holding: ScoringRules
) -> HttpResponse:
    try:
        changed = change_scoring_rules(
            government=government,
            settings=form.get_settings(),
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except ValidationError as refusal:
        change_sent_data(form, seen=compute_rules_fingerprint(Government.objects.get(pk=government.pk)))
        form.add_error(None, refusal)
        return render_scoring_rules(request, holding, form, status=409)
    said = "考核规则已保存，建议稿已按新规则计算；已审定的结果不变。" if changed else "没有改动。"
    messages.success(request, said)
    return redirect(request.get_full_path())


def compute_rules_fingerprint(government: Government) -> str:
    """The fingerprint of what is stored, as the action compares it."""
    return compute_fingerprint(describe_scoring_rules(government.scoring_rules))


def render_scoring_rules(
    request: AuthenticatedRequest,
    rules: ScoringRules,
    form: ScoringForm | None = None,
    *,
    is_trial: bool = False,
    status: int = 200,
) -> HttpResponse:
    units = list_example_units(request) if form else []
    asked = request.GET.get("unit", "")
    shown = next((each for each in units if str(each.unit) == asked), units[0] if units else None)
    context = {
        "form": form,
        "formula": describe_formula(rules),
        "units": units,
        "shown": shown,
        "example": shown.name if shown else INVENTED,
        "mark": build_mark_arithmetic(compute_mark(shown.counts if shown else EXAMPLE, rules)),
        "is_trial": is_trial,
        "scope": find_chosen_scope(request),
    }
    return render(request, "scoring/rules.html", context, status=status)


def list_example_units(request: AuthenticatedRequest) -> list[UnitFigures]:
    """The units with something to mark, those with the most items first: on them a weight shows best."""
    scope = find_chosen_scope(request)
    if scope is None:
        return []
    figures = compute_scorecard_figures(scope.plan, scope.period, on=clock.today())
    marked = [each for each in figures.units if each.judged]
    return sorted(marked, key=lambda each: -each.counts.lead.judged)
