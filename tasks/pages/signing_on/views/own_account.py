"""账号: a person's own sign-ins, and what happened to the account."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.signing_on.own_account_page import OwnAccountPage
from tasks.signing_on import session_actions


@require_safe
def own_account(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the person's own account."""
    page = OwnAccountPage(request.user, request.session.session_key)
    return render(request, "signing_on/own_account.html", {"page": page})


@require_POST
def session_end(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ends one of the person's own sign-ins."""
    session = get_object_or_404(request.user.signed_in_sessions, pk=pk)
    session_actions.end_session(session=session, by=request.user)
    if session.session_key == request.session.session_key:
        request.session.flush()
        return redirect("sign_in")
    messages.success(request, f"已结束“{session}”的登录。")
    return redirect("own_account")


@require_POST
def other_sessions_end(request: AuthenticatedRequest) -> HttpResponse:
    """Ends all of the person's sign-ins but this one."""
    number = session_actions.end_other_sessions(session_key=str(request.session.session_key), by=request.user)
    messages.success(request, f"已结束其他 {number} 处登录。" if number else "没有其他登录。")
    return redirect("own_account")
