"""首页: the first page of each role."""

from django.http import HttpResponse
from django.shortcuts import redirect

from tasks import clock
from tasks.enums import Role
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.permissions import Permission, can
from tasks.starting.start_list import StartList

#: role → its first page where it has no board
FIRST_PAGES = {
    Role.ADMINISTRATOR: "unit_list",
    Role.AUDITOR: "event_list",
    Role.VIEWER: "issue_page",
    Role.SECURITY: "prepared_list",
}


def home(request: AuthenticatedRequest) -> HttpResponse:
    """Redirects to the first page of the person's role; the administrator to 启用清单 until all of it is done."""
    user = request.user
    if user.role == Role.ADMINISTRATOR and not StartList(user.home, clock.today().year).is_done:
        return redirect("start_list")
    return redirect("board" if can(user, Permission.SEE_BOARD) else FIRST_PAGES[user.role])
