"""Lists, adds and edits users. A generated password is shown once and never stored in clear text."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tasks.models import Unit, User
from tasks.organisation import account_actions
from tasks.organisation.separation import find_waiting_change
from tasks.pages.frame.context import AuthenticatedRequest
from tasks.pages.frame.numbers_first import CONFIRMED, ConfirmingAct, NumbersFirstPage
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.frame.views.saving import save_form
from tasks.pages.organisation.forms.users import UserForm
from tasks.pages.organisation.list_forms import UserListForm
from tasks.pages.organisation.site_address import get_site_address
from tasks.pages.organisation.tables import UserTable
from tasks.permissions import Permission
from tasks.reminding.recipients import RecipientDirectory
from tasks.signing_on.lockouts import list_lockouts
from tasks.signing_on.second_factor import find_device


def select_managed_users(user) -> QuerySet[User]:
    """Selects the users of the administrator's own government."""
    return User.objects.filter(government=user.government_id).select_related("unit", "official")


@require_safe
@restrict_to(Permission.MANAGE_USERS)
def user_list(request: AuthenticatedRequest) -> HttpResponse:
    """Lists the users of the government that the filter asks for, by role and unit; disabled accounts last."""
    form = UserListForm(request.GET)
    found = form.narrow(select_managed_users(request.user))
    users = list(found.order_by("-is_active", "role", "unit__name", "official__rank", "username"))
    locked = frozenset(lock.username for lock in list_lockouts([user.username for user in users]))
    table = UserTable(users, locked=locked)
    return render(request, "organisation/users.html", {"table": table, "form": form})


@never_cache
@require_http_methods(["GET", "POST"])
@restrict_to(Permission.MANAGE_USERS)
def user_add(request: AuthenticatedRequest) -> HttpResponse:
    """Adds a user and shows the generated password once."""
    government = request.user.home
    form = UserForm(request.POST or None, government=government)
    made = save_form(
        form,
        lambda: account_actions.add_user(government=government, values=form.get_values(), by=request.user),
    )
    if made:
        return render_password(request, *made, is_new=True)
    told: dict[str, Any] = {"form": form, "person": None, "has_second_factor": False, "locks": [], "waiting": None}
    return render(request, "organisation/user.html", told)


@require_http_methods(["GET", "POST"])
@restrict_to(Permission.MANAGE_USERS)
def user_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Edits a user; shows a colleague's newer save instead of overwriting it."""
    user = get_object_or_404(select_managed_users(request.user), pk=pk)
    former = user.unit
    form = UserForm(request.POST or None, instance=user, government=request.user.home)
    changed = save_form(
        form,
        lambda: account_actions.edit_user(
            user=user, values=form.get_values(), seen=form.cleaned_data["seen"], by=request.user
        ),
    )
    if changed:
        waits = find_waiting_change(changed)
        said = f"“{changed.name}”的变更已准备，安全管理员确认后生效。" if waits else f"已保存用户“{changed.name}”。"
        messages.success(request, said)
        warn_of_unit_left_alone(request, former, changed)
        return redirect("user_list")
    stored = get_object_or_404(select_managed_users(request.user), pk=pk)
    told = {
        "form": form,
        "person": stored,
        "has_second_factor": find_device(stored) is not None,
        "locks": list_lockouts([stored.username]),
        "waiting": find_waiting_change(stored),
    }
    return render(request, "organisation/user.html", told)


def warn_of_unit_left_alone(request: AuthenticatedRequest, former: Unit | None, changed: User) -> None:
    """Warns that nobody can sign or file for the unit that a person has just left, or whose account was disabled."""
    if former is None or not former.is_active or (changed.is_active and changed.unit == former):
        return
    if not RecipientDirectory(request.user.home).is_unit_reachable(former):
        messages.warning(request, f"{former.name}已没有在用的填报账号，不能签收和填报，也收不到通知；请为其开设账号。")


@never_cache
@require_POST
@restrict_to(Permission.MANAGE_USERS)
def password_reset(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Generates a new password and shows it once, after asking back."""
    user = get_object_or_404(select_managed_users(request.user), pk=pk)
    if user != request.user and CONFIRMED not in request.POST:
        return render(request, "frame/numbers_first.html", {"page": build_reset_page(user)})
    try:
        password = account_actions.reset_password(user=user, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect("user_edit", user.pk)
    return render_password(request, user, password)


def build_reset_page(user: User) -> NumbersFirstPage:
    """Builds the page that asks back before a password is reset."""
    live = user.signed_in_sessions.count()
    return NumbersFirstPage(
        title=f"重置“{user.name}”的密码？",
        lead="重置后原密码立即失效，本人已登录的页面随即退出；新密码只显示一次，请当面或电话告知本人，下次登录须改密码。",
        action=reverse("password_reset", args=[user.pk]),
        acts=[ConfirmingAct("重置密码")],
        counts=[(live, "处登录将退出", "watch")] if live else [],
        back=reverse("user_edit", args=[user.pk]),
    )


def render_password(request: AuthenticatedRequest, user: User, password: str, *, is_new: bool = False) -> HttpResponse:
    """Shows a generated password this one time, and whether it works only once 安全管理员 has confirmed it."""
    is_waiting = find_waiting_change(user) is not None
    address = get_site_address(request)
    told = {"person": user, "password": password, "is_waiting": is_waiting, "is_new": is_new, "address": address}
    return render(request, "organisation/user_password.html", told)
