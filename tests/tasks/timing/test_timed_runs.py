"""定时任务: what is noted of a run, and when one is too long ago."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command

from tasks import clock
from tasks.enums import RunState, TimedJob
from tasks.models import TimedRun
from tasks.timing.timed_run_actions import note_run
from tasks.timing.timed_runs import list_timer_statuses

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def run(job: TimedJob, hours_ago: float, *, error: str = "", has_ended: bool = True) -> TimedRun:
    begun = NOW - timedelta(hours=hours_ago)
    return TimedRun.objects.create(
        job=job, begun_at=begun, ended_at=begun + timedelta(minutes=1) if has_ended else None, error=error
    )


def read_statuses() -> dict[TimedJob, tuple[RunState | None, bool]]:
    return {each.job: (each.state, each.is_overdue) for each in list_timer_statuses(NOW)}


def test_a_run_is_noted_with_its_end(db):
    with note_run(job=TimedJob.BACKUP):
        noted = TimedRun.objects.get()
        assert (noted.job, noted.ended_at) == (TimedJob.BACKUP, None)
    noted.refresh_from_db()
    assert (noted.ended_at >= noted.begun_at, noted.error) == (True, "")


@pytest.mark.parametrize(
    ("error", "noted"),
    [
        (CommandError("磁盘已满。"), "磁盘已满。"),
        (ValueError("张三的联系电话"), "ValueError"),
        (KeyboardInterrupt(), "KeyboardInterrupt"),
    ],
)
def test_a_run_that_fails_is_noted_without_what_somebody_wrote(db, error, noted):
    with pytest.raises(type(error)), note_run(job=TimedJob.ASSESS):
        raise error
    assert TimedRun.objects.get().error == noted


def test_where_nothing_has_ever_run_everything_is_overdue(db):
    assert read_statuses() == dict.fromkeys(TimedJob, (None, True))


def test_a_new_installation_gives_each_command_its_pause(db):
    run(TimedJob.SEND_REMINDERS, 0.5)
    assert {job: is_overdue for job, (_, is_overdue) in read_statuses().items()} == dict.fromkeys(TimedJob, False)


def test_the_last_success_counts_and_the_last_run_is_shown(db, count_queries):
    run(TimedJob.SEND_REMINDERS, 400)
    run(TimedJob.SEND_REMINDERS, 17)
    run(TimedJob.ASSESS, 29)
    run(TimedJob.ASSESS, 5, error="ValueError")
    run(TimedJob.CLEAN_UP, 7, has_ended=False)
    run(TimedJob.BACKUP, 1, has_ended=False)
    run(TimedJob.VERIFY, 8 * 24 - 1)
    with count_queries(2):
        found = read_statuses()
    assert found == {
        TimedJob.SEND_REMINDERS: (RunState.DONE, True),
        TimedJob.ASSESS: (RunState.FAILED, False),
        TimedJob.CLEAN_UP: (RunState.BROKEN_OFF, True),
        TimedJob.BACKUP: (RunState.RUNNING, True),
        TimedJob.VERIFY: (RunState.DONE, False),
        TimedJob.SEAL_EVENTS: (None, True),
    }


def test_the_timed_commands_note_their_runs_and_a_dry_run_does_not(db, capsys):
    call_command("send_reminders", "--dry-run")
    assert TimedRun.objects.count() == 0
    call_command("send_reminders")
    call_command("assess", "--store")
    call_command("verify")
    call_command("seal_events")
    call_command("clean_up")
    assert list(TimedRun.objects.order_by("pk").values_list("job", "error")) == [
        ("send_reminders", ""),
        ("assess", ""),
        ("verify", ""),
        ("seal_events", ""),
        ("clean_up", ""),
    ]


def test_the_clean_up_removes_what_has_expired_and_nothing_else(db, capsys):
    now = clock.get_real_moment()
    for key, days in (("old", -1), ("live", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    for days in (15, 13):
        TimedRun.objects.create(job=TimedJob.VERIFY, begun_at=now - timedelta(days=days))
    for days in (181, 179):
        log = AccessLog.objects.create(username=f"{days}")
        AccessLog.objects.filter(pk=log.pk).update(attempt_time=now - timedelta(days=days))
    call_command("clean_up")
    assert list(Session.objects.values_list("session_key", flat=True)) == ["live"]
    assert list(AccessLog.objects.values_list("username", flat=True)) == ["179"]
    kept = TimedRun.objects.values_list("job", flat=True).order_by("pk")
    assert list(kept) == ["verify", "clean_up"]
