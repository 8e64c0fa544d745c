"""导入: reads Word and Excel files: file → raw document → parsed document → changes.

``tasks.importing.import_actions`` applies the changes.
"""

from pathlib import Path
from typing import BinaryIO

from django.core.files import File

from tasks.importing.docx import read_docx
from tasks.importing.gate import MAX_BYTES, load_safe_file
from tasks.importing.raw import RawDocument, Unreadable
from tasks.importing.strict import soften_strict_package
from tasks.importing.understand import parse_document
from tasks.importing.xlsx import read_xlsx

__all__ = ["Unreadable", "parse_document", "read_raw_document"]


def read_raw_document(source: str | Path | BinaryIO | File, filename: str, limit: int = MAX_BYTES) -> RawDocument:
    """Reads a Word or Excel file; its content decides which it is.

    Args:
        source: a path or an open binary file.
        filename: as shown to people; it may contain year and period.
        limit: the largest size accepted, in bytes.

    Raises:
        Unreadable: says in Chinese why the file cannot be read.
    """
    kind, content = load_safe_file(source, filename, limit)
    reader = read_docx if kind == "docx" else read_xlsx
    return reader(soften_strict_package(content), filename)
