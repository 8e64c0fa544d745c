"""Asks the directory whether a password is right. Loaded only where the settings name one."""

from logging import getLogger

from tasks.models import User
from tasks.signing_on.directory import DirectoryUnreachable, is_right_password
from tracker.backends import WithUnreadNotices

log = getLogger(__name__)


class DirectoryPasswords(WithUnreadNotices):
    """Lets in a person who has an account here and whose password the directory knows."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        user = User.objects.filter(username=username).first() if username and password else None
        if user is None or not self.user_can_authenticate(user):
            return None
        try:
            return user if is_right_password(user.identity or user.username, password) else None
        except DirectoryUnreachable as error:
            log.error("the directory cannot be asked: %s", error)
            if request is not None:
                request.is_directory_away = True
            return None
