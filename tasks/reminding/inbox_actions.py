"""已读: that a person has read what he was told. The time of it stands on the notice and is its only trace."""

from django.db import transaction

from tasks import clock
from tasks.models import Notice, User
from tasks.queries import select_visible_notices


@transaction.atomic
def mark_read(*, notice: Notice, by: User) -> bool:
    """
    Returns:
        Whether it was unread; the time of the first reading stays.
    """
    return bool(_select_unread(by).filter(pk=notice.pk).update(read_at=clock.now()))


@transaction.atomic
def mark_all_read(*, newest: int, by: User) -> int:
    """
    Args:
        newest: the key of the newest notice that was shown; what came after it stays unread.

    Returns:
        How many were unread.
    """
    return _select_unread(by).filter(pk__lte=newest).update(read_at=clock.now())


def _select_unread(user: User):
    return select_visible_notices(user).filter(read_at__isnull=True)
