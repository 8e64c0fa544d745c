"""Decides who may open a page. The queries decide what a person sees of it."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from tasks.pages.frame.context import AuthenticatedRequest
from tasks.permissions import Permission, can

View = Callable[..., HttpResponseBase]


def restrict_to(permission: Permission) -> Callable[[View], View]:
    """Decorates a view that only roles with the permission may open.

    Raises:
        PermissionDenied: the person's role does not have the permission.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: AuthenticatedRequest, *args, **kwargs) -> HttpResponseBase:
            if not can(request.user, permission):
                raise PermissionDenied(f"您的角色“{request.user.role.label}”不能使用这一页面。")
            return view(request, *args, **kwargs)

        return guarded

    return decorate
