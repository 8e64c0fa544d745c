"""登录: where a person is signed in now."""

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from tasks import clock
from tasks.models import SignedInSession, User


def select_live_sessions(user: User) -> QuerySet[SignedInSession]:
    """Selects where the person is signed in, the last used first."""
    live = Session.objects.filter(expire_date__gt=clock.get_real_moment()).values("session_key")
    return user.signed_in_sessions.filter(session_key__in=live)
