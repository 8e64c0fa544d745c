"""What processes have used, read out of /proc: processor seconds and memory."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def list_family(pid: int) -> list[int]:
    """Returns a process and everything that descends from it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in list_family(int(child)))]


def sum_processor_seconds(pid: int) -> float:
    """Sums what the family of a process has used, with its children that have ended."""
    return sum(map(read_ticks, list_family(pid))) / TICKS


def read_ticks(pid: int) -> int:
    """Reads utime, stime, cutime and cstime, the 14th to 17th value of ``/proc/PID/stat``."""
    values = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, values[11:15]))


def sum_shared_memory(pid: int) -> float:
    """Sums the PSS of the family of a process in MB: what several share is counted once."""
    return sum(map(read_pss, list_family(pid))) / 1024


def read_pss(pid: int) -> int:
    """Returns kB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
