"""登录: where a person is signed in now."""

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from tasks import clock
from tasks.models import SignedInSession, User


def select_live_sessions(user: User) -> QuerySet[SignedInSession]:
    """Selects where the person is signed in, the last used first."""
    return user.signed_in_sessions.filter(session_key__in=select_live_keys())


def count_live_sessions() -> int:
    """Counts where anybody is signed in, whatever his government."""
    return SignedInSession.objects.filter(session_key__in=select_live_keys()).count()


def select_live_keys() -> QuerySet:
    return Session.objects.filter(expire_date__gt=clock.get_real_moment()).values("session_key")
