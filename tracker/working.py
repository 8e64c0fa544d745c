"""The worker: does jobs out of the queue, says that it lives, and where no timers run, has the reminders sent."""

import fcntl
import logging
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from threading import Event, Thread

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tasks import clock
from tasks.enums import TimedJob
from tasks.jobs.worker_actions import begin_worker, note_worker_alive
from tasks.models import JobWorker
from tasks.timing.timed_runs import is_run_due

log = logging.getLogger(__name__)
#: seconds between two signs of life
BEAT = 5.0
#: the pages go first
NICENESS = 10
#: characters of the name of a worker
LONGEST_NAME = 64


class WorkingTwice(Exception):
    """Another worker runs on this machine."""


@contextmanager
def hold_place() -> Iterator[None]:
    """Holds the one place of a worker on this machine; it becomes free with the process, however that ends.

    Raises:
        WorkingTwice: somebody holds it.
    """
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "worker.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkingTwice("本机已有一个后台进程在运行，没有再启动。") from None
        yield


class Pulse(Thread):
    """Says every few seconds that the worker lives.

    Args:
        worker: as ``begin_worker`` returned it.
        parent: the process with which the worker ends; None for a worker that stands alone.
    """

    def __init__(self, worker: JobWorker, parent: int | None):
        super().__init__(daemon=True)
        self.worker, self.parent, self.is_over = worker, parent, Event()

    def run(self) -> None:
        while not self.is_over.wait(BEAT):
            try:
                note_worker_alive(worker=self.worker)
            except DatabaseError:
                log.warning("the worker could not say that it lives")
            finally:
                connections.close_all()
            if self.parent is not None and os.getppid() != self.parent:
                os.kill(os.getpid(), signal.SIGTERM)


def build_queue_worker(name: str, interval: float) -> Worker:
    """Builds the library's worker for all queues, which returns when nothing waits any more."""
    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def work(*, interval: float, sends_reminders: bool, is_once: bool, parent: int | None = None) -> None:
    """Does what waits, and looks again every ``interval`` seconds until it is ended by a signal.

    A database that is away ends it: what it had in hand then is lost, as the next worker finds when it begins.

    The first SIGTERM or SIGINT lets the job in hand come to its end, the second stops it.

    Args:
        sends_reminders: once a day, by the machine's time.
        is_once: ends when nothing waits any more.
        parent: the process with which it ends; None for none.

    Raises:
        WorkingTwice: another worker runs on this machine.
        DatabaseError: the database is away.
    """
    with hold_place():
        os.nice(NICENESS)
        name = socket.gethostname()[:LONGEST_NAME]
        pulse = Pulse(begin_worker(name=name), parent)
        pulse.start()
        queue = build_queue_worker(name, interval)
        queue.configure_signals()
        while queue.running:
            look_once(queue, sends_reminders=sends_reminders)
            if is_once:
                break
            time.sleep(interval)
        pulse.is_over.set()


def look_once(queue: Worker, *, sends_reminders: bool) -> None:
    """Does what waits."""
    close_old_connections()
    # a look needs no lock; the library takes one at each look of its own
    if DBTaskResult.objects.ready().exists():
        queue.run()
    if sends_reminders:
        send_daily_reminders()


def send_daily_reminders() -> None:
    """Sends the reminders if the last round of today is still to come."""
    if not is_run_due(TimedJob.SEND_REMINDERS, clock.get_real_time()):
        return
    try:
        call_command("send_reminders", stdout=StringIO())
    except CommandError as error:
        log.error("%s", error)
