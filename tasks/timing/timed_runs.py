"""定时任务: the last run of each timed command, and whether it is too long ago."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min, OuterRef, Q, Subquery

from tasks.enums import RunState, TimedJob
from tasks.models import TimedRun

#: how long ago the last run without an error may be: the pause between two runs (deploy/systemd) and some hours more, in
#: which a machine that was off makes up for it
LONGEST_PAUSES = {
    TimedJob.SEND_REMINDERS: timedelta(hours=16),
    TimedJob.ASSESS: timedelta(hours=30),
    TimedJob.CLEAN_UP: timedelta(hours=30),
    TimedJob.BACKUP: timedelta(hours=30),
    TimedJob.VERIFY: timedelta(days=8),
    TimedJob.SEAL_EVENTS: timedelta(hours=1),
}
#: a run that has not ended after this has been broken off
LONGEST_RUN = timedelta(hours=6)


@dataclass(frozen=True)
class TimerStatus:
    """How it stands with one timed command.

    Attributes:
        last: the last run; None if there was none.
        succeeded_at: when the last run without an error ended; None if there was none.
        due_by: until when the next one has to have succeeded; None if no timer has ever run here.
    """

    job: TimedJob
    last: TimedRun | None
    succeeded_at: datetime | None
    due_by: datetime | None
    now: datetime

    @property
    def is_overdue(self) -> bool:
        return self.due_by is None or self.due_by < self.now

    @property
    def state(self) -> RunState | None:
        """How the last run ended; None if there was none."""
        return find_run_state(self.last, self.now) if self.last else None


def find_run_state(run: TimedRun, now: datetime) -> RunState:
    if run.ended_at:
        return RunState.FAILED if run.error else RunState.DONE
    return RunState.RUNNING if now - run.begun_at < LONGEST_RUN else RunState.BROKEN_OFF


def list_timer_statuses(now: datetime) -> list[TimerStatus]:
    """Lists how it stands with each timed command, in two queries.

    A command that has never succeeded is given its pause from the first run of any command here, so that a new
    installation is not at once in arrears with its weekly one.

    Args:
        now: the machine's real time.
    """
    latest = TimedRun.objects.filter(job=OuterRef("job")).order_by("-begun_at", "-pk").values("pk")[:1]
    last = {run.job: run for run in TimedRun.objects.filter(pk=Subquery(latest))}
    rows = (
        TimedRun.objects.order_by()
        .values("job")
        .annotate(first=Min("begun_at"), done=Max("ended_at", filter=Q(error="")))
    )
    found = {row["job"]: row for row in rows}
    begun = min((row["first"] for row in found.values()), default=None)
    succeeded = {job: found[job]["done"] if job in found else None for job in TimedJob}
    return [
        TimerStatus(job, last.get(job), succeeded[job], compute_due(job, succeeded[job] or begun), now)
        for job in TimedJob
    ]


def compute_due(job: TimedJob, since: datetime | None) -> datetime | None:
    return since + LONGEST_PAUSES[job] if since else None


def is_run_due(job: TimedJob, now: datetime) -> bool:
    """Returns whether a command that runs once a day has not been begun yet today.

    Args:
        now: the machine's real time, in local time.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return not TimedRun.objects.filter(job=job, begun_at__gte=midnight).exists()


def find_last_run(job: TimedJob) -> TimedRun | None:
    """Finds the last run of a command; None if there was none."""
    return TimedRun.objects.filter(job=job).first()
