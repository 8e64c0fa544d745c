"""Bars files that bear a mark of secrecy from the evidence."""

from django.core.files.uploadedfile import UploadedFile

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import User
from tasks.permissions import Refused
from tasks.secrecy.bar import describe_marked_file, find_mark_of_file
from tasks.secrecy.file_texts import read_office_text, read_pdf_text


def refuse_classified(upload: UploadedFile, *, by: User) -> None:
    """Looks for a mark of secrecy in the file's name, and in its text where that can be read; not in pictures.

    Called outside any transaction, since the audit row stays although the file is refused; the row holds the mark alone.

    Raises:
        Refused: there is one.
    """
    name = upload.name or ""
    mark = find_mark_of_file(name, lambda: _read_text(upload, name))
    if not mark:
        return
    after = {"密级标志": mark, "大小": upload.size}
    record(EventKind.EVIDENCE_CLASSIFIED, by, by=by, government_id=by.government_id, after=after, succeeded=False)
    raise Refused(describe_marked_file(name, mark))


def _read_text(upload: UploadedFile, name: str) -> str:
    if name.lower().endswith((".docx", ".xlsx")):
        return read_office_text(upload)
    return read_pdf_text(upload) if name.lower().endswith(".pdf") else ""
