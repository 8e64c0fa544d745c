"""Who may open a page at all. What of it a person sees is decided by the queries."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.permissions import Permission, can

View = Callable[..., HttpResponseBase]


def restrict_to(verb: Permission) -> Callable[[View], View]:
    """A view that only roles with ``verb`` open; others are told so and get status 403.

    Raises:
        PermissionDenied: the person's role does not have the verb.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: AuthenticatedRequest, *args, **kwargs) -> HttpResponseBase:
            if not can(request.user, verb):
                raise PermissionDenied(f"您的角色“{request.user.role.label}”不能使用这一页面。")
            return view(request, *args, **kwargs)

        return guarded

    return decorate
