"""Loads the signed-in person with what the head of every page shows, in one query."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, F, Q

from tasks.models import User

UNREAD = Count("notices", filter=Q(notices__read_at__isnull=True))


class WithUnreadNotices(ModelBackend):
    """Django's backend, whose user also has the number of unread notices (``unread``), and whether his government is a
    demonstration (``is_demonstration``), wants a watermark (``has_watermark``), and what it calls things
    (``government_office``, ``government_terms``)."""

    def get_user(self, user_id):
        user = (
            User.objects.annotate(
                unread=UNREAD,
                is_demonstration=F("government__is_demonstration"),
                has_watermark=F("government__has_watermark"),
                government_office=F("government__office_name"),
                government_terms=F("government__terms"),
            )
            .filter(pk=user_id)
            .first()
        )
        return user if user and self.user_can_authenticate(user) else None
