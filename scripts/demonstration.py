"""The demonstration served on this machine for a moment: for pictures, measurements and rehearsals."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright

PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-lcd-text --hide-scrollbars --lang=zh-CN"
).split()
ACCOUNT = re.compile(r"^  (\w+) +(\S+)  ", re.MULTILINE)


def launch_chromium(playwright: Playwright, *flags: str) -> Browser:
    """Starts the Chromium of this machine, with more flags where a caller needs them.

    Raises:
        SystemExit: there is no Chromium.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise SystemExit("没有 Chromium：请先运行 make browser。")
    return playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])


def prepare_installation(environment: dict[str, str]) -> dict[str, str]:
    """Creates the installation, and returns the passwords of the demonstration's accounts by user name."""
    command = [sys.executable, "manage.py", "prepare"]
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return dict(ACCOUNT.findall(said.stdout))


def find_free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@contextmanager
def serve(environment: dict[str, str]) -> Iterator[str]:
    """Serves the product until the block ends; yields its address."""
    address = f"127.0.0.1:{find_free_port()}"
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tracker.serving", "--bind", address]
    server = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        wait_for_answer(f"http://{address}/sign-in/", server)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def wait_for_answer(url: str, server: subprocess.Popen, seconds: int = 60) -> None:
    for _ in range(seconds * 2):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  our own address
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the server did not start")
