"""Who is asking: the person of a session, with what the head of every page shows, in one query."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, Q

from tasks.models import User

UNREAD = Count("notices", filter=Q(notices__read_at__isnull=True))


class WithUnreadNotices(ModelBackend):
    """Django's own, whose person also knows how many notices wait unread (``unread``)."""

    def get_user(self, user_id):
        user = User.objects.annotate(unread=UNREAD).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
