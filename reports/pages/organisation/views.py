"""名册: hands out the template, and what is stored; the latter is recorded in the audit log."""

from io import BytesIO

from django.http import FileResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.organisation.roster_workbook import build_roster_export, build_roster_template
from reports.printing.delivery import OfficeFile
from tasks.enums import RosterPart
from tasks.organisation.roster.register import Register
from tasks.organisation.roster.roster_actions import record_roster_export, require_roster_permission
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission


@require_safe
@restrict_to(Permission.MANAGE_ORGANISATION)
def roster_template(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out the workbook to fill in."""
    return answer_with_file(build_roster_template())


@never_cache
@require_safe
@restrict_to(Permission.MANAGE_USERS)
def roster_export(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out units, officials and accounts as stored; it comes back without a change."""
    government = request.user.home
    require_roster_permission(government, RosterPart, request.user)
    file, rows = build_roster_export(Register(government))
    record_roster_export(government=government, file=file.name, rows=rows, by=request.user)
    return answer_with_file(file)


def answer_with_file(file: OfficeFile) -> HttpResponseBase:
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)
