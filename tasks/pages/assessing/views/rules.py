"""预警规则: the settings of a government or of one plan, and how often the rules agreed with the office."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tasks.assessing.agreement import (
    compute_agreement_by_rule,
    compute_agreement_by_standing,
    select_judged_entries,
)
from tasks.assessing.lagging import SOURCES, LaggingRules, SignalCode
from tasks.assessing.rule_actions import ask_self_rating, change_rules
from tasks.models import Government, Plan
from tasks.pages.assessing.forms.rules import RulesForm
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission
from tasks.queries import select_visible_plans


@restrict_to(Permission.MANAGE_RULES)
def rules_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows and saves the rules of the government."""
    return edit_lagging_rules(request, request.user.home, LaggingRules())


@restrict_to(Permission.MANAGE_RULES)
def plan_rules_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows and saves the rules of one plan."""
    plan = get_object_or_404(select_visible_plans(request.user).select_related("government"), pk=pk)
    return edit_lagging_rules(request, plan, LaggingRules.from_dict(plan.government.lagging_rules))


def edit_lagging_rules(request: AuthenticatedRequest, owner: Government | Plan, base: LaggingRules) -> HttpResponse:
    """Shows every setting of ``owner``; a value that equals ``base`` is not stored. A POST saves the settings."""
    form = RulesForm(request.POST or None, base=base, stored=owner.lagging_rules)
    if request.method == "POST" and form.is_valid():
        changed = change_rules(owner=owner, settings=form.get_settings(), by=request.user)
        messages.success(request, "预警规则已保存，未印发各期已重新计算。" if changed else "没有改动。")
        return redirect(request.path)
    return render(
        request,
        "assessing/rules.html",
        {
            "form": form,
            "plan": owner if isinstance(owner, Plan) else None,
            "asks_self_rating": request.user.home.asks_self_rating,
            "plans": select_visible_plans(request.user),
            "sources": [(code.label, source) for code, source in SOURCES.items()],
        },
    )


@require_POST
@restrict_to(Permission.MANAGE_RULES)
def self_rating_ask(request: AuthenticatedRequest) -> HttpResponse:
    """Sets whether the units of the government are asked for their own rating (``asks=yes`` or ``no``)."""
    asks = request.POST.get("asks", "")
    if asks not in ("yes", "no"):
        raise BadRequest("没有说明是否要求单位自评，请从“预警规则”页重新办理。")
    ask_self_rating(government=request.user.home, asks=asks == "yes", by=request.user)
    messages.success(request, "已要求单位填写自评。" if asks == "yes" else "不再要求单位填写自评；已填的保留。")
    return redirect("rules")


@restrict_to(Permission.MANAGE_RULES)
def agreement_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows for each rule and standing how often the office judged the item behind."""
    rows = list(select_judged_entries(request.user.home))
    return render(
        request,
        "assessing/agreement.html",
        {
            "by_rule": [(one, SOURCES[SignalCode(one.what)]) for one in compute_agreement_by_rule(rows)],
            "by_standing": compute_agreement_by_standing(rows),
            "judged": len(rows),
        },
    )
