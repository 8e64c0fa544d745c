"""定时任务: notes the runs of timed commands. No person does it, so it leaves no audit row."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from django.core.management.base import CommandError
from django.db import DatabaseError

from tasks import clock
from tasks.enums import TimedJob
from tasks.models import TimedRun

#: how long a run is kept: longer than the longest pause, and some run every minute
KEPT_FOR = timedelta(days=14)


@contextmanager
def note_run(*, job: TimedJob) -> Iterator[None]:
    """Notes when a run begins and ends, and with what error; what is raised goes on to the caller."""
    run = TimedRun.objects.create(job=job, begun_at=clock.get_real_moment())
    try:
        yield
    except BaseException as error:
        # where the database itself is away, the run stays without an end
        with suppress(DatabaseError):
            end_run(run=run, error=describe_error(error))
        raise
    end_run(run=run)


def end_run(*, run: TimedRun, error: str = "") -> None:
    run.ended_at, run.error = clock.get_real_moment(), error
    run.save(update_fields=["ended_at", "error"])


def describe_error(error: BaseException) -> str:
    """Returns the sentence of a command that could not do its work; of any other error its kind alone, since its words
    may quote what somebody wrote."""
    said = str(error) if isinstance(error, CommandError) else ""
    return (said or type(error).__name__)[:300]


def remove_unended_runs() -> None:
    """Removes the runs without an end out of a restored database: that of the backup itself, and what ran beside it."""
    TimedRun.objects.filter(ended_at=None).delete()


def remove_old_runs() -> int:
    """Removes the runs of two weeks ago and more.

    Returns:
        How many they were.
    """
    return TimedRun.objects.filter(begun_at__lt=clock.get_real_moment() - KEPT_FOR).delete()[0]
