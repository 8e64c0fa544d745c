"""Reads the text of uploaded files as far as it takes to find a mark of secrecy: Word, Excel, and PDF where pdftotext is installed."""

import html
import re
import shutil
import subprocess
import zipfile
import zlib
from typing import IO

#: the parts of a Word or Excel file that hold text
TEXT_PART = re.compile(r"(?:word/[a-z]+\d*|xl/sharedStrings|xl/worksheets/[^/]+|docProps/[a-z]+)\.xml")
BREAK = re.compile(rb"</(?:\w+:)?(?:p|si|c|row|title|subject)>|<(?:\w+:)?(?:br|tab)\s*/>")
TAG = re.compile(rb"<[^>]{0,4000}>")
#: bytes that are unpacked of one file; a mark stands at its beginning or in its head line
MOST = 20 * 1024 * 1024
PDF_PROGRAM, PDF_PAGES, PDF_SECONDS = "pdftotext", 20, 10


def read_office_text(file: IO[bytes]) -> str:
    """Returns the text of a Word or Excel file, each paragraph and cell on a line; "" where it cannot be unpacked."""
    file.seek(0)
    texts, left = [], MOST
    try:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                if TEXT_PART.fullmatch(name) and left > 0:
                    with archive.open(name) as part:
                        content = part.read(left)
                    left -= len(content)
                    texts.append(_strip_tags(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error):
        return "\n".join(texts)
    finally:
        file.seek(0)
    return "\n".join(texts)


def _strip_tags(content: bytes) -> str:
    return html.unescape(TAG.sub(b"", BREAK.sub(b"\n", content)).decode(errors="replace"))


def read_pdf_text(file: IO[bytes]) -> str:
    """Returns the text of the first pages of a PDF; "" where the program is not there or does not come to its end."""
    program = shutil.which(PDF_PROGRAM)
    if program is None:
        return ""
    file.seek(0)
    try:
        done = subprocess.run(  # noqa: S603  a fixed program with fixed arguments
            [program, "-q", "-l", str(PDF_PAGES), "-enc", "UTF-8", "-", "-"],
            input=file.read(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PDF_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    finally:
        file.seek(0)
    return done.stdout[:MOST].decode(errors="replace")
