"""账号盘点: disables many accounts, and renews the first passwords of people who have never signed in."""

from collections.abc import Collection, Sequence

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.enums import WITH_POWERS
from tasks.models import Government, User
from tasks.models.changes import ChangedMeanwhile, build_field_state
from tasks.organisation.account_actions import (
    USER_FIELDS,
    refuse_locking_out,
    set_or_prepare_password,
    store_user,
)
from tasks.organisation.account_inventory import list_names
from tasks.organisation.first_passwords import FirstPassword, IssuedPassword
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.terms.later import say_later

UNKNOWN = say_later("所选账号有的不在本{terms.place}，没有办理。请刷新页面后重新勾选。")
SIGNED_IN_BEFORE = "{names}已经登录过，不再用初始密码；忘记密码的，请在其用户页重置。没有办理任何一个账号。"
RETIRED = "{names}已停用，没有办理任何一个账号。"
WITH_POWERS_BY_MAIL = (
    "{names}的账号有管理或办理权限，三员分立后新密码须经安全管理员确认，请重发密码条。没有办理任何一个账号。"
)
WITHOUT_EMAIL = "{names}没有填写电子邮箱，不能发激活邮件。没有办理任何一个账号。"


@transaction.atomic
def disable_users(*, government: Government, ids: Collection[int], by: User) -> list[User]:
    """Disables the accounts, all or none; one that is disabled already is left alone.

    Returns:
        Those that were in use, each with its own audit row.

    Raises:
        Refused: an account is of another government, or the role may not.
        ValidationError: his own, or the last administrator; the message names the account.
    """
    users = _lock_users(government, ids, by)
    disabled = [user for user in users if user.is_active]
    for user in disabled:
        values = {name: getattr(user, name) for name in USER_FIELDS} | {"is_active": False}
        try:
            refuse_locking_out(user, values, by)
            store_user(user, build_field_state(user, USER_FIELDS), values, by=by)
        except ValidationError as refusal:
            raise ValidationError(f"{user.name}（{user.username}）：{''.join(refusal.messages)}") from refusal
    return disabled


@transaction.atomic
def renew_first_passwords(
    *, government: Government, ids: Collection[int], passwords: Sequence[FirstPassword], by: User
) -> list[IssuedPassword]:
    """Gives people who have never signed in a new password each, all or none; the old one no longer holds, save where
    the new one waits for 安全管理员.

    Args:
        passwords: at least as many as accounts; hashed before, since that takes seconds.

    Raises:
        Refused: somebody has signed in meanwhile or is disabled, or as ``disable_users``.
        ValidationError: a change of an account waits.
    """
    users = _lock_newcomers(government, ids, by)
    if len(users) > len(passwords):
        raise ChangedMeanwhile(UNKNOWN)
    issued = [IssuedPassword(user, password.clear) for user, password in zip(users, passwords, strict=False)]
    for user, password in zip(users, passwords, strict=False):
        set_or_prepare_password(user, password.encoded, by=by)
    return issued


@transaction.atomic
def withdraw_first_passwords(*, government: Government, ids: Collection[int], by: User) -> list[User]:
    """Takes the passwords of people who have never signed in away, so that a link by e-mail can take their place.

    Raises:
        Refused: somebody has no e-mail address, or as ``renew_first_passwords``.
    """
    users = _lock_newcomers(government, ids, by)
    government = users[0].home if users else government
    _refuse_any([user for user in users if not user.email], WITHOUT_EMAIL)
    if government.separates_administrators:
        _refuse_any([user for user in users if user.role in WITH_POWERS], WITH_POWERS_BY_MAIL)
    for user in users:
        set_or_prepare_password(user, make_password(None), by=by)
    return users


def _lock_newcomers(government: Government, ids: Collection[int], by: User) -> list[User]:
    users = _lock_users(government, ids, by)
    _refuse_any([user for user in users if not user.is_active], RETIRED)
    _refuse_any([user for user in users if user.last_login], SIGNED_IN_BEFORE)
    return users


def _lock_users(government: Government, ids: Collection[int], by: User) -> list[User]:
    if not can(by, Permission.MANAGE_USERS) or by.government_id != government.pk:
        raise Refused(describe_role_refusal(by))
    government = lock_government(government)
    users = list(government.users.filter(pk__in=ids).select_for_update(of=("self",)))
    if len(users) < len(set(ids)):
        raise Refused(UNKNOWN)
    return users


def _refuse_any(users: list[User], sentence: str) -> None:
    if users:
        raise Refused(sentence.format(names=list_names(users)))
