"""修改模板: the text that a layout's reports are made from, with a preview of what it makes of a period's data."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.layouts.layout import Layout, LayoutError, load_layouts
from reports.pages.reporting.views.exports import LEDGER, get_chosen_occasion, list_occasions
from reports.pages.reporting.views.report import build_kept_query, get_plan_or_404
from reports.printing.paragraphs import Level
from reports.reporting.attachments import Occasion
from reports.reporting.manuscript import ManuscriptError
from reports.reporting.manuscript_tags import FILTERS, TAGS
from reports.reporting.report import Report, build_report, get_template_in_force
from tasks.issuing.report_actions import TextChangedMeanwhile, restore_template, save_template
from tasks.models import NarrativeTemplate, Plan
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, Refused

CHARACTERS_IN_FIELD = 56


@restrict_to(Permission.WRITE_REPORT)
def report_template(request: AuthenticatedRequest, layout: str) -> HttpResponse:
    """Shows the template of a layout; ``do`` in a post: ``preview``, ``save`` or ``restore``.

    Query ``of``: the report it is tried on.
    """
    chosen = get_layout_or_404(layout)
    choices = list_occasions(request)
    if not choices:
        raise Http404
    occasion = get_chosen_occasion(request, choices)
    plan = get_plan_or_404(request, occasion.year)
    in_force = get_template_text(plan, chosen)
    if request.method != "POST":
        return render_template_editor(request, plan, occasion, chosen, in_force, in_force)
    if request.POST.get("do") == "restore":
        return restore_own_template(request, plan, chosen)
    text, seen = request.POST.get("text", ""), request.POST.get("seen", "")
    if request.POST.get("do") != "save":
        return render_template_editor(request, plan, occasion, chosen, text, seen)
    return save_template_text(request, plan, occasion, chosen, text, seen)


def get_layout_or_404(key: str) -> Layout:
    """
    Raises:
        Http404: there is none, or it is a list that has no report.
    """
    try:
        layouts = load_layouts()
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    if key not in layouts or key == LEDGER:
        raise Http404
    return layouts[key]


def get_template_text(plan: Plan, layout: Layout) -> str:
    """The text in force; empty where a layout comes without one."""
    try:
        return get_template_in_force(plan, layout)
    except ManuscriptError:
        return ""


def save_template_text(
    request: AuthenticatedRequest, plan: Plan, occasion: Occasion, layout: Layout, text: str, seen: str
) -> HttpResponse:
    """Only a template that makes a report of the period at hand is kept."""
    _, error = try_template(request, plan, occasion, layout, text)
    if error:
        return render_template_editor(request, plan, occasion, layout, text, seen, status=422)
    try:
        save_template(government=plan.government, layout=layout.key, text=text, seen=seen, by=request.user)
    except TextChangedMeanwhile as overtaken:
        return render_template_editor(
            request, plan, occasion, layout, text, overtaken.theirs, status=422, theirs=overtaken.theirs
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return render_template_editor(request, plan, occasion, layout, text, seen, status=422)
    messages.success(request, f"“{layout.name}”的模板已保存。")
    return redirect(f"{reverse('report_page')}?{build_kept_query(request)}")


def restore_own_template(request: AuthenticatedRequest, plan: Plan, layout: Layout) -> HttpResponse:
    try:
        restore_template(government=plan.government, layout=layout.key, by=request.user)
        messages.success(request, "已恢复为自带模板。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('report_template', args=[layout.key])}?{build_kept_query(request)}")


def try_template(
    request: AuthenticatedRequest, plan: Plan, occasion: Occasion, layout: Layout, text: str
) -> tuple[Report | None, str]:
    """What the text makes of the period, or what is wrong with it."""
    if not text.strip():
        return None, "模板没有内容。"
    try:
        report = build_report(plan, occasion, user=request.user, layout=layout, template=text)
    except ManuscriptError as error:
        return None, str(error)
    return report, ""


def render_template_editor(
    request: AuthenticatedRequest,
    plan: Plan,
    occasion: Occasion,
    layout: Layout,
    text: str,
    seen: str,
    *,
    status: int = 200,
    theirs: str = "",
) -> HttpResponse:
    """The editor with what it makes, or with the mistake and its line."""
    report, error = try_template(request, plan, occasion, layout, text)
    own = NarrativeTemplate.objects.filter(government=plan.government_id, layout=layout.key)
    context = {
        "layout": layout,
        "occasion": occasion,
        "text": text,
        "seen": seen,
        "theirs": theirs,
        "error": error,
        "report": report,
        "own": own.select_related("saved_by").first(),
        "kept": build_kept_query(request),
        "levels": list(Level),
        "tags": TAGS,
        "filters": FILTERS,
        "height": sum(len(line) // CHARACTERS_IN_FIELD + 1 for line in text.splitlines()) + 3,
    }
    wrong = request.method == "POST" and error
    return render(request, "reporting/template.html", context, status=422 if wrong else status)
