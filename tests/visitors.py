"""People at their browsers: signed in once, kept with the rows of their sessions, and at their places again for each test.

To sign somebody in takes as long as to ask a page, so that tests which ask every address in the name of everybody
would spend half of their time at the door.
"""

from collections.abc import Mapping

from django.conf import settings
from django.test import Client

from tasks.models import User
from tests.answers import WHO
from tests.cast import Cast, make_cast


def sign_in_as(user: User | None) -> Client:
    """A client of that person's own; of nobody for None."""
    client = Client()
    if user is not None:
        client.force_login(user, backend="tracker.backends.WithUnreadNotices")
    return client


def begin_sessions(people: Mapping[str, User | None]) -> dict[str, str]:
    """Signs everybody in; who → the key of the session, "" for nobody."""
    keys = {}
    for who, user in people.items():
        cookie = sign_in_as(user).cookies.get(settings.SESSION_COOKIE_NAME)
        keys[who] = cookie.value if cookie else ""
    return keys


def make_visitors() -> tuple[Cast, dict[str, str]]:
    """The cast, and who of the table of addresses → the key of the session."""
    cast = make_cast()
    return cast, begin_sessions({who: cast.person(who) for who in WHO})


def come_back(sessions: Mapping[str, str]) -> dict[str, Client]:
    """Who → a client in the session that was begun before."""
    clients = {}
    for who, key in sessions.items():
        clients[who] = Client()
        if key:
            clients[who].cookies[settings.SESSION_COOKIE_NAME] = key
    return clients
