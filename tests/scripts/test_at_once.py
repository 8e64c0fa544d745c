"""``scripts/at_once.py``: the parts of a test run, side by side."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[2] / "scripts/at_once.py"


def run(*commands: str) -> tuple[int, str]:
    """The status, and what was printed, with every time as N s."""
    done = subprocess.run([sys.executable, PROGRAM, *commands], capture_output=True, text=True)
    assert done.stderr == ""
    return done.returncode, re.sub(r" +\d+ s", " N s", done.stdout)


def test_each_part_is_shown_whole_and_told_again_with_its_time_and_last_line():
    status, printed = run("first: echo one; echo 2 passed", "second: echo two; echo 3 passed")
    assert status == 0
    assert printed.splitlines() == [
        "== first",
        "one",
        "2 passed",
        "== second",
        "two",
        "3 passed",
        "",
        "==",
        "first N s  2 passed",
        "second N s  3 passed",
    ]


def test_one_part_that_fails_fails_the_run_and_the_others_are_heard_all_the_same():
    status, printed = run("first: false", "second: echo 3 passed")
    assert status == 1
    assert printed.splitlines()[-2:] == ["first N s  失败 没有输出", "second N s  3 passed"]


def test_the_parts_run_at_the_same_time(tmp_path):
    """Each waits until the other has come to the pipe between them, so one after the other would never end."""
    os.mkfifo(tmp_path / "pipe")
    status, printed = run(f"first: echo met > {tmp_path}/pipe", f"second: cat {tmp_path}/pipe")
    assert status == 0
    assert printed.splitlines()[-1] == "second N s  met"


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_who_ends_it_ends_its_parts_and_they_clean_up(tmp_path, asked):
    """The part has come to the pipe when the signal is sent, and would wait at the next one for good."""
    for name in ("pipe", "left"):
        os.mkfifo(tmp_path / name)
    part = f"trap 'rm {tmp_path}/left; exit 1' INT; echo come > {tmp_path}/pipe; read < {tmp_path}/left"
    with subprocess.Popen([sys.executable, PROGRAM, f"first: {part}"], stderr=subprocess.PIPE) as process:
        assert (tmp_path / "pipe").read_text() == "come\n"
        process.send_signal(asked)
        process.communicate()
    assert process.returncode != 0
    assert not (tmp_path / "left").exists()
