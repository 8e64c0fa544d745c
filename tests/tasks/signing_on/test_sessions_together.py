"""Two sign-ins of one person at one moment keep to the limit."""

import pytest
from django.contrib.sessions.backends.db import SessionStore

from tasks.enums import SignInRoad
from tasks.models import SignedInSession
from tasks.signing_on import session_actions
from tests.together import answers_at_one_moment


def live_key() -> str:
    session = SessionStore()
    session.create()
    return session.session_key


@pytest.mark.django_db(transaction=True)
def test_of_three_sign_ins_at_one_moment_as_many_stay_as_the_limit_says(cast, settings):
    settings.DUBAN_SESSION_LIMIT = 2

    def come_in(key: str):
        return lambda: session_actions.open_session(
            session_key=key, road=SignInRoad.LOCAL_PASSWORD, device="未知设备", by=cast.clerk
        )

    keys = [live_key() for _ in range(3)]
    assert answers_at_one_moment(*map(come_in, keys)) == [None, None, None]
    kept = set(SignedInSession.objects.values_list("session_key", flat=True))
    assert len(kept) == 2
    assert kept < set(keys)
    assert [SessionStore(key).exists(key) for key in keys].count(True) == 2
