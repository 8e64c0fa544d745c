"""The address under which people reach this installation, as strips and e-mails name it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def get_site_address(request: HttpRequest) -> str:
    """Returns ``DUBAN_SITE_URL``, or else the address that the administrator himself uses."""
    return settings.DUBAN_SITE_URL or request.build_absolute_uri(reverse("home"))


def build_activation_link(request: HttpRequest) -> Callable[[int, str], str]:
    """Returns what builds the full address of a person's link."""
    origin = get_site_address(request)

    def build(pk: int, token: str) -> str:
        path = reverse("account_activate", args=[pk, token])
        return f"{origin.rstrip('/')}/{path.removeprefix(reverse('home'))}"

    return build
