"""The first page: each role's own work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tasks.enums import Role

FIRST_PAGES = {
    Role.CLERK: "my_tasks",
    Role.UNIT_HEAD: "my_tasks",
    Role.OFFICE: "review_queue",
    Role.LEADER: "task_list",
    Role.ADMINISTRATOR: "unit_list",
    Role.AUDITOR: "event_list",
}


def home(request: HttpRequest) -> HttpResponse:
    """On to the page where the role's work lies."""
    return redirect(FIRST_PAGES[Role(request.user.role)])
