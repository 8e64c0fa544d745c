"""两步验证: enrolled, asked for, given up, and removed by an administrator where the telephone is lost."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import User
from tasks.permissions import Refused
from tasks.signing_on.lockout_actions import refuse_other_administrators
from tasks.signing_on.second_factor import (
    RECOVERY_CODES,
    build_device,
    compute_recovery_digest,
    find_device,
    find_recovery_device,
    generate_recovery_code,
    is_required,
    is_telephone_code,
)
from tasks.signing_on.session_actions import lock_account

WRONG_CODE = "动态码或恢复码不正确，请核对手机上现在显示的六位数字。"
ALREADY_ENROLLED = "已经启用两步验证；换手机的，请先解除再启用。"
STILL_REQUIRED = "您的账号须使用两步验证，不能解除；换手机的，请联系系统管理员解除后重新启用。"


@transaction.atomic
def enrol_second_factor(*, key: str, code: str, by: User) -> list[str]:
    """Enrols the telephone that shows ``code``, and makes the recovery codes.

    Args:
        key: the secret that the telephone was given.

    Returns:
        The recovery codes, which are not stored in plain text.

    Raises:
        Refused: there is one already.
        ValidationError: the code is not the one that the telephone should show.
    """
    lock_account(by)
    if find_device(by):
        raise Refused(ALREADY_ENROLLED)
    device = build_device(by, key)
    if not device.verify_token(code.strip()):
        raise ValidationError({"code": "动态码不正确。请等手机显示下一个数字后再试；手机的时间须准确。"})
    record_second_factor(EventKind.SECOND_FACTOR_ADDED, by, by=by)
    return store_recovery_codes(by)


def store_recovery_codes(user: User) -> list[str]:
    """Makes new recovery codes in place of the old ones, inside the transaction of the caller."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="恢复码")
    codes = [generate_recovery_code() for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=compute_recovery_digest(code))
    return codes


@transaction.atomic
def use_code(*, code: str, by: User) -> bool:
    """Checks a code, each of which counts once; a wrong one makes the next try wait, longer each time.

    Returns:
        Whether it is right.

    Raises:
        Refused: the last wrong code is too fresh.
    """
    lock_account(by)
    code = code.strip()
    by_telephone = is_telephone_code(code)
    device = find_device(by) if by_telephone else find_recovery_device(by)
    if device is None:
        return False
    allowed, known = device.verify_is_allowed()
    if not allowed:
        wait = max(1, round((known["locked_until"] - clock.get_real_moment()).total_seconds()))
        raise Refused(f"动态码或恢复码连续输错，请在 {wait} 秒后再试。")
    is_right = device.verify_token(code if by_telephone else compute_recovery_digest(code))
    if is_right and not by_telephone:
        record_second_factor(EventKind.RECOVERY_CODE_USED, by, by=by)
    return is_right


@transaction.atomic
def replace_recovery_codes(*, code: str, by: User) -> list[str] | None:
    """Makes new recovery codes.

    Returns:
        The codes; None where ``code`` is wrong.

    Raises:
        Refused: as in ``use_code``.
    """
    if not use_code(code=code, by=by):
        return None
    record_second_factor(EventKind.RECOVERY_CODES_MADE, by, by=by)
    return store_recovery_codes(by)


@transaction.atomic
def give_up_second_factor(*, code: str, by: User) -> bool:
    """Removes one's own second factor.

    Returns:
        Whether ``code`` was right; nothing is removed where it was not.

    Raises:
        Refused: the role needs one, or as in ``use_code``.
    """
    lock_account(by)
    if is_required(by):
        raise Refused(STILL_REQUIRED)
    if not use_code(code=code, by=by):
        return False
    delete_second_factor(by)
    record_second_factor(EventKind.SECOND_FACTOR_REMOVED, by, by=by)
    return True


@transaction.atomic
def remove_lost_second_factor(*, user: User, by: User) -> None:
    """Removes the second factor of a person who has lost the telephone and the recovery codes.

    Raises:
        Refused: the user lacks the permission, it is his own, or there is none.
    """
    lock_account(user)
    refuse_other_administrators(user, by)
    if user.pk == by.pk:
        raise Refused("自己的两步验证请在“账号”页解除，或由其他系统管理员办理。")
    if find_device(user) is None:
        raise Refused(f"“{user.name}”没有启用两步验证，不用解除。")
    delete_second_factor(user)
    record_second_factor(EventKind.SECOND_FACTOR_REMOVED, user, by=by)


def delete_second_factor(user: User) -> None:
    """Deletes telephone and recovery codes, inside the transaction of the caller."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def record_second_factor(kind: EventKind, user: User, *, by: User) -> None:
    """Adds the audit row of an act upon a second factor; arguments as in ``audit.record``."""
    record(kind, user, by=by, government_id=user.government_id)
