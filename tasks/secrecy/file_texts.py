"""Reads the text of uploaded files as far as it takes to find a mark of secrecy: Word, Excel, and PDF where pdftotext is installed."""

import html
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO

#: the parts of a Word, Excel, PPT, ODF or OFD file that hold text
TEXT_PART = re.compile(
    r"(?:word/[a-z]+\d*|xl/sharedStrings|xl/worksheets/[^/]+|ppt/slides/[^/]+|docProps/[a-z]+|content|styles|meta|(?:.*/)?Content)\.xml"
)
#: how Word, Excel and PPT of old keep their letters
OLD_CODINGS = ("utf-16-le", "gb18030")
BREAK = re.compile(rb"</(?:\w+:)?(?:p|h|si|c|row|title|subject|TextCode)>|<(?:\w+:)?(?:br|tab)\s*/>")
TAG = re.compile(rb"<[^>]{0,4000}>")
#: bytes that are unpacked of one file; a mark stands at its beginning or in its head line
MOST = 20 * 1024 * 1024
PDF_PROGRAM, PDF_PAGES, PDF_SECONDS = "pdftotext", 20, 10


def read_office_text(file: IO[bytes]) -> str:
    """Returns the text of a file that is a package of XML, each paragraph and cell on a line; "" where it cannot be unpacked."""
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


def read_old_text(file: IO[bytes], words: Iterable[str]) -> str:
    """Returns the bytes of an old Office file as letters, where one of the words is among them; "" where none is."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    texts = []
    for coding in OLD_CODINGS:
        found = {content.find(word.encode(coding)) for word in words} - {-1}
        # the letters of UTF-16 stand at even or at odd bytes
        texts += [content[at % 2 :].decode(coding, errors="replace") for at in found]
    return "\n".join(texts).replace("\r", "\n")


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
