"""Finds the account of a person whom an identity platform names; none is ever made."""

from django.conf import settings
from django.utils.module_loading import import_string

from tasks.models import User


class PlatformAway(Exception):
    """The identity platform does not answer."""


class PlatformRefused(Exception):
    """The answer of the identity platform is not one to this browser's question."""


def find_account(identity: str) -> User | None:
    """Finds the account with that 统一身份账号, or else the one of that username that has no other.

    Args:
        identity: as the platform says it; upper and lower case count.
    """
    if not identity:
        return None
    return User.objects.filter(identity=identity).first() or User.objects.filter(username=identity, identity="").first()


def call_platform(name: str, *args):
    """Calls a function of ``platform``, whose libraries are loaded only in an installation that has one.

    Raises:
        PlatformAway, PlatformRefused: as the function does.
    """
    if not settings.DUBAN_OIDC.issuer:
        raise PlatformRefused("no identity platform is set")
    return import_string(f"tasks.signing_on.platform.{name}")(*args)
