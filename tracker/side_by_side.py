"""``python -m tracker.side_by_side``: the server and its worker under one command, which ends both (``make run``).

An office's machine has a service for each instead (``deploy/systemd``).
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

BASE = Path(__file__).resolve().parent.parent
#: seconds between two looks at the processes; those after which a process that was told to end is told again
PAUSE, PATIENCE = 0.5, 5.0
SERVER = (sys.executable, "-m", "gunicorn", "--config", "python:tracker.serving")
WORKER = (sys.executable, str(BASE / "manage.py"), "work", "--reminders", "--parent", str(os.getpid()))


class Ended(BaseException):
    """The command was told to end."""


def raise_ended(_number: int, _frame: FrameType | None) -> None:
    raise Ended


def start(command: Sequence[str]) -> subprocess.Popen:
    """Starts a process in a session of its own, so that Ctrl+C reaches this command alone."""
    return subprocess.Popen(command, cwd=BASE, start_new_session=True)  # noqa: S603  fixed programs of our own


def end(process: subprocess.Popen) -> None:
    """Ends a process: asks twice, then kills."""
    for ask in (process.terminate, process.terminate, process.kill):
        if process.poll() is not None:
            return
        ask()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)


def run_both(server_command: Sequence[str], worker_command: Sequence[str]) -> int:
    """Runs both until the server ends or a signal comes; a worker that ends is started anew.

    Returns:
        The status with which the server ended; 0 after a signal.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, raise_ended)
    server, worker = start(server_command), start(worker_command)
    try:
        while server.poll() is None:
            time.sleep(PAUSE)
            if worker.poll() is not None:
                worker = start(worker_command)
        return server.returncode
    except Ended:
        return 0
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        for process in (server, worker):
            end(process)


if __name__ == "__main__":
    sys.exit(run_both([*SERVER, *sys.argv[1:]], WORKER))
