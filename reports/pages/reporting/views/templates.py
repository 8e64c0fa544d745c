"""修改模板: edits the text from which a layout's reports are made, and previews it on the data of a report."""

from functools import cached_property

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reports.layouts.layout import Layout, LayoutError
from reports.layouts.own_layouts import load_layouts_of
from reports.pages.reporting.occasion_page import (
    LEDGER,
    build_kept_query,
    get_chosen_occasion,
    get_plan_or_404,
    list_occasions,
)
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


class TemplatePage:
    """The template of a layout in its editor, with the report that it makes or the mistake in it.

    Args:
        text: of the template, as in force or as typed.
        seen: the text in force when the person opened the page.
        theirs: the text that a colleague saved meanwhile; "" for none.
    """

    def __init__(
        self,
        request: AuthenticatedRequest,
        plan: Plan,
        occasion: Occasion,
        layout: Layout,
        *,
        text: str,
        seen: str,
        theirs: str = "",
    ):
        self.request = request
        self.plan = plan
        self.occasion = occasion
        self.layout = layout
        self.text = text
        self.seen = seen
        self.theirs = theirs
        self.levels: list[Level] = list(Level)
        self.tags = TAGS
        self.filters = FILTERS
        self.report: Report | None = None
        self.error = "" if text.strip() else "模板没有内容。"
        if not self.error:
            try:
                self.report = build_report(plan, occasion, user=request.user, layout=layout, template=text)
            except ManuscriptError as error:
                self.error = str(error)

    @cached_property
    def own(self) -> NarrativeTemplate | None:
        """The government's own template; None while that of the layout is in force."""
        own = NarrativeTemplate.objects.filter(government=self.plan.government_id, layout=self.layout.key)
        return own.select_related("saved_by").first()

    @property
    def kept_query(self) -> str:
        return build_kept_query(self.request)

    @property
    def height(self) -> int:
        """Rows of the field with the text."""
        return sum(len(line) // CHARACTERS_IN_FIELD + 1 for line in self.text.splitlines()) + 3


@restrict_to(Permission.WRITE_REPORT)
def report_template(request: AuthenticatedRequest, layout: str) -> HttpResponse:
    """Shows the template of a layout; ``do`` in a post: ``preview``, ``save`` or ``restore``.

    Query ``of``: the report on which it is tried.
    """
    chosen = get_layout_or_404(request, layout)
    occasions = list_occasions(request)
    if not occasions:
        raise Http404
    occasion = get_chosen_occasion(request, occasions)
    plan = get_plan_or_404(request, occasion.year)
    if request.POST.get("do") == "restore":
        return restore_own_template(request, plan, chosen)
    if request.method != "POST":
        in_force = get_template_text(plan, chosen)
        return render_template_page(
            request, TemplatePage(request, plan, occasion, chosen, text=in_force, seen=in_force)
        )
    text, seen = request.POST.get("text", ""), request.POST.get("seen", "")
    page = TemplatePage(request, plan, occasion, chosen, text=text, seen=seen)
    if page.error or request.POST.get("do") != "save":
        return render_template_page(request, page, status=422 if page.error else 200)
    return save_template_text(request, page)


def render_template_page(request: AuthenticatedRequest, page: TemplatePage, *, status: int = 200) -> HttpResponse:
    return render(request, "reporting/template.html", {"page": page}, status=status)


def get_layout_or_404(request: AuthenticatedRequest, key: str) -> Layout:
    """
    Raises:
        Http404: there is no such layout, or it makes no report.
        BadRequest: a mistake in a layout file.
    """
    try:
        layouts = load_layouts_of(request.user.government_id)
    except LayoutError as error:
        raise BadRequest(str(error)) from error
    if key not in layouts or key == LEDGER:
        raise Http404
    return layouts[key]


def get_template_text(plan: Plan, layout: Layout) -> str:
    """Returns the text in force; "" for a layout that comes without one."""
    try:
        return get_template_in_force(plan, layout)
    except ManuscriptError:
        return ""


def save_template_text(request: AuthenticatedRequest, page: TemplatePage) -> HttpResponse:
    """Saves a template that makes a report of the data at hand."""
    plan, layout, text = page.plan, page.layout, page.text
    try:
        save_template(government=plan.government, layout=layout.key, text=text, seen=page.seen, by=request.user)
    except TextChangedMeanwhile as overtaken:
        theirs = overtaken.theirs
        page = TemplatePage(request, plan, page.occasion, layout, text=text, seen=theirs, theirs=theirs)
        return render_template_page(request, page, status=422)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return render_template_page(request, page, status=422)
    messages.success(request, f"“{layout.name}”的模板已保存。")
    return redirect(f"{reverse('report_page')}?{build_kept_query(request)}")


def restore_own_template(request: AuthenticatedRequest, plan: Plan, layout: Layout) -> HttpResponse:
    try:
        restore_template(government=plan.government, layout=layout.key, by=request.user)
        messages.success(request, "已恢复为自带模板。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse('report_template', args=[layout.key])}?{build_kept_query(request)}")
