"""Loads the signed-in person and the number of unread notices in one query."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, Q

from tasks.models import User

UNREAD = Count("notices", filter=Q(notices__read_at__isnull=True))


class WithUnreadNotices(ModelBackend):
    """Django's backend, whose user also has the number of unread notices (``unread``)."""

    def get_user(self, user_id):
        user = User.objects.annotate(unread=UNREAD).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
