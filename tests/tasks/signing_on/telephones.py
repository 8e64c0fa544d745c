"""A telephone that shows the codes of a second factor."""

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tasks.models import User
from tasks.signing_on import second_factor, second_factor_actions


def show_code(key: str, later: int = 0) -> str:
    """What a telephone with that secret shows now, or so many half minutes later."""
    shown = TOTP(bytes.fromhex(key))
    return f"{shown.token() if not later else shift(shown, later):06}"


def shift(shown: TOTP, later: int) -> int:
    shown.time = shown.t() * 30 + later * 30
    return shown.token()


def enrol(user: User) -> tuple[str, list[str]]:
    """Enrols a telephone; returns its secret and the recovery codes. Its present code counts as not used yet."""
    key = second_factor.generate_key()
    codes = second_factor_actions.enrol_second_factor(key=key, code=show_code(key), by=user)
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    return key, codes
