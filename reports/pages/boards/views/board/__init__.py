"""首页: the first page of each role. Every number on it leads to the rows that it counts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.pages.boards.start_step import find_start_step
from reports.pages.boards.views.board.head import HeadBoardPage
from reports.pages.boards.views.board.leader import LeaderBoardPage
from reports.pages.boards.views.board.links import Figure
from reports.pages.boards.views.board.office import OfficeBoardPage
from reports.pages.boards.views.board.unit import UnitBoardPage
from tasks import clock
from tasks.enums import Role
from tasks.models import User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, can
from tasks.starting.start_list import StartList

#: role → its template and its page
BOARDS = {
    Role.CLERK: ("boards/unit.html", UnitBoardPage),
    Role.UNIT_HEAD: ("boards/unit.html", UnitBoardPage),
    Role.OFFICE: ("boards/office.html", OfficeBoardPage),
    Role.LEADER: ("boards/leader.html", LeaderBoardPage),
    Role.HEAD: ("boards/head.html", HeadBoardPage),
    Role.OFFICE_HEAD: ("boards/office.html", OfficeBoardPage),
    # where its government lets it read all
    Role.VIEWER: ("boards/head.html", HeadBoardPage),
}


class NoPeriodPage:
    """What stands on a board before the first period begins.

    Attributes:
        next: the next step of 启用清单, for who opens periods; None for others.
    """

    three: tuple[Figure, ...] = ()

    def __init__(self, user: User):
        may_start = can(user, Permission.MANAGE_PERIODS)
        self.next = find_start_step(user, StartList(user.home, clock.today().year)) if may_start else None


@require_safe
@restrict_to(Permission.SEE_BOARD)
def board(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the board of the person's role for the current period."""
    period = find_current_period(request)
    if period is None:
        return render(request, "boards/none.html", {"page": NoPeriodPage(request.user)})
    template, page_class = BOARDS[request.user.role]
    return render(request, template, {"page": page_class(request, period)})
