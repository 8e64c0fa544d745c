"""计划报告: shows a report as it came in and how the plan stands to it, and its projects, which the office completes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from tasks.models import PlanReport, Project
from tasks.outlooks.project_actions import save_outcomes, save_project
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.answers import UNFIT
from tasks.pages.frame.views.saving import save_form
from tasks.pages.outlooks.forms import OutcomesForm, ProjectForm
from tasks.pages.outlooks.project_page import ProjectListPage, ProjectPage
from tasks.pages.outlooks.report_page import PlanReportPage
from tasks.permissions import Permission
from tasks.queries import select_visible_plan_reports


def get_report_or_404(request: AuthenticatedRequest, pk: int) -> PlanReport:
    """Returns a report of the user's own government."""
    reports = select_visible_plan_reports(request.user).select_related("government", "imported_by")
    return get_object_or_404(reports, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def plan_report_page(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows a plan report as it came in. A POST saves how final the figures of the year past are."""
    report = get_report_or_404(request, pk)
    form = OutcomesForm(request.POST if request.method == "POST" else None, report=report)
    if form.is_bound and form.is_valid():
        try:
            save_outcomes(report=report, values=form.get_states(), seen=form.cleaned_data["seen"], by=request.user)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "已保存上年完成数的口径和位次。")
            return redirect("plan_report_page", report.pk)
    page = PlanReportPage(report, form)
    return render(request, "outlooks/report.html", {"page": page}, status=UNFIT if form.is_bound else 200)


@require_safe
@restrict_to(Permission.IMPORT_DOCUMENTS)
def project_list(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Lists the projects of a report by box and group."""
    return render(request, "outlooks/projects.html", {"page": ProjectListPage(get_report_or_404(request, pk))})


@require_http_methods(["GET", "HEAD", "POST"])
@restrict_to(Permission.IMPORT_DOCUMENTS)
def project_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Shows and saves who leads a project and which items it belongs to."""
    projects = Project.objects.filter(report__in=select_visible_plan_reports(request.user))
    project = get_object_or_404(projects.select_related("report__government", "lead_unit"), pk=pk)
    form = ProjectForm(request.POST if request.method == "POST" else None, instance=project)
    if request.method == "POST":
        saved = save_form(
            form,
            lambda: save_project(
                project=project, values=form.get_values(), seen=form.cleaned_data["seen"], by=request.user
            ),
        )
        if saved:
            messages.success(request, f"已保存“{saved}”。")
            return redirect(f"{reverse('project_list', args=[project.report_id])}#project-{project.pk}")
    page = ProjectPage(project, form)
    return render(request, "outlooks/project.html", {"page": page}, status=UNFIT if form.is_bound else 200)
