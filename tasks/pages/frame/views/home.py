"""首页: the first page of each role."""

from django.http import HttpResponse
from django.shortcuts import redirect

from tasks import clock
from tasks.enums import Role
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.starting.start_list import StartList

FIRST_PAGES = {
    Role.CLERK: "board",
    Role.UNIT_HEAD: "board",
    Role.OFFICE: "board",
    Role.LEADER: "board",
    Role.ADMINISTRATOR: "unit_list",
    Role.AUDITOR: "event_list",
    Role.HEAD: "board",
    Role.OFFICE_HEAD: "board",
    Role.VIEWER: "issue_page",
}


def home(request: AuthenticatedRequest) -> HttpResponse:
    """Redirects to the first page of the person's role; the administrator to 启用清单 until all of it is done."""
    user = request.user
    if user.role == Role.ADMINISTRATOR and not StartList(user.home, clock.today().year).is_done:
        return redirect("start_list")
    return redirect(FIRST_PAGES[user.role])
