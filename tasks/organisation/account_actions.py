"""Saves users and their passwords, and records sign-ins and sign-outs in the audit log."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.db.models import Q

from tasks import clock
from tasks.audit import record
from tasks.enums import OF_OFFICIALS, EventKind, Role
from tasks.models import Government, User
from tasks.models.changes import build_field_state, refuse_if_changed
from tasks.organisation.organisation_actions import assign_values, lock_government, record_save

USER_FIELDS = ("username", "name", "role", "unit", "official", "telephone", "email", "identity", "is_active")
#: letters and digits that are not mistaken for each other when read out or copied by hand
LEGIBLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
OF_A_UNIT = (Role.CLERK, Role.UNIT_HEAD)
WELL_WRITTEN = RegexValidator(r"\A[\w.@+-]+\Z", "用户名只能由汉字、字母、数字和 _ . @ + - 组成，中间不留空格。")


def generate_password() -> str:
    """Generates twelve legible characters in three groups, about 69 bits."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _ in range(4)) for _ in range(3))


def fit_place_to_role(values: dict[str, Any]) -> dict[str, Any]:
    """Returns ``values`` with unit and official cleared where the role does not need them.

    Raises:
        ValidationError: the role needs a unit or an official, and there is none.
    """
    role = Role(values["role"])
    if role in OF_A_UNIT and values["unit"] is None:
        raise ValidationError({"unit": f"{role.label}须选择所在单位。"})
    if role == Role.LEADER and values["official"] is None:
        raise ValidationError({"official": "区领导账号须对应一位区领导。"})
    return values | {
        "unit": values["unit"] if role in OF_A_UNIT else None,
        "official": values["official"] if role in OF_OFFICIALS else None,
    }


def refuse_foreign_place(government: Government, values: dict[str, Any]) -> None:
    """
    Raises:
        ValidationError: the unit or official belongs to another government.
    """
    for field in ("unit", "official"):
        if values[field] is not None and values[field].government_id != government.pk:
            raise ValidationError({field: "只能选择本辖区的单位和区领导。"})


def refuse_taken_username(username: str, user: User) -> None:
    """
    Raises:
        ValidationError: another user has it, in upper or lower case, since people do not tell Zhang and zhang apart.
    """
    if User.objects.filter(username__iexact=username).exclude(pk=user.pk).exists():
        raise ValidationError({"username": "用户名已被使用，请换一个。"})


def refuse_taken_identity(identity: str, user: User) -> None:
    """
    Raises:
        ValidationError: it, or that username, names another user: the identity platform's word means one person.
    """
    others = User.objects.exclude(pk=user.pk)
    if identity and others.filter(Q(identity=identity) | Q(username__iexact=identity)).exists():
        raise ValidationError({"identity": "该统一身份账号已对应其他用户，请核对。"})


def refuse_locking_out(user: User, values: dict[str, Any], by: User) -> None:
    """
    Raises:
        ValidationError: the user would disable himself or change his own role, or no active administrator remains.
    """
    if user.pk == by.pk and not values["is_active"]:
        raise ValidationError({"is_active": "不能停用自己的账号，请由其他系统管理员办理。"})
    if user.pk == by.pk and values["role"] != user.role:
        raise ValidationError({"role": "不能修改自己的角色，请由其他系统管理员办理。"})
    stays = values["is_active"] and values["role"] == Role.ADMINISTRATOR
    others = user.home.users.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.role == Role.ADMINISTRATOR and not stays and not others.exists():
        raise ValidationError("这是最后一个在用的系统管理员账号，不能停用或改作他用。")


@transaction.atomic
def add_user(*, government: Government, values: dict[str, Any], by: User | None) -> tuple[User, str]:
    """
    Args:
        values: of ``USER_FIELDS``.

    Returns:
        The user and the password, which is not stored in plain text and has to be changed at the first sign-in.

    Raises:
        ValidationError: the username is taken, or the role lacks its unit or official.
    """
    lock_government(government)
    password = generate_password()
    user = User(government=government, password=make_password(password), must_change_password=True)
    return store_user(user, {}, values, by=by), password


@transaction.atomic
def edit_user(*, user: User, values: dict[str, Any], seen: str, by: User) -> User:
    """
    Raises:
        ChangedMeanwhile: somebody else has saved the user since.
        ValidationError: as in ``add_user``; or the change would lock ``by`` or every administrator out.
    """
    lock_government(user.home)
    user = User.objects.get(pk=user.pk)
    before = build_field_state(user, USER_FIELDS)
    refuse_if_changed(before, seen)
    refuse_locking_out(user, values, by)
    return store_user(user, before, values, by=by)


def forget_sessions(user: User) -> None:
    """Ends all sign-ins of the user, so that none of them comes back with the account."""
    keys = list(user.signed_in_sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    user.signed_in_sessions.all().delete()


def store_user(user: User, before: dict, values: dict[str, Any], *, by: User | None) -> User:
    """Checks and saves a user, with an audit row of what differs from ``before``; under the government's lock."""
    values = fit_place_to_role(values)
    refuse_foreign_place(user.home, values)
    refuse_taken_username(values["username"], user)
    refuse_taken_identity(values.get("identity", ""), user)
    assign_values(user, values, USER_FIELDS)
    if not user.is_active:
        forget_sessions(user)
    record_save(EventKind.USER_SAVED, user, before, build_field_state(user, USER_FIELDS), by=by)
    return user


@transaction.atomic
def reset_password(*, user: User, by: User) -> str:
    """Sets a new password, which ends the user's sessions and has to be changed at the next sign-in.

    Returns:
        The password; it is not stored in plain text.

    Raises:
        ValidationError: it is the user's own, which is changed, not reset.
    """
    if user.pk == by.pk:
        raise ValidationError("自己的密码请在“改密码”页修改。")
    password = generate_password()
    remember_password(user)
    user.password = make_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    forget_sessions(user)
    record(EventKind.PASSWORD_RESET, user, by=by, government_id=user.government_id)
    return password


@transaction.atomic
def set_own_password(*, password: str, by: User) -> None:
    """Sets one's own password; the caller has checked the old one and the strength of the new one."""
    remember_password(by)
    by.password = make_password(password)
    by.must_change_password = False
    by.password_set_at = clock.now()
    by.save(update_fields=["password", "must_change_password", "password_set_at"])
    record(EventKind.PASSWORD_CHANGED, by, by=by, government_id=by.government_id)


def remember_password(user: User) -> None:
    """Keeps the hash of the present password among the last ``DUBAN_PASSWORD_HISTORY`` ones."""
    user.past_passwords.create(password=user.password, replaced_at=clock.now())
    kept = user.past_passwords.values_list("pk", flat=True)[: settings.DUBAN_PASSWORD_HISTORY]
    user.past_passwords.exclude(pk__in=list(kept)).delete()


@transaction.atomic
def record_sign_in(*, address: str, by: User, after: dict | None = None) -> None:
    """Records a sign-in and sets ``last_login``.

    Args:
        after: label → value, what else is known of it.
    """
    # Django sets it to the real time, which may differ from the business date
    by.last_login = clock.now()
    by.save(update_fields=["last_login"])
    record(EventKind.SIGNED_IN, by, by=by, government_id=by.government_id, address=address, after=after)


def record_sign_out(*, address: str, by: User) -> None:
    """Records a sign-out; an expired session is not recorded."""
    record(EventKind.SIGNED_OUT, by, by=by, government_id=by.government_id, address=address)


def record_failed_sign_in(*, username: str, reason: str, address: str, by: User | None) -> None:
    """Records a failed sign-in.

    Args:
        username: as typed; the account need not exist.
        by: the user of that account, where there is one; who typed it is not known.
    """
    record(
        EventKind.SIGN_IN_FAILED,
        by or User(username=username),
        by=by,
        government_id=by.government_id if by else find_sole_government_id(),
        title=f"账号“{username[:150]}”",
        reason=reason,
        succeeded=False,
        address=address,
    )


def find_sole_government_id() -> int | None:
    """Returns the key of the only government, for attempts on unknown accounts; None where there are several."""
    ids = list(Government.objects.values_list("pk", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None
