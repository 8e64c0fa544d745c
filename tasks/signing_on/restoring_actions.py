"""Restores an administrator from the server, for a government of which no administrator of a kind can sign in."""

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind, Role
from tasks.models import Government, User
from tasks.models.changes import build_field_state, diff_states
from tasks.organisation.account_actions import (
    USER_FIELDS,
    WELL_WRITTEN,
    fit_values,
    forget_sessions,
    generate_password,
    remember_password,
)
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Refused
from tasks.signing_on.lockouts import select_attempts
from tasks.signing_on.second_factor_actions import delete_second_factor
from tasks.terms import terms

OTHER_ROLE = "“{name}”（{username}）的角色是{role}，不在服务器上改作{wanted}；请另用一个用户名。"
ELSEWHERE = "用户名“{username}”属于其他{terms.place}，请另用一个。"


@transaction.atomic
def restore_administrator(
    *, government: Government, role: Role, username: str, name: str, by: User | None = None
) -> tuple[User, str]:
    """Adds an administrator, or lets one that is there in again: enabled, with a new password, without lock and second
    factor. Nobody has to confirm it; the audit log tells it, and the person at the next sign-in.

    Args:
        role: one of ``enums.ADMINISTRATORS``.
        by: None for the person at the server.

    Returns:
        The account and its password, which is not stored in plain text.

    Raises:
        Refused: the username is of another role or government.
        ValidationError: the username is badly written.
    """
    government = lock_government(government)
    user = User.objects.filter(username__iexact=username).select_for_update(of=("self",)).first()
    if user is None:
        user = _build_administrator(government, role, username, name)
    elif user.government_id != government.pk:
        raise Refused(ELSEWHERE.format(username=user.username, terms=terms))
    elif user.role != role:
        said = {"name": user.name, "username": user.username, "role": user.role.label, "wanted": role.label}
        raise Refused(OTHER_ROLE.format(**said))
    return user, _let_in_again(user, by)


def _build_administrator(government: Government, role: Role, username: str, name: str) -> User:
    WELL_WRITTEN(username)
    if not 1 <= len(name) <= 50 or len(username) > 150:
        raise ValidationError("请写姓名，不超过 50 字；用户名不超过 150 字。")
    user = User(government=government, username=username, name=name, role=role)
    fit_values(user, {field: getattr(user, field) for field in USER_FIELDS})
    return user


def _let_in_again(user: User, by: User | None) -> str:
    password = generate_password()
    before = build_field_state(user, USER_FIELDS) if user.pk else {}
    if user.pk:
        remember_password(user)
        forget_sessions(user)
        delete_second_factor(user)
    user.password, user.must_change_password, user.is_active = make_password(password), True, True
    user.save()
    select_attempts([user.username]).delete()
    before, after = diff_states(before, build_field_state(user, USER_FIELDS))
    record(EventKind.ADMINISTRATOR_RESTORED, user, by=by, government_id=user.government_id, before=before, after=after)
    return password
