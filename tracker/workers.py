"""The processes of the server, read out of /proc: how many there are, and how much memory they take."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")


@dataclass(frozen=True)
class Workers:
    """The working processes beside the one that answers, itself among them.

    Attributes:
        memory: bytes of all of them and their parent, what several share counted once; 0 if it cannot be read.
    """

    count: int
    memory: int


def find_workers(parent: int | None = None) -> Workers | None:
    """Finds the working processes of gunicorn; None under another server, such as that of development.

    Args:
        parent: its process id; that of the parent of this process unless given.
    """
    pid = os.getppid() if parent is None else parent
    try:
        if b"gunicorn" not in (PROCESSES / f"{pid}/cmdline").read_bytes():
            return None
        children = [int(each) for each in (PROCESSES / f"{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return None
    return Workers(len(children), sum(iterate_memory([pid, *children])))


def iterate_memory(pids: list[int]) -> Iterator[int]:
    """Yields the proportional share (PSS) of each process in bytes, as far as the system lets it be read."""
    for pid in pids:
        try:
            lines = (PROCESSES / f"{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        yield sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
