"""首页: the first page of each role, where the period stands and what is to be done; every number leads to its rows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.pages.boards.views.board import leader, office, unit
from tasks.enums import Role
from tasks.pages.frame.context import AuthenticatedRequest, current_period
from tasks.pages.frame.views.access import requires
from tasks.permissions import Verb

#: role → its template, and what makes its context out of request and period
BOARDS = {
    Role.CLERK: ("boards/unit.html", unit.context_of),
    Role.UNIT_HEAD: ("boards/unit.html", unit.context_of),
    Role.OFFICE: ("boards/office.html", office.context_of),
    Role.LEADER: ("boards/leader.html", leader.context_of),
}


@require_safe
@requires(Verb.SEE_TASKS)
def board(request: AuthenticatedRequest) -> HttpResponse:
    """The board of the person's role for the period at the top of the page."""
    template, context_of = BOARDS[request.user.role]
    period = current_period(request)
    if period is None:
        return render(request, "boards/none.html")
    return render(request, template, {"period": period, **context_of(request, period)})
