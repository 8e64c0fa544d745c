"""The first page: each role's own work."""

from django.http import HttpResponse
from django.shortcuts import redirect

from tasks.enums import Role
from tasks.pages.frame.context import AuthenticatedRequest

FIRST_PAGES = {
    Role.CLERK: "board",
    Role.UNIT_HEAD: "board",
    Role.OFFICE: "board",
    Role.LEADER: "board",
    Role.ADMINISTRATOR: "unit_list",
    Role.AUDITOR: "event_list",
}


def home(request: AuthenticatedRequest) -> HttpResponse:
    """On to the page where the role's work lies."""
    return redirect(FIRST_PAGES[request.user.role])
