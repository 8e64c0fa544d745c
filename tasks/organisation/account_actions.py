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
from tasks.enums import ADMINISTRATORS, OF_OFFICIALS, WITH_POWERS, EventKind, PreparedKind, Role
from tasks.models import Government, User
from tasks.models.changes import build_field_state, diff_states, refuse_if_changed
from tasks.organisation.organisation_actions import assign_values, lock_government, record_save
from tasks.organisation.preparing_actions import prepare_account_change, prepare_password, refuse_waiting_change
from tasks.organisation.separation import find_decisive_values
from tasks.terms import terms

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
        raise ValidationError({"official": f"{terms.leader}账号须对应一位{terms.leader}。"})
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
            raise ValidationError({field: f"只能选择本{terms.place}的单位和{terms.leader}。"})


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
        ValidationError: the user would disable himself or change his own role, or an administrator of a kind that the
            government needs would be its last one.
    """
    if user.pk == by.pk and not values["is_active"]:
        raise ValidationError({"is_active": "不能停用自己的账号，请由其他系统管理员办理。"})
    if user.pk == by.pk and values["role"] != user.role:
        raise ValidationError({"role": "不能修改自己的角色，请由其他系统管理员办理。"})
    needed = ADMINISTRATORS if user.home.separates_administrators else (Role.ADMINISTRATOR,)
    if user.role not in needed or not user.is_active or (values["is_active"] and values["role"] == user.role):
        return
    if not user.home.users.filter(role=user.role, is_active=True).exclude(pk=user.pk).exists():
        raise ValidationError(f"这是最后一个在用的{user.role.label}账号，不能停用或改作他用。")


@transaction.atomic
def add_user(*, government: Government, values: dict[str, Any], by: User | None) -> tuple[User, str]:
    """
    Args:
        values: of ``USER_FIELDS``.

    Returns:
        The user and the password, which is not stored in plain text and has to be changed at the first sign-in. Under
        三员分立 the account stays disabled until 安全管理员 confirms it.

    Raises:
        ValidationError: the username is taken, or the role lacks its unit or official.
    """
    government = lock_government(government)
    password = generate_password()
    user = User(government=government, password=make_password(password), must_change_password=True)
    return store_or_prepare_user(user, {}, values, by=by), password


@transaction.atomic
def edit_user(*, user: User, values: dict[str, Any], seen: str, by: User) -> User:
    """Edits an account; under 三员分立 what decides who somebody is and what he may do waits for 安全管理员.

    Raises:
        ChangedMeanwhile: somebody else has saved the user since.
        ValidationError: as in ``add_user``; or the change would lock ``by`` or every administrator out.
    """
    lock_government(user.home)
    user = User.objects.get(pk=user.pk)
    before = build_field_state(user, USER_FIELDS)
    refuse_if_changed(before, seen)
    refuse_locking_out(user, values, by)
    return store_or_prepare_user(user, before, values, by=by)


def forget_sessions(user: User) -> None:
    """Ends all sign-ins of the user, so that none of them comes back with the account."""
    keys = list(user.signed_in_sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    user.signed_in_sessions.all().delete()


def fit_values(user: User, values: dict[str, Any]) -> dict[str, Any]:
    """Returns ``values`` as they may be saved.

    Raises:
        ValidationError: the username or identity is taken, the place is foreign, or the role lacks one.
    """
    values = fit_place_to_role(values)
    refuse_foreign_place(user.home, values)
    refuse_taken_username(values["username"], user)
    refuse_taken_identity(values.get("identity", ""), user)
    return values


def store_or_prepare_user(user: User, before: dict, values: dict[str, Any], *, by: User | None) -> User:
    """Saves a user as ``store_user``; under 三员分立 prepares what has to be confirmed. Under the government's lock.

    What a command on the server does is not held, and no disabling is: an account without rights needs nobody's yes.

    Returns:
        The user as stored: a new one whose account waits is disabled.
    """
    is_new = user.pk is None
    decisive = {} if is_new else find_decisive_values(user, values)
    if decisive.keys() - {"is_active"} or decisive.get("is_active"):
        refuse_waiting_change(user)
    is_held = values["is_active"] and (is_new or decisive)
    if by is None or not user.home.separates_administrators or not is_held:
        return store_user(user, before, values, by=by)
    if is_new:
        store_user(user, before, values | {"is_active": False}, by=by)
    return prepare_edit(user, values, is_new=is_new, by=by)


def prepare_edit(user: User, values: dict[str, Any], *, is_new: bool, by: User) -> User:
    """Prepares all of ``values`` that differ, so that a save is confirmed as a whole; returns the user as stored."""
    values = fit_values(user, values)
    differing = {name: value for name, value in values.items() if getattr(user, name) != value}
    wanted = User(**{name: getattr(user, name) for name in USER_FIELDS} | differing)
    states = [build_field_state(each, USER_FIELDS) for each in (user, wanted)]
    before, after = diff_states(*states)
    kind = PreparedKind.ACCOUNT_ADDED if is_new else PreparedKind.ACCOUNT_CHANGED
    prepare_account_change(user, differing, before, after, kind=kind, by=by)
    return user


def store_user(
    user: User,
    before: dict,
    values: dict[str, Any],
    *,
    by: User | None,
    kind: EventKind = EventKind.USER_SAVED,
    reason: str = "",
) -> User:
    """Checks and saves a user, with an audit row of what differs from ``before``; under the government's lock."""
    values = fit_values(user, values)
    assign_values(user, values, USER_FIELDS)
    if not user.is_active:
        forget_sessions(user)
    record_save(kind, user, before, build_field_state(user, USER_FIELDS), by=by, reason=reason)
    return user


@transaction.atomic
def reset_password(*, user: User, by: User) -> str:
    """Sets a new password, which ends the user's sessions and has to be changed at the next sign-in.

    Under 三员分立 that of an account with powers waits for 安全管理员; the present one holds until then.

    Returns:
        The password; it is not stored in plain text.

    Raises:
        ValidationError: it is the user's own, which is changed, not reset; or a change of the account waits.
    """
    if user.pk == by.pk:
        raise ValidationError("自己的密码请在“改密码”页修改。")
    lock_government(user.home)
    password = generate_password()
    set_or_prepare_password(User.objects.get(pk=user.pk), make_password(password), by=by)
    return password


def set_or_prepare_password(user: User, encoded: str, *, by: User) -> None:
    """Gives an account a password that somebody else has generated, or prepares that; under the government's lock."""
    if user.role in WITH_POWERS and user.home.separates_administrators:
        prepare_password(user, encoded, by=by)
        return
    refuse_waiting_change(user)
    store_foreign_password(user, encoded, by=by)


def store_foreign_password(user: User, encoded: str, *, by: User | None, reason: str = "") -> None:
    """Saves a password that its owner did not choose, ends his sessions, and records it apart for accounts with powers."""
    remember_password(user)
    user.password = encoded
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    forget_sessions(user)
    kind = EventKind.POWERFUL_PASSWORD_RESET if user.role in WITH_POWERS else EventKind.PASSWORD_RESET
    record(kind, user, by=by, government_id=user.government_id, reason=reason)


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
def record_sign_in(*, by: User, after: dict | None = None) -> None:
    """Records a sign-in and sets ``last_login``.

    Args:
        after: label → value, what else is known of it.
    """
    # Django sets it to the real time, which may differ from the business date
    by.last_login = clock.now()
    by.save(update_fields=["last_login"])
    record(EventKind.SIGNED_IN, by, by=by, government_id=by.government_id, after=after)


def record_sign_out(*, by: User) -> None:
    """Records a sign-out; an expired session is not recorded."""
    record(EventKind.SIGNED_OUT, by, by=by, government_id=by.government_id)


def record_failed_sign_in(*, username: str, reason: str, by: User | None) -> None:
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
    )


def find_sole_government_id() -> int | None:
    """Returns the key of the only government, for attempts on unknown accounts; None where there are several."""
    ids = list(Government.objects.values_list("pk", flat=True)[:2])
    return ids[0] if len(ids) == 1 else None
