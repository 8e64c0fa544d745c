"""两步验证: a code from the person's telephone after the password, or one of the recovery codes."""

import secrets

import segno
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from tasks.models import User

RECOVERY_CODES = 10
#: lower-case letters and digits that are not mistaken for each other
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def is_required(user: User) -> bool:
    """Returns whether the installation asks a second factor of the person's role, or his government of everybody."""
    if not settings.DUBAN_SECOND_FACTOR:
        return False
    asked_by_home = user.government is not None and user.government.requires_second_factor
    return user.role in settings.DUBAN_SECOND_FACTOR_ROLES or asked_by_home


def find_device(user: User) -> TOTPDevice | None:
    """Returns the telephone that the person has enrolled; None where the installation does not use any."""
    if not settings.DUBAN_SECOND_FACTOR:
        return None
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def count_recovery_codes(user: User) -> int:
    """Counts the recovery codes that are left."""
    return StaticToken.objects.filter(device__user=user).count()


def find_recovery_device(user: User) -> StaticDevice | None:
    """Returns what holds the person's recovery codes."""
    return StaticDevice.objects.filter(user=user).first()


def generate_key() -> str:
    """Generates a secret of 160 bits, in hexadecimal digits."""
    return random_hex(20)


def build_device(user: User, key: str) -> TOTPDevice:
    """Builds the telephone that is being enrolled; it is not saved."""
    return TOTPDevice(user=user, key=key, confirmed=True, name="手机动态码")


def format_key(device: TOTPDevice) -> str:
    """Formats the secret as people type it into a telephone: base 32 in groups of four."""
    secret = device.config_url.split("secret=")[1].split("&")[0]
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def render_code_picture(device: TOTPDevice) -> SafeString:
    """Draws the QR code that a telephone reads, as SVG."""
    drawn = segno.make(device.config_url, error="m").svg_inline(scale=5, border=4, light="#fff", omitsize=True)
    return SafeString(drawn.replace("<svg ", '<svg class="qr" role="img" aria-label="二维码" ', 1))


def generate_recovery_code() -> str:
    """Generates ten characters in two groups, about 49 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(2))


def compute_recovery_digest(code: str) -> str:
    """Computes what is stored of a recovery code, whose case, spaces and dash do not count."""
    written = "".join(code.lower().replace("-", "").split())
    return salted_hmac("duban.recovery", written, algorithm="sha256").hexdigest()[:16]


def is_telephone_code(code: str) -> bool:
    """Returns whether what was typed is meant as the code of a telephone: six digits."""
    return len(code) == 6 and code.isascii() and code.isdecimal()
