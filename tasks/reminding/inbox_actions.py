"""已读: that a person has read what he was told. The time of it stands on the notice and is its only trace."""

from django.db import transaction

from tasks import clock
from tasks.models import Notice, User
from tasks.queries import notices_visible_to


@transaction.atomic
def mark_read(*, notice: Notice, by: User) -> bool:
    """
    Returns:
        Whether it was unread; the time of the first reading stays.
    """
    return bool(_unread(by).filter(pk=notice.pk).update(read_at=clock.now()))


@transaction.atomic
def mark_all_read(*, newest: int, by: User) -> int:
    """
    Args:
        newest: the key of the newest notice that was shown; what came after it stays unread.

    Returns:
        How many were unread.
    """
    return _unread(by).filter(pk__lte=newest).update(read_at=clock.now())


def _unread(user: User):
    return notices_visible_to(user).filter(read_at__isnull=True)
