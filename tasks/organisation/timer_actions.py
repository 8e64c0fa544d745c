"""定时任务: tells in the audit log of a government that a timer's task has failed for it."""

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Event, Government, User


@transaction.atomic
def record_timer_failure(*, government: Government, task: str, reason: str, by: User | None = None) -> None:
    """Adds the audit row of a failure, once a day for the same task: a timer may run every ten minutes.

    Args:
        task: such as 催办.
        by: not used: a timer is nobody.
    """
    today = Event.objects.filter(
        kind=EventKind.TIMER_FAILED, government_id=government.pk, at__date=clock.today(), subject=f"{government} {task}"
    )
    if not today.exists():
        record(
            EventKind.TIMER_FAILED,
            government,
            by=None,
            government_id=government.pk,
            title=f"{government} {task}",
            reason=reason,
            succeeded=False,
        )
