"""已读: marks notices as read; the time is stored on the notice, and no event is recorded."""

from django.db import transaction

from tasks import clock
from tasks.models import Notice, User
from tasks.queries import select_visible_notices


@transaction.atomic
def mark_read(*, notice: Notice, by: User) -> bool:
    """Marks a notice as read.

    Returns:
        Whether it was unread; the time of the first reading stays.
    """
    return bool(_select_unread(by).filter(pk=notice.pk).update(read_at=clock.now()))


@transaction.atomic
def mark_all_read(*, newest: int, by: User) -> int:
    """Marks the notices up to ``newest`` as read.

    Args:
        newest: id of the newest notice that was shown; later ones stay unread.

    Returns:
        How many were unread.
    """
    return _select_unread(by).filter(pk__lte=newest).update(read_at=clock.now())


def _select_unread(user: User):
    return select_visible_notices(user).filter(read_at__isnull=True)
