"""Bars files that bear a mark of secrecy from the evidence."""

import re

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from tasks.audit import record
from tasks.converting.kinds import FileKind, find_kind_of_name
from tasks.enums import EventKind
from tasks.filing.archives import list_member_names
from tasks.models import User
from tasks.permissions import Refused
from tasks.secrecy.bar import describe_marked_file, find_mark_of_file
from tasks.secrecy.file_texts import read_office_text, read_old_text, read_pdf_text

PACKAGES = (
    FileKind.DOCX,
    FileKind.XLSX,
    FileKind.PPTX,
    FileKind.ODT,
    FileKind.ODS,
    FileKind.ODP,
    FileKind.OFD,
)


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
    kind = find_kind_of_name(name)
    if kind is FileKind.PDF:
        return read_pdf_text(upload)
    if kind is FileKind.ZIP:
        return "\n".join(
            re.sub(r"\.\w+$", "", line) for member in list_member_names(upload) for line in member.split("/")
        )
    if kind in PACKAGES:
        return read_office_text(upload)
    if kind in (FileKind.DOC, FileKind.XLS, FileKind.PPT):
        return read_old_text(upload, settings.DUBAN_CLASSIFIED_WORDS)
    return ""
