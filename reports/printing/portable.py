"""Converts Word files to PDF with LibreOffice if it is installed."""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from reports.printing.delivery import OfficeFile

PROGRAMS = ("soffice", "libreoffice")
#: seconds, with the wait for another conversion: a report of two hundred items takes some ten
PATIENCE = 120
#: seconds between two looks whether another conversion has ended
PAUSE = 0.2
MISSING = "本机没有安装 LibreOffice，不能生成 PDF，请改用 Word 文档。"
FONTS = Path(__file__).parent / "fonts.conf"


class PdfConversionError(Exception):
    """A file could not be converted to PDF; the message is in Chinese."""


def find_libreoffice() -> str | None:
    """Returns the path of LibreOffice; None if it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def convert_to_pdf(file: OfficeFile, patience: int = PATIENCE) -> OfficeFile:
    """Converts a Word document to PDF.

    Args:
        patience: seconds.

    Raises:
        PdfConversionError: LibreOffice is missing, failed, or is not done in time.
        OSError: the document could not be written where temporary files lie.
    """
    program = find_libreoffice()
    if program is None:
        raise PdfConversionError(MISSING)
    with take_turn(patience) as left, TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(file.content)
        try:
            run_libreoffice(program, source, left)
            content = source.with_suffix(".pdf").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise PdfConversionError(
                f"LibreOffice 在 {patience} 秒内没有生成 PDF，已中止。请稍后再试，或改用 Word 文档。"
            ) from error
        except (subprocess.SubprocessError, OSError) as error:
            raise PdfConversionError("LibreOffice 没有生成 PDF，请改用 Word 文档。") from error
    return OfficeFile(f"{file.name.removesuffix('.docx')}.pdf", content)


@contextmanager
def take_turn(patience: int) -> Iterator[float]:
    """Waits until no other process of the machine converts a file, since two at once take the whole machine.

    Yields:
        The seconds that are left of the patience.

    Raises:
        PdfConversionError: the others are not done in time.
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
                    raise PdfConversionError(f"等了 {patience} 秒仍在生成别的 PDF，请稍后再试。") from None
                time.sleep(PAUSE)
        yield max(1.0, until - time.monotonic())


def compute_document_digest(document: bytes) -> str:
    """Computes a digest of what a Word document holds, without the time at which it was packed."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(BytesIO(document)) as archive:
        for name in sorted(archive.namelist()):
            content = archive.read(name)
            digest.update(f"{name}:{len(content)}:".encode() + content)
    return digest.hexdigest()


def run_libreoffice(program: str, source: Path, patience: float) -> None:
    """Runs LibreOffice with its own profile, because two runs with one profile wait for each other's lock.

    Raises:
        subprocess.TimeoutExpired: it was not done in time; neither the program nor what it has started goes on.
        subprocess.CalledProcessError: it failed.
    """
    command = [
        program,
        f"-env:UserInstallation=file://{source.parent}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS), "HOME": str(source.parent)}
    nowhere = subprocess.DEVNULL
    # a session of its own: the program is a script that starts another, and both have to end
    with subprocess.Popen(  # noqa: S603  a fixed program on a file of our own
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=environment, start_new_session=True
    ) as running:
        try:
            code = running.wait(patience)
        except BaseException:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    if code:
        raise subprocess.CalledProcessError(code, command)
