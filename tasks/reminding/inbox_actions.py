"""已读: marks notices as read; the time is stored on the notice, and no event is recorded."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tasks import clock
from tasks.enums import ReminderKind
from tasks.models import Job, Notice, ProgressEntry, Reminder, User
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


def mark_return_notices_read(*, entry: ProgressEntry, by: User) -> None:
    """Marks as read what told a person of nothing but the return of an entry that he now files again; part of another
    action."""
    returned = Q(kind__in=(ReminderKind.RETURNED, ReminderKind.GIVEN_BACK), entry=entry)
    lines = Reminder.objects.filter(notice=OuterRef("pk"))
    handled = _select_unread(by).filter(Exists(lines.filter(returned)), ~Exists(lines.exclude(returned)))
    Notice.objects.filter(pk__in=handled.values("pk")).update(read_at=clock.now())


def mark_comment_notices_read(*, entry: ProgressEntry, keys: Collection[str], by: User) -> int:
    """Marks as read what told a person of words in the thread of an entry; part of another action.

    Args:
        keys: of the reminders, as ``commenting.comments.build_comment_key`` builds them.

    Returns:
        How many were unread.
    """
    lines = Reminder.objects.filter(notice=OuterRef("pk"), kind=ReminderKind.COMMENT, entry=entry, key__in=keys)
    told = list(_select_unread(by).filter(Exists(lines)).values_list("pk", flat=True)) if keys else []
    return Notice.objects.filter(pk__in=told).update(read_at=clock.now()) if told else 0


@transaction.atomic
def mark_job_notice_read(*, job: Job, by: User) -> None:
    """Marks as read what told a person how a job ended that he was looking at."""
    lines = Reminder.objects.filter(notice=OuterRef("pk"), kind=ReminderKind.JOB, key__startswith=f"job:{job.pk}/")
    read = _select_unread(by).filter(Exists(lines))
    Notice.objects.filter(pk__in=read.values("pk")).update(read_at=clock.now())


def _select_unread(user: User):
    return select_visible_notices(user).filter(read_at__isnull=True)
