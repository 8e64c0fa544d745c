"""What a person sees of his own account."""

from django.conf import settings

from tasks.models import User
from tasks.signing_on import second_factor
from tasks.signing_on.account_events import select_account_events
from tasks.signing_on.passwords import is_expired
from tasks.signing_on.sessions import select_live_sessions

EVENTS = 15


class OwnAccountPage:
    """Password, second factor, where the person is signed in, and what happened to the account."""

    def __init__(self, user: User, session_key: str | None):
        self.session_key = session_key
        self.sessions = list(select_live_sessions(user))
        self.others = [each for each in self.sessions if each.session_key != session_key]
        self.session_limit = settings.DUBAN_SESSION_LIMIT
        self.idle_minutes = settings.DUBAN_IDLE_MINUTES
        self.offers_second_factor = settings.DUBAN_SECOND_FACTOR
        self.requires_second_factor = second_factor.is_required(user)
        self.device = second_factor.find_device(user)
        self.codes_left = second_factor.count_recovery_codes(user) if self.device else 0
        self.password_set_at = user.password_set_at
        self.password_days = settings.DUBAN_PASSWORD_DAYS
        self.is_expired = is_expired(user)
        self.events = list(select_account_events(user)[:EVENTS])
