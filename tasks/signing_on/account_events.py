"""What happened to a person's own account, as its owner may read it."""

from django.db.models import QuerySet

from tasks.enums import EventKind
from tasks.models import Event, User

KINDS = (
    EventKind.SIGNED_IN,
    EventKind.SIGN_IN_FAILED,
    EventKind.SESSION_ENDED,
    EventKind.SESSION_IDLED,
    EventKind.PASSWORD_CHANGED,
    EventKind.PASSWORD_RESET,
    EventKind.POWERFUL_PASSWORD_RESET,
    EventKind.ADMINISTRATOR_RESTORED,
    EventKind.CHANGE_CONFIRMED,
    EventKind.ACCOUNT_UNLOCKED,
    EventKind.SECOND_FACTOR_ADDED,
    EventKind.SECOND_FACTOR_REMOVED,
    EventKind.RECOVERY_CODES_MADE,
    EventKind.RECOVERY_CODE_USED,
)
#: what somebody else may do to an account, of which its owner has to know
BY_OTHERS = (
    EventKind.PASSWORD_RESET,
    EventKind.POWERFUL_PASSWORD_RESET,
    EventKind.ADMINISTRATOR_RESTORED,
    EventKind.CHANGE_CONFIRMED,
    EventKind.ACCOUNT_UNLOCKED,
    EventKind.SECOND_FACTOR_REMOVED,
)


def select_account_events(user: User) -> QuerySet[Event]:
    """Selects the audit rows about the person's account, the newest first."""
    return Event.objects.about(user).filter(kind__in=KINDS)


def list_news(user: User) -> list[Event]:
    """Lists what others did to the account since the person last signed in."""
    if user.last_login is None:
        return []
    return list(
        select_account_events(user).filter(kind__in=BY_OTHERS, at__gt=user.last_login).exclude(actor_id=user.pk)
    )
