"""首页: the first page of each role, where the period stands and what is to be done; every number leads to its rows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.pages.boards.views.board import leader, office, unit
from tasks.enums import Role
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission

#: role → its template, and what makes its context out of request and period
BOARDS = {
    Role.CLERK: ("boards/unit.html", unit.build_unit_context),
    Role.UNIT_HEAD: ("boards/unit.html", unit.build_unit_context),
    Role.OFFICE: ("boards/office.html", office.build_office_context),
    Role.LEADER: ("boards/leader.html", leader.build_leader_context),
}


@require_safe
@restrict_to(Permission.SEE_TASKS)
def board(request: AuthenticatedRequest) -> HttpResponse:
    """The board of the person's role for the period at the top of the page."""
    template, context_of = BOARDS[request.user.role]
    period = find_current_period(request)
    if period is None:
        return render(request, "boards/none.html")
    return render(request, template, {"period": period, **context_of(request, period)})
