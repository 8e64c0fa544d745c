"""专栏项目表: hands out the table of a report's projects, to the office; recorded in the audit log like any file."""

from io import BytesIO

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from reports.outlooks.project_sheet import build_project_sheet
from reports.printing.delivery import WRITERS, write_one_file
from reports.printing.workbook import CellTooLongError
from tasks.outlooks.project_actions import record_project_export
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.outlooks.project_page import ProjectListPage
from tasks.pages.outlooks.views import get_report_or_404
from tasks.permissions import Permission


@require_safe
@restrict_to(Permission.IMPORT_DOCUMENTS)
def project_list_file(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """Hands out the table as Excel, or as Word (``?form=docx``)."""
    report = get_report_or_404(request, pk)
    form = request.GET.get("form", "xlsx")
    if form not in WRITERS:
        raise Http404
    projects = ProjectListPage(report).projects
    sheet = build_project_sheet(report, projects)
    try:
        file = write_one_file([sheet], sheet.title, form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    record_project_export(report=report, file=file.name, rows=len(projects), by=request.user)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)
