"""Runs commands at once, shows their outputs one after another, and then how long each took.

    python scripts/at_once.py "NAME: COMMAND" …

The first command's output is shown while it runs. The exit status is 1 if any command failed.
"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    name: str
    output: str
    seconds: float
    has_failed: bool


def run(given: str, running: list[subprocess.Popen[bytes]], *, is_shown: bool) -> Part:
    """Runs ``NAME: COMMAND`` in bash as a process group, adds it to ``running``, collects its output."""
    name, _, command = given.partition(": ")
    begun, output = time.monotonic(), bytearray()
    program = ["bash", "-euo", "pipefail", "-c", command]
    with subprocess.Popen(  # noqa: S603
        program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        running.append(process)
        assert process.stdout  # noqa: S101  a pipe was asked for
        while some := os.read(process.stdout.fileno(), 65_536):
            output += some
            if is_shown:
                sys.stdout.buffer.write(some)
                sys.stdout.flush()
    return Part(name, output.decode(errors="replace"), time.monotonic() - begun, process.returncode != 0)


def run_all(commands: list[str]) -> list[Part]:
    """Runs all commands at once; an interrupt is passed on to them, so that each can clean up."""
    running: list[subprocess.Popen[bytes]] = []
    with ThreadPoolExecutor(len(commands)) as pool:
        waiting = [pool.submit(run, given, running, is_shown=given is commands[0]) for given in commands]
        try:
            parts = [waiting[0].result()]
            for each in waiting[1:]:
                parts.append(each.result())
                print(f"== {parts[-1].name}\n{parts[-1].output}", flush=True)
        finally:
            for process in running:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGINT)
    return parts


def main(commands: list[str]) -> int:
    # SIGTERM acts like Ctrl+C, and Ctrl+C works even if the parent process ignores it
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    print(f"== {commands[0].partition(': ')[0]}", flush=True)
    parts = run_all(commands)
    print("==")
    for part in parts:
        # the last line of pytest counts the tests
        last = (part.output.strip().splitlines() or ["没有输出"])[-1]
        print(f"{part.name:<12}{part.seconds:>5.0f} s  {'失败 ' if part.has_failed else ''}{last}")
    return int(any(part.has_failed for part in parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
