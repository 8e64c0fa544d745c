"""The administrator lets a locked account try again, and removes a second factor that was lost."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from tasks.models import User
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.views.access import restrict_to
from tasks.permissions import Permission, Refused
from tasks.signing_on.lockout_actions import unlock_account
from tasks.signing_on.second_factor_actions import remove_lost_second_factor


@require_POST
@restrict_to(Permission.MANAGE_USERS)
def account_unlock(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Lets a locked account try again."""
    return act_upon_account(request, pk, unlock_account, "已解除“{}”的登录锁定，现在就可以登录。")


@require_POST
@restrict_to(Permission.MANAGE_USERS)
def second_factor_remove(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Removes the second factor of a person who has lost it."""
    return act_upon_account(request, pk, remove_lost_second_factor, "已解除“{}”的两步验证，本人下次登录时会看到。")


def act_upon_account(request: AuthenticatedRequest, pk: int, act: Callable[..., None], done: str) -> HttpResponse:
    """Calls an action upon an account of the administrator's government, and goes back to its page."""
    user = get_object_or_404(User, pk=pk, government=request.user.government_id)
    try:
        act(user=user, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done.format(user.name))
    return redirect("user_edit", user.pk)
