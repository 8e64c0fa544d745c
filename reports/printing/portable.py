"""Converts Word files to PDF with LibreOffice if it is installed."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.printing.delivery import OfficeFile

PROGRAMS = ("soffice", "libreoffice")
#: seconds: a report of two hundred items takes some ten; the server ends a request after thirty
PATIENCE = 25
#: seconds for a command, which nobody waits for in front of a page
LONG_PATIENCE = 120
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
        raise PdfConversionError("本机没有安装 LibreOffice，不能生成 PDF，请改用 Word 文档。")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(file.content)
        try:
            run_libreoffice(program, source, patience)
            content = source.with_suffix(".pdf").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise PdfConversionError(
                f"LibreOffice 在 {patience} 秒内没有生成 PDF，已中止。请稍后再试，或改用 Word 文档。"
            ) from error
        except (subprocess.SubprocessError, OSError) as error:
            raise PdfConversionError("LibreOffice 没有生成 PDF，请改用 Word 文档。") from error
    return OfficeFile(f"{file.name.removesuffix('.docx')}.pdf", content)


def run_libreoffice(program: str, source: Path, patience: int) -> None:
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
