"""Converts Word files to PDF with LibreOffice if it is installed."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.printing.delivery import OfficeFile

PROGRAMS = ("soffice", "libreoffice")
# a report of two hundred items takes some ten seconds
TIMEOUT_SECONDS = 120
FONTS = Path(__file__).parent / "fonts.conf"


class PdfConversionError(Exception):
    """A file could not be converted to PDF; the message is in Chinese."""


def find_libreoffice() -> str | None:
    """Returns the path of LibreOffice; None if it is not installed."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def convert_to_pdf(file: OfficeFile) -> OfficeFile:
    """Converts a Word document to PDF.

    Raises:
        PdfConversionError: LibreOffice is missing or failed.
    """
    program = find_libreoffice()
    if program is None:
        raise PdfConversionError("本机没有安装 LibreOffice，不能生成 PDF。")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(file.content)
        try:
            run_libreoffice(program, source)
            content = source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise PdfConversionError("LibreOffice 没有生成 PDF，请改用 Word 文档。") from error
    return OfficeFile(f"{file.name.removesuffix('.docx')}.pdf", content)


def run_libreoffice(program: str, source: Path) -> None:
    """Runs LibreOffice with its own profile, because two runs with one profile wait for each other's lock."""
    subprocess.run(  # noqa: S603  a fixed program on a file of our own
        [
            program,
            f"-env:UserInstallation=file://{source.parent}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(source.parent),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS), "HOME": str(source.parent)},
    )
