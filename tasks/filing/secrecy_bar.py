"""Bars files that bear a mark of secrecy from the evidence."""

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import User
from tasks.permissions import Refused
from tasks.secrecy.file_texts import read_office_text, read_pdf_text
from tasks.secrecy.marks import find_secrecy_mark

BARRED = "“{name}”带有密级标志“{mark}”，未保存。涉密信息不得录入本系统，请按保密规定另行报送；确实不涉密的，去掉该标志后再传。"


def refuse_classified(upload: UploadedFile, *, by: User) -> None:
    """Looks for a mark of secrecy in the file's name, and in its text where that can be read; not in pictures.

    Called outside any transaction, since the audit row stays although the file is refused; the row holds the mark alone.

    Raises:
        Refused: there is one.
    """
    words = settings.DUBAN_CLASSIFIED_WORDS
    if not words:
        return
    name = upload.name or ""
    mark = find_secrecy_mark(name.rpartition(".")[0], words) or find_secrecy_mark(_read_text(upload, name), words)
    if not mark:
        return
    after = {"密级标志": mark, "大小": upload.size}
    record(EventKind.EVIDENCE_CLASSIFIED, by, by=by, government_id=by.government_id, after=after, succeeded=False)
    raise Refused(BARRED.format(name=name, mark=mark))


def _read_text(upload: UploadedFile, name: str) -> str:
    if name.lower().endswith((".docx", ".xlsx")):
        return read_office_text(upload)
    return read_pdf_text(upload) if name.lower().endswith(".pdf") else ""
