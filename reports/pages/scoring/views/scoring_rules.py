"""考核规则: shows the formula in words and on an example, and lets the office try and save other settings."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.figures import UnitFigures, compute_scorecard_figures
from reports.pages.scoring.scorecard_pages import find_chosen_scope
from reports.scoring import ScorecardScope, build_mark_arithmetic
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
from tasks.terms import terms

INVENTED = "某单位（举例，非真实数据）"


class ScoringRulesPage:
    """The formula in words, computed for an example.

    Args:
        rules: those of the formula.
        form: the settings, for people who may change them.
        is_trial: whether ``rules`` are tried without being saved.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        rules: ScoringRules,
        form: ScoringForm | None = None,
        *,
        is_trial: bool = False,
    ):
        self.rules = rules
        self.form = form
        self.is_trial = is_trial
        self.scope: ScorecardScope | None = find_chosen_scope(request)
        self._asked_unit: str = request.GET.get("unit", "")

    @property
    def formula(self) -> list[tuple[str, str]]:
        return describe_formula(self.rules)

    @cached_property
    def units(self) -> list[UnitFigures]:
        """The real units that can be the example, for people who may change the settings."""
        return list_example_units(self.scope) if self.form and self.scope else []

    @cached_property
    def unit(self) -> UnitFigures | None:
        """The unit of the example: the one asked for, or else the first; None for the invented one."""
        first = self.units[0] if self.units else None
        return next((unit for unit in self.units if str(unit.unit) == self._asked_unit), first)

    @property
    def example_name(self) -> str:
        return self.unit.name if self.unit else INVENTED

    @cached_property
    def mark(self) -> dict:
        """The arithmetic of the example."""
        return build_mark_arithmetic(compute_mark(self.unit.counts if self.unit else EXAMPLE, self.rules))


def list_example_units(scope: ScorecardScope) -> list[UnitFigures]:
    """Lists the units with judged items, those with the most first, since a weight shows best on them."""
    figures = compute_scorecard_figures(scope.plan, scope.period, on=clock.today())
    marked = [each for each in figures.units if each.judged]
    return sorted(marked, key=lambda each: -each.counts.lead.judged)


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.SEE_SCORECARD)
def scoring_rules(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the rules, with their settings for the office. Query: ``of``, ``unit`` (id of the unit in the example)."""
    if not can(request.user, Permission.MANAGE_SCORECARD):
        if request.method == "POST":
            raise PermissionDenied(f"考核规则由{terms.office}修改。")
        rules = ScoringRules.from_dict(request.user.home.scoring_rules)
        return render_scoring_rules(request, ScoringRulesPage(request, rules))
    return edit_scoring_rules(request)


def edit_scoring_rules(request: AuthenticatedRequest) -> HttpResponse:
    government = Government.objects.get(pk=request.user.home.pk)
    holding, seen = ScoringRules.from_dict(government.scoring_rules), compute_rules_fingerprint(government)
    form = ScoringForm(request.POST or None, holding=holding, seen=seen)
    if request.method != "POST":
        return render_scoring_rules(request, ScoringRulesPage(request, holding, form))
    if not form.is_valid():
        return render_scoring_rules(request, ScoringRulesPage(request, holding, form), status=422)
    if "try" in request.POST:
        return render_scoring_rules(request, ScoringRulesPage(request, form.rules, form, is_trial=True))
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
        return render_scoring_rules(request, ScoringRulesPage(request, holding, form), status=409)
    said = "考核规则已保存，建议稿已按新规则计算；已审定的结果不变。" if changed else "没有改动。"
    messages.success(request, said)
    return redirect(request.get_full_path())


def compute_rules_fingerprint(government: Government) -> str:
    """Computes the fingerprint of the stored rules, as the action compares it."""
    return compute_fingerprint(describe_scoring_rules(government.scoring_rules))


def render_scoring_rules(request: AuthenticatedRequest, page: ScoringRulesPage, *, status: int = 200) -> HttpResponse:
    return render(request, "scoring/rules.html", {"page": page}, status=status)
