"""统一身份认证: asks the OpenID Connect provider of the settings who a person is. Reached through ``call_platform``."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from authlib.integrations.base_client import OAuthError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

from tasks.signing_on.matching import PlatformAway, PlatformRefused

#: number of seconds after which the platform counts as away
PATIENCE = 8


@contextmanager
def tell_failures_apart() -> Iterator[None]:
    """Turns the errors of the libraries into the two that matter.

    Raises:
        PlatformAway: nothing, or nothing that is the platform's, answers.
        PlatformRefused: the answer does not belong to the question, or its signature is wrong.
    """
    try:
        yield
    except RequestException as error:
        raise PlatformAway(str(error)) from error
    except (OAuthError, JoseError, ValueError, KeyError, TypeError) as error:
        raise PlatformRefused(str(error)) from error


def build_client() -> DjangoOAuth2App:
    """Builds the client of the platform, one for each setting: it keeps the platform's own description."""
    platform = settings.DUBAN_OIDC
    return register_client(platform.issuer, platform.client, platform.secret)


@cache
def register_client(issuer: str, client: str, secret: str) -> DjangoOAuth2App:
    """Registers a client that asks who a person is, with PKCE, and nothing else."""
    return OAuth().register(
        "platform",
        client_id=client,
        client_secret=secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "default_timeout": PATIENCE},
    )


def lead_to_platform(request: HttpRequest, way_back: str) -> HttpResponse:
    """Redirects to the platform, which sends the person to ``way_back``; raises as ``tell_failures_apart``."""
    with tell_failures_apart():
        return build_client().authorize_redirect(request, way_back)


def fetch_identity(request: HttpRequest) -> str:
    """Asks the platform whom it has sent back; returns its word in the claim of the settings, "" for none.

    Raises as ``tell_failures_apart``.
    """
    with tell_failures_apart():
        client, claim = build_client(), settings.DUBAN_OIDC.claim
        token = client.authorize_access_token(request)
        said = token.get("userinfo") or {}
        if claim not in said:
            said = client.userinfo(token=token)
        # no account bears this character, and a database may refuse to be asked for it
        return str(said.get(claim) or "").replace("\0", "")
