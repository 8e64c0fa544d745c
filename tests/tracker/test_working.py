"""The worker: a real process on the database of the test, which is killed in the middle, and begun anew."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db import DatabaseBackend

from reports.pages.reporting import report_jobs
from tasks import clock
from tasks.enums import JobKind, JobState, TimedJob
from tasks.jobs.job_actions import add_job
from tasks.jobs.jobs import LOST
from tasks.jobs.queue_actions import do_job
from tasks.models import Job, JobWorker, Notice, TimedRun, User
from tracker.working import WorkingTwice, hold_place, send_daily_reminders

PATIENCE = 60


def build_environment(folder: Path) -> dict[str, str]:
    """The environment of a process on the test's own database; its programs lie in ``folder`` before those of the system."""
    own = connection.settings_dict
    place = f"{own['USER']}:{own['PASSWORD']}@{own['HOST'].replace('/', '%2F')}:{own['PORT']}/{own['NAME']}"
    url = f"sqlite:///{own['NAME']}" if connection.vendor == "sqlite" else f"postgresql://{place}"
    return {
        **os.environ,
        "PATH": f"{folder}:/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
        "DATABASE_URL": url,
        "DUBAN_VAR": f"{folder}",
    }


def start_worker(folder: Path, *options: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "work", "--interval", "0.1", *options]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=build_environment(folder))


def ask(cast, by: User) -> Job:
    """A job in the real queue."""
    arguments = {"plan": cast.plan.pk, "code": "Q1", "layout": "progress"}
    job, _ = add_job(kind=JobKind.REPORT_PDF, subject="报告 PDF", arguments=arguments, by=by)
    DatabaseBackend("default", {}).enqueue(do_job, [job.pk], {})
    return job


def list_children(parent: int) -> list[int]:
    """The processes that a process has started."""
    stats = [path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists()]
    return [int(stat.split()[0]) for stat in stats if stat.rpartition(")")[2].split()[1] == str(parent)]


def wait_for(job: Job, **values) -> Job:
    """Waits until the job's row holds the values."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        job.refresh_from_db()
        if all(getattr(job, name) == value for name, value in values.items()):
            return job
        time.sleep(0.05)
    raise AssertionError(f"{job.state} {job.step} {job.error}")


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_in_the_middle_loses_one_job_and_says_so(cast, tmp_path):
    """The program in the place of LibreOffice hangs at first, and writes its file the next time."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    first, second = ask(cast, cast.office), ask(cast, cast.office_head)
    worker = start_worker(tmp_path)
    try:
        wait_for(first, state=JobState.RUNNING, step=report_jobs.STEPS[2])
        while not (hanging := list_children(worker.pid)):
            time.sleep(0.05)
        twin = start_worker(tmp_path)
        assert twin.wait(PATIENCE) == 1
    finally:
        worker.kill()
        worker.wait()
    for child in hanging:
        os.kill(child, signal.SIGKILL)
    program.write_text('#!/bin/sh\nfor last; do :; done; echo "%PDF" >"${last%.docx}.pdf"\n')
    assert start_worker(tmp_path, "--once").wait(PATIENCE) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.error) == (JobState.FAILED, LOST)
    assert (second.state, second.error, second.worker) == (JobState.DONE, "", JobWorker.objects.get())
    told = Notice.objects.filter(subject="后台任务：报告 PDF").values_list("recipient__name", flat=True)
    assert sorted(told) == sorted([cast.office.name, cast.office_head.name])


def test_a_machine_has_one_worker():
    with hold_place(), pytest.raises(WorkingTwice), hold_place():
        pass


def test_reminders_are_sent_once_a_day(cast):
    send_daily_reminders()
    send_daily_reminders()
    run = TimedRun.objects.get(job=TimedJob.SEND_REMINDERS)
    assert (run.error, run.ended_at <= clock.get_real_moment()) == ("", True)


def test_the_server_and_its_worker_end_together(tmp_path):
    """Two programs that only wait; the second ends at once and is started anew."""
    (tmp_path / "worker").write_text(
        f"#!/bin/sh\necho $$ >>{tmp_path}/workers\nmkdir {tmp_path}/once && exit 0\nexec sleep 600\n"
    )
    (tmp_path / "server").write_text(f"#!/bin/sh\necho $$ >{tmp_path}/server-id\nexec sleep 600\n")
    code = "import sys; from tracker.side_by_side import run_both; sys.exit(run_both(*(['sh', each] for each in sys.argv[1:])))"
    command = [sys.executable, "-c", code, str(tmp_path / "server"), str(tmp_path / "worker")]
    both = subprocess.Popen(command, cwd=settings.BASE_DIR)
    workers = tmp_path / "workers"
    until = time.monotonic() + PATIENCE
    while not (workers.exists() and workers.read_text().count("\n") == 2) and time.monotonic() < until:
        time.sleep(0.05)
    both.terminate()
    assert both.wait(PATIENCE) == 0
    ids = [*workers.read_text().split(), (tmp_path / "server-id").read_text().strip()]
    assert [each for each in ids if is_running(each)] == []


def is_running(pid: str) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().split()[2] != "Z"
