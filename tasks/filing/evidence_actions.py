"""佐证材料: checks, adds and removes the files of an entry. The content decides on a file's kind, not its name."""

import hashlib
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tasks import clock
from tasks.audit import record_on_entry
from tasks.enums import EventKind
from tasks.filing.entry_guard import lock_entry, require_entry_permission
from tasks.filing.evidence_kinds import require_taken_kind
from tasks.filing.secrecy_bar import refuse_classified
from tasks.filing.virus_scan import refuse_infected
from tasks.models import Evidence, Government, Objection, ProgressEntry, User
from tasks.models.stored_files import delete_once_committed, files_fall_with_rows, is_stored, store_content
from tasks.permissions import Permission, Refused

LIMIT_OF_ENTRY = 20
LIMIT_OF_OBJECTION = 5


def inspect_upload(upload: UploadedFile, *, by: User) -> str:
    """Checks size, kind, viruses and marks of secrecy before anything is locked; returns the SHA-256 of the content.

    Raises:
        Refused: the file is empty, too large, of a kind that is not allowed or not that of its name, infected, or bears
            a mark of secrecy.
    """
    _check_size(upload)
    require_taken_kind(upload)
    refuse_infected(upload, by=by)
    refuse_classified(upload, by=by)
    return _compute_sha256(upload)


def add_evidence(*, entry: ProgressEntry, upload: UploadedFile, by: User) -> Evidence:
    """Adds an uploaded file under a random name, with its SHA-256.

    Raises:
        Refused: the entry cannot be edited; ``inspect_upload`` refuses the file; the entry has a file with the same
            content; too many files.
    """
    checksum = inspect_upload(upload, by=by)
    with files_fall_with_rows(), transaction.atomic():
        lock_files(by)
        entry = lock_entry(entry.pk)
        require_entry_permission(by, Permission.EDIT_ENTRY, entry)
        _check_room(entry, upload, checksum)
        evidence = _store_evidence(entry, upload, checksum, by)
        after = {"文件": evidence.name, "大小": evidence.size, "校验值": evidence.sha256}
        record_on_entry(EventKind.EVIDENCE_ADDED, entry, by=by, after=after)
    return evidence


def lock_files(by: User) -> None:
    """Locks the user's government against others who add or remove files, since rows may share a stored file.

    It comes before the lock of the entry, as in imports and changes of rules.
    """
    Government.objects.select_for_update(no_key=True).get(pk=by.home.pk)


def inspect_objection_uploads(uploads: Sequence[UploadedFile], *, by: User) -> dict[str, UploadedFile]:
    """Checks the files of a 复核申请 and returns SHA-256 of the content → file.

    Raises:
        Refused: too many files, one that ``inspect_upload`` refuses, or the same content twice.
    """
    if len(uploads) > LIMIT_OF_OBJECTION:
        raise Refused(f"复核申请至多附 {LIMIT_OF_OBJECTION} 个材料。")
    checked = {inspect_upload(upload, by=by): upload for upload in uploads}
    if len(checked) < len(uploads):
        raise Refused("所附材料中有内容相同的，请只附一份。")
    return checked


def keep_with_objection(objection: Objection, upload: UploadedFile, checksum: str, by: User) -> Evidence:
    """Adds a file of a 复核申请 under ``lock_files``; the calling action adds the audit row."""
    return _store_evidence(objection.entry, upload, checksum, by, objection)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User) -> None:
    """Removes a file while the entry can be edited; the audit log keeps its name and SHA-256.

    The stored file is deleted with the last row that shares it.

    Raises:
        Refused: the entry cannot be edited, or the file belongs to a 复核申请.
    """
    lock_files(by)
    entry = lock_entry(evidence.entry_id)
    require_entry_permission(by, Permission.EDIT_ENTRY, entry)
    if evidence.objection_id:
        raise Refused("复核申请所附的材料不能移除。")
    file, before = evidence.file, {"文件": evidence.name, "校验值": evidence.sha256}
    evidence.delete()
    if not Evidence.objects.filter(file=file.name).exists():
        delete_once_committed(file)
    record_on_entry(EventKind.EVIDENCE_REMOVED, entry, by=by, before=before)


@transaction.atomic
def set_evidence_internal(*, evidence: Evidence, is_internal: bool, by: User) -> None:
    """Marks a file as internal while the entry can be edited, or takes the mark away; nothing where it is so already.

    Raises:
        Refused: the entry cannot be edited, or the file was removed meanwhile.
    """
    lock_files(by)
    entry = lock_entry(evidence.entry_id)
    require_entry_permission(by, Permission.EDIT_ENTRY, entry)
    stored = entry.evidence.filter(pk=evidence.pk).first()
    if stored is None:
        raise Refused(f"“{evidence.name}”刚刚已被移除。")
    if stored.is_internal == is_internal:
        return
    stored.is_internal = is_internal
    stored.save(update_fields=["is_internal"])
    kind = EventKind.EVIDENCE_MARKED_INTERNAL if is_internal else EventKind.EVIDENCE_UNMARKED_INTERNAL
    record_on_entry(kind, entry, by=by, after={"文件": stored.name, "校验值": stored.sha256})


def _store_evidence(
    entry: ProgressEntry, upload: UploadedFile, checksum: str, by: User, objection: Objection | None = None
) -> Evidence:
    """Saves the row, and the content unless the government has stored the same content already."""
    key = uuid.uuid4()
    evidence = Evidence(
        entry=entry,
        objection=objection,
        key=key,
        name=(upload.name or "")[-200:],
        size=upload.size or 0,
        sha256=checksum,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    same = Evidence.objects.filter(sha256=checksum, uploaded_by__government=by.government_id).first()
    if same and is_stored(same.file):
        evidence.file = same.file.name
    else:
        store_content(evidence.file, str(key), upload)
    evidence.save()
    return evidence


def _check_size(upload: UploadedFile) -> None:
    limit = settings.DUBAN_UPLOAD_LIMIT
    if not upload.size:
        raise Refused(f"“{upload.name}”是空文件。")
    if upload.size > limit:
        found, most = upload.size / 1024**2, limit // 1024**2
        raise Refused(f"“{upload.name}”为 {found:.1f} 兆字节，超过上限 {most} 兆字节。")


def _check_room(entry: ProgressEntry, upload: UploadedFile, checksum: str) -> None:
    if entry.evidence.count() >= LIMIT_OF_ENTRY:
        raise Refused(f"每个事项每期至多 {LIMIT_OF_ENTRY} 个佐证材料，请先移除不需要的。")
    if entry.evidence.filter(sha256=checksum).exists():
        raise Refused(f"“{upload.name}”与已上传的材料内容相同。")


def _compute_sha256(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
