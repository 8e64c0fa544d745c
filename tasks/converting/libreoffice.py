"""Runs LibreOffice where it is installed: one at a time, in a profile of its own, shut in by ``confine.py``."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from tasks.converting.confine import NOT_CONFINED

PROGRAMS = ("soffice", "libreoffice")
#: seconds between two looks whether another conversion has ended
PAUSE = 0.2
CONFINE, PROFILE, FONTS = (Path(__file__).parent / name for name in ("confine.py", "profile.xcu", "fonts.conf"))


class NotConverted(Exception):
    """A file was not converted."""


class Busy(NotConverted):
    """Another conversion did not end in time."""


class TooSlow(NotConverted):
    """LibreOffice was not done in time; neither it nor what it has started goes on."""


class Broken(NotConverted):
    """LibreOffice ended without the file, or could not be shut in."""


def find_libreoffice() -> str | None:
    """Returns the path of LibreOffice; None if it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def convert_with_libreoffice(
    program: str, content: bytes, endings: tuple[str, str], *, patience: float, filters: tuple[str, str] = ("", "")
) -> bytes:
    """Converts a file.

    Args:
        program: as ``find_libreoffice`` found it.
        endings: of the given file and of the wanted one, without a dot.
        patience: seconds, with the wait for another conversion.
        filters: LibreOffice's names of how to read and how to write; "" for what the endings say.

    Raises:
        Busy, TooSlow, Broken: there is no file; nothing that was started goes on.
        OSError: the file could not be written where temporary files lie.
    """
    with take_turn(patience) as left, TemporaryDirectory(prefix="duban-office-") as folder:
        source = Path(folder) / f"source.{endings[0]}"
        source.write_bytes(content)
        target = source.with_suffix(f".{endings[1]}")
        run_libreoffice(build_command(program, source, target, filters), source.parent, left)
        try:
            return target.read_bytes()
        except OSError as error:
            raise Broken("no file") from error


@contextmanager
def take_turn(patience: float) -> Iterator[float]:
    """Waits until no other process of the machine converts a file, since two at once take the whole machine.

    Yields:
        The seconds that are left of the patience.

    Raises:
        Busy: the others are not done in time.
    """
    until = time.monotonic() + patience
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "libreoffice.lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise Busy from None
                time.sleep(PAUSE)
        yield max(1.0, until - time.monotonic())


def build_command(program: str, source: Path, target: Path, filters: tuple[str, str]) -> list[str]:
    """Builds the command, whose profile lies beside the source, because two runs with one profile wait for each other."""
    reading, writing = filters
    return [
        program,
        f"-env:UserInstallation=file://{source.parent}/profile",
        "--headless",
        "--norestore",
        *([f"--infilter={reading}"] if reading else []),
        "--convert-to",
        target.suffix[1:] + (f":{writing}" if writing else ""),
        "--outdir",
        str(target.parent),
        str(source),
    ]


def run_libreoffice(command: list[str], folder: Path, patience: float) -> None:
    """Runs LibreOffice within a folder, with nothing of the server's surroundings.

    Raises:
        TooSlow, Broken: as of ``convert_with_libreoffice``.
    """
    profile = folder / "profile/user/registrymodifications.xcu"
    profile.parent.mkdir(parents=True)
    shutil.copy(PROFILE, profile)
    shutil.copy(FONTS, folder / "fonts.conf")
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }
    confined = [sys.executable, "-I", "-S", str(CONFINE), str(folder), str(int(patience) + 1), *command]
    nowhere = subprocess.DEVNULL
    # a session of its own: the program is a script that starts another, and both have to end
    with subprocess.Popen(  # noqa: S603  a fixed program on a file of our own
        confined, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=environment, cwd=folder, start_new_session=True
    ) as running:
        try:
            code = running.wait(patience)
        except subprocess.TimeoutExpired as error:
            raise TooSlow from error
        finally:
            kill_started(running.pid)
    if code:
        raise Broken("not shut in" if code == NOT_CONFINED else f"status {code}")


def kill_started(leader: int) -> None:
    """Ends what a program has started, whether it ended itself or not."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return
