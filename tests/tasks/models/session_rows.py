"""Rows of signed-in sessions that the database refuses."""

from django.db.models import Value

from tasks import clock
from tasks.models import SignedInSession


def signed_in(cast, **values) -> SignedInSession:
    given = {"user": cast.clerk, "session_key": "s", "signed_in_at": clock.now(), "seen_at": clock.now()}
    return SignedInSession.objects.create(**given | values)


OF_SESSIONS = {
    "signedinsession_road_known": lambda cast: signed_in(cast, road=Value("window")),
}
