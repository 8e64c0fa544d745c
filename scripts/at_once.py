"""Runs commands at once, shows what each said one after another, and in the end how long each took.

    python scripts/at_once.py "NAME: COMMAND" …

The first is shown while it runs. The status is 1 where any failed.
"""

import os
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


def run(given: str, *, is_shown: bool) -> Part:
    """Runs ``NAME: COMMAND`` in bash; what it says is collected, and shown at once where wanted."""
    name, _, command = given.partition(": ")
    begun, output = time.monotonic(), bytearray()
    program = ["bash", "-euo", "pipefail", "-c", command]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:  # noqa: S603
        while process.stdout and (some := os.read(process.stdout.fileno(), 65_536)):
            output += some
            if is_shown:
                sys.stdout.buffer.write(some)
                sys.stdout.flush()
    return Part(name, output.decode(errors="replace"), time.monotonic() - begun, process.returncode != 0)


def main(commands: list[str]) -> int:
    print(f"== {commands[0].partition(': ')[0]}", flush=True)
    with ThreadPoolExecutor(len(commands)) as pool:
        running = [pool.submit(run, given, is_shown=number == 0) for number, given in enumerate(commands)]
        parts = [running[0].result()]
        for each in running[1:]:
            parts.append(each.result())
            print(f"== {parts[-1].name}\n{parts[-1].output}", flush=True)
    print("==")
    for part in parts:
        # the last line of pytest counts the tests
        last = (part.output.strip().splitlines() or ["没有输出"])[-1]
        print(f"{part.name:<12}{part.seconds:>5.0f} s  {'失败 ' if part.has_failed else ''}{last}")
    return int(any(part.has_failed for part in parts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
