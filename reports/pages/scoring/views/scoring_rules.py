"""考核规则: the formula in words, on a real unit, and its settings; other weights can be tried without keeping them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from reports.figures import UnitFigures, scorecard_of
from reports.pages.scoring.views.scorecard import chosen_scope
from reports.scoring import way_of
from tasks import clock
from tasks.models import Government
from tasks.models.changes import fingerprint
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.forms.parts import change_sent_data
from tasks.pages.frame.views.access import requires
from tasks.pages.scoring.forms import ScoringForm
from tasks.permissions import Verb, can
from tasks.scoring.rules import EXAMPLE, ScoringRules, formula, score
from tasks.scoring.scoring_actions import change_scoring_rules, in_words

INVENTED = "某单位（举例，非真实数据）"


@require_http_methods(["GET", "POST"])
@requires(Verb.SEE_SCORECARD)
def scoring_rules(request: AuthenticatedRequest) -> HttpResponse:
    """For the office with the settings, for everybody else to be read. Query: ``of``, ``unit`` (of the example)."""
    if not can(request.user, Verb.MANAGE_SCORECARD):
        if request.method == "POST":
            raise PermissionDenied("考核规则由督查办修改。")
        return page(request, ScoringRules.from_dict(request.user.home.scoring_rules))
    return settings_page(request)


def settings_page(request: AuthenticatedRequest) -> HttpResponse:
    government = Government.objects.get(pk=request.user.home.pk)
    holding, seen = ScoringRules.from_dict(government.scoring_rules), stored_mark(government)
    form = ScoringForm(request.POST or None, holding=holding, seen=seen)
    if request.method != "POST":
        return page(request, holding, form)
    if not form.is_valid():
        return page(request, holding, form, status=422)
    if "try" in request.POST:
        return page(request, form.rules, form, is_trial=True)
    return kept(request, government, form, holding)


def kept(
    request: AuthenticatedRequest, government: Government, form: ScoringForm, holding: ScoringRules
) -> HttpResponse:
    try:
        changed = change_scoring_rules(
            government=government, settings=form.settings(), seen=form.cleaned_data["seen"], by=request.user
        )
    except ValidationError as refusal:
        change_sent_data(form, seen=stored_mark(Government.objects.get(pk=government.pk)))
        form.add_error(None, refusal)
        return page(request, holding, form, status=409)
    said = "考核规则已保存，建议稿已按新规则计算；已审定的结果不变。" if changed else "没有改动。"
    messages.success(request, said)
    return redirect(request.get_full_path())


def stored_mark(government: Government) -> str:
    """The fingerprint of what is stored, as the action compares it."""
    return fingerprint(in_words(government.scoring_rules))


def page(
    request: AuthenticatedRequest,
    rules: ScoringRules,
    form: ScoringForm | None = None,
    *,
    is_trial: bool = False,
    status: int = 200,
) -> HttpResponse:
    units = units_of_example(request) if form else []
    asked = request.GET.get("unit", "")
    shown = next((each for each in units if str(each.unit) == asked), units[0] if units else None)
    context = {
        "form": form,
        "formula": formula(rules),
        "units": units,
        "shown": shown,
        "example": shown.name if shown else INVENTED,
        "mark": way_of(score(shown.counts if shown else EXAMPLE, rules)),
        "is_trial": is_trial,
        "scope": chosen_scope(request),
    }
    return render(request, "scoring/rules.html", context, status=status)


def units_of_example(request: AuthenticatedRequest) -> list[UnitFigures]:
    """The units with something to mark, those with the most items first: on them a weight shows best."""
    scope = chosen_scope(request)
    if scope is None:
        return []
    figures = scorecard_of(scope.plan, scope.period, on=clock.today())
    marked = [each for each in figures.units if each.judged]
    return sorted(marked, key=lambda each: -each.counts.lead.judged)
