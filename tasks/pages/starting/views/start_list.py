"""启用清单: what is still missing before the first period is opened, step by step."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tasks import clock
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, can
from tasks.starting.start_list import StartList, StartStep


@dataclass(frozen=True)
class StartRow:
    """A step, with the address of its page; "" where the person may not open that."""

    step: StartStep
    url: str


class StartListPage:
    """启用清单 of the person's government."""

    def __init__(self, request: AuthenticatedRequest):
        self.government = request.user.home
        self.list = StartList(self.government, clock.today().year)
        self.may_separate = can(request.user, Permission.MANAGE_USERS) and not self.government.separates_administrators
        self.rows = [
            StartRow(step, reverse(step.url_name) if can(request.user, step.permission) else "")
            for step in self.list.steps
        ]


@require_safe
@restrict_to(Permission.MANAGE_PERIODS)
def start_list(request: AuthenticatedRequest) -> HttpResponse:
    """Shows each step with its counts, to the administrator and the office, who share the work."""
    return render(request, "starting/start_list.html", {"page": StartListPage(request)})
