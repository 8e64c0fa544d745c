"""首页: the first page of each role."""

from django.http import HttpResponse
from django.shortcuts import redirect

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.permissions import Permission, can


def home(request: AuthenticatedRequest) -> HttpResponse:
    """Redirects to the board of the person's role, or to the desk of a role that reads no items."""
    return redirect("board" if can(request.user, Permission.SEE_BOARD) else "desk")
