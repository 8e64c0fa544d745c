"""导入: reads Word and Excel files: file → raw document → parsed document → changes.

``tasks.importing.import_actions`` applies the changes.
"""

from pathlib import Path
from typing import BinaryIO

from django.core.files import File

from tasks.importing.docx import read_docx
from tasks.importing.gate import MAX_BYTES
from tasks.importing.old_files import PATIENCE
from tasks.importing.opening import DOCX, TEXT, XLSX, OpenedFile, open_safe_file
from tasks.importing.raw import RawDocument, Unreadable
from tasks.importing.text_table import read_text_table
from tasks.importing.understand import parse_document
from tasks.importing.xlsx import read_xlsx

__all__ = ["Unreadable", "parse_document", "read_opened_file", "read_raw_document"]

_READERS = {DOCX: read_docx, XLSX: read_xlsx, TEXT: read_text_table}


def read_raw_document(
    source: str | Path | BinaryIO | File, filename: str, limit: int = MAX_BYTES, patience: float = PATIENCE
) -> RawDocument:
    """Reads a Word or Excel file, or one that can be turned into such; its content decides which it is.

    Args:
        source: a path or an open binary file.
        filename: as shown to people; it may contain year and period.
        limit: the largest size accepted, in bytes.
        patience: seconds that a conversion may take.

    Raises:
        Unreadable: says in Chinese why the file cannot be read.
    """
    return read_opened_file(open_safe_file(source, filename, limit, patience), filename)


def read_opened_file(opened: OpenedFile, filename: str) -> RawDocument:
    """Reads a file that was let in; arguments and errors as of ``read_raw_document``."""
    document = _READERS[opened.kind](opened.content, filename)
    document.warnings[:0] = opened.notes
    return document
