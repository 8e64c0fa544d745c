"""Loads the signed-in person with what the head of every page shows, in one query."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, F, Q

from tasks.models import User

UNREAD = Count("notices", filter=Q(notices__read_at__isnull=True))


class WithUnreadNotices(ModelBackend):
    """Django's backend, whose user also has the number of unread notices (``unread``), and whether his government is a
    demonstration (``is_demonstration``) and wants a watermark (``has_watermark``)."""

    def get_user(self, user_id):
        user = (
            User.objects.annotate(
                unread=UNREAD,
                is_demonstration=F("government__is_demonstration"),
                has_watermark=F("government__has_watermark"),
            )
            .filter(pk=user_id)
            .first()
        )
        return user if user and self.user_can_authenticate(user) else None
