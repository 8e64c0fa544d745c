"""Writes sheets to files with the names that offices use: one file, one for each sheet, or a zip."""

import os
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from reports.printing.document import write_document
from reports.printing.sheet import Sheet
from reports.printing.workbook import write_workbook

WRITERS = {"xlsx": write_workbook, "docx": write_document}
# file systems count bytes, and Han characters have three
LONGEST_NAME = 200
FORBIDDEN = str.maketrans('\\/:*?"<>|', "＼／：＊？＂＜＞｜")


@dataclass(frozen=True)
class OfficeFile:
    """A finished file; ``name`` includes the ending."""

    name: str
    content: bytes


def write_one_file(sheets: Sequence[Sheet], stem: str, form: str) -> OfficeFile:
    """Writes all sheets to one file.

    Args:
        stem: the name without ending.
        form: ``xlsx`` or ``docx``.
    """
    stream = BytesIO()
    WRITERS[form](sheets, stream)
    return OfficeFile(format_file_name(stem, form), stream.getvalue())


def write_separate_files(sheets: Sequence[Sheet], form: str) -> list[OfficeFile]:
    """Writes one file for each sheet, named by label and title: 附件3 正常推进131项….xlsx."""
    return [write_one_file([sheet], f"{sheet.label} {sheet.title}".strip(), form) for sheet in sheets]


def write_zip(files: Sequence[OfficeFile], stem: str) -> OfficeFile:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(file.name, file.content)
    return OfficeFile(format_file_name(stem, "zip"), stream.getvalue())


def format_file_name(stem: str, ending: str) -> str:
    """Formats a file name from ``stem``, shortened and without characters that file systems refuse."""
    clean = re.sub(r"\s+", " ", stem).translate(FORBIDDEN).strip(" .")
    cut = clean.encode()[:LONGEST_NAME].decode(errors="ignore").rstrip()
    return f"{cut or '附件'}.{ending}"


def save_file(file: OfficeFile, folder: Path) -> Path:
    """Saves the file to a folder, which is created if missing; replaces an older file of that name only when
    complete.

    Raises:
        OSError: the folder cannot be written to; no partial file remains.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{uuid4().hex}.part"
    try:
        unfinished.write_bytes(file.content)
        os.replace(unfinished, folder / file.name)
    finally:
        unfinished.unlink(missing_ok=True)
    return folder / file.name
