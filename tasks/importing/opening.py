"""Opens a file that somebody brings: recognises it by its content, lets it through the gate, has an old format converted."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

from django.core.files import File

from tasks.converting.kinds import FileKind, recognise_file
from tasks.importing.gate import MAX_BYTES, MEGABYTE, SAVE_AS, require_safe_package
from tasks.importing.old_files import CONVERSIONS, PATIENCE, convert_old_file
from tasks.importing.raw import Unreadable
from tasks.importing.strict import tidy_package
from tasks.importing.text_table import decode_text, is_text_table
from tasks.secrecy.bar import describe_marked_file, find_mark_of_file

#: what the readers know, and the kind of the file that each comes from
DOCX, XLSX, TEXT = "docx", "xlsx", "csv"
_READ = {FileKind.DOCX: DOCX, FileKind.XLSX: XLSX}
#: in which part of the package rows stand, and how each begins
_ROWS = {
    DOCX: ("word/document", re.compile(rb"<(?:\w{1,20}:)?tr[ >]")),
    XLSX: ("xl/worksheets/", re.compile(rb"<(?:\w{1,20}:)?row[ >]")),
}
#: the endings that a browser offers
IMPORTED_ENDINGS = tuple(dict.fromkeys([*(end for kind in (*_READ, *CONVERSIONS) for end in kind.endings), ".csv"]))


@dataclass(frozen=True)
class OpenedFile:
    """A file that is safe to parse.

    Attributes:
        kind: ``docx``, ``xlsx`` or ``csv``.
        notes: what has to be told of how it was opened, in Chinese.
    """

    kind: str
    content: bytes
    notes: list[str] = field(default_factory=list)


def open_safe_file(
    source: str | Path | BinaryIO | File, filename: str, limit: int = MAX_BYTES, patience: float = PATIENCE
) -> OpenedFile:
    """Opens a file.

    Args:
        source: a path or an open binary file.
        filename: as shown to people.
        limit: the largest size accepted, in bytes.
        patience: seconds that a conversion may take.

    Raises:
        Unreadable: the file is not safe; the message says in Chinese why. ``NotYetConverted`` where the conversion takes longer.
    """
    content = _read_bytes(source, filename, limit)
    if not content:
        raise Unreadable(f"文件“{filename}”是空的。")
    kind = recognise_file(BytesIO(content))
    if kind in CONVERSIONS:
        made, notes = convert_old_file(content, kind, filename, patience)
        return OpenedFile(*_open_package(made, filename), notes)
    if content.startswith(b"PK"):
        return OpenedFile(*_open_package(content, filename))
    if kind is None and is_text_table(content):
        if mark := find_mark_of_file(filename, lambda: (decode_text(content) or ("", ""))[0]):
            raise Unreadable(describe_marked_file(filename, mark))
        return OpenedFile(TEXT, content)
    raise Unreadable(_describe_refusal(kind, filename))


def count_table_rows(opened: OpenedFile) -> int:
    """Counts the rows that stand in the tables of a file, without reading these."""
    if opened.kind == TEXT:
        return opened.content.count(b"\n")
    folder, row = _ROWS[opened.kind]
    with ZipFile(BytesIO(opened.content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith(folder) and name.endswith(".xml")]
        return sum(len(row.findall(archive.read(name))) for name in parts)


def _open_package(content: bytes, filename: str) -> tuple[str, bytes]:
    require_safe_package(content, filename)
    tidy = tidy_package(content)
    kind = recognise_file(BytesIO(tidy))
    if kind not in _READ:
        raise Unreadable(_describe_refusal(kind, filename))
    return _READ[kind], tidy


def _read_bytes(source, filename: str, limit: int) -> bytes:
    if hasattr(source, "read"):
        content = source.read(limit + 1)
    else:
        try:
            with open(source, "rb") as file:
                content = file.read(limit + 1)
        except FileNotFoundError as error:
            raise Unreadable(f"没有找到文件“{filename}”。") from error
        except OSError as error:
            raise Unreadable(f"文件“{filename}”打不开，请检查路径和权限。") from error
    if len(content) > limit:
        raise Unreadable(
            f"文件“{filename}”超过 {limit // MEGABYTE} MB，未导入。附表一般不足 1 MB，请检查是否选错文件。"
        )
    return content


def _describe_refusal(kind: FileKind | None, filename: str) -> str:
    if kind is FileKind.ENCRYPTED:
        return f"文件“{filename}”设有打开密码（已加密），请取消密码后再导入。"
    if kind is FileKind.UNKNOWN_OLE:
        return f"文件“{filename}”是旧格式，但不是完整的 Word、Excel 或 WPS 文件。{SAVE_AS}"
    if kind is FileKind.PDF:
        return f"文件“{filename}”是 PDF，不能导入；请导入 Word（.docx）或 Excel（.xlsx）原件。"
    told = f"是{kind.label}，" if kind and kind not in (FileKind.ZIP, *_READ) else ""
    return f"文件“{filename}”{told}不是 Word（.docx）或 Excel（.xlsx）文件。"
