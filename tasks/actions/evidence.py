"""佐证材料: files that a unit adds to its entry. What a file is, its content says, not its name."""

import hashlib
import uuid
import zipfile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tasks import clock
from tasks.actions.on_entry import Refused, locked_entry, permit, record_on
from tasks.enums import EventKind
from tasks.models import Evidence, Objection, ProgressEntry, User
from tasks.permissions import Verb

#: what may be kept: how its content begins, and the endings of its name
KINDS = (
    (b"%PDF-", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", (".png",)),
    (b"\xff\xd8\xff", (".jpg", ".jpeg")),
)
#: inside a zip: the part that makes it this kind of document
PARTS = (("word/document.xml", (".docx",)), ("xl/workbook.xml", (".xlsx",)))
ALLOWED = "PDF、PNG 或 JPG 图片、Word（.docx）、Excel（.xlsx）"
ENDINGS = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
OLE = b"\xd0\xcf\x11\xe0"
LIMIT_OF_ENTRY = 20
LIMIT_OF_OBJECTION = 5


@transaction.atomic
def add_evidence(*, entry: ProgressEntry, upload: UploadedFile, by: User) -> Evidence:
    """Keeps an uploaded file under a random name, with its hash.

    Raises:
        Refused: the entry cannot be edited; the file is empty, too large, of another kind than allowed, or of
            another kind than its name says; the same content is there already; too many files.
    """
    entry = locked_entry(entry.pk)
    permit(by, Verb.EDIT_ENTRY, entry)
    _check_size(upload)
    _check_kind(upload)
    checksum = _sha256(upload)
    _check_room(entry, checksum, upload.name)
    evidence = _kept(entry, upload, checksum, by)
    after = {"文件": evidence.name, "大小": evidence.size, "校验值": checksum}
    record_on(EventKind.EVIDENCE_ADDED, entry, by=by, after=after)
    return evidence


def keep_with_objection(objection: Objection, upload: UploadedFile, by: User) -> Evidence:
    """Keeps a file that came with a 复核申请; part of the action that records the whole.

    Raises:
        Refused: the file is empty, too large, of another kind than allowed or than its name says; too many.
    """
    _check_size(upload)
    _check_kind(upload)
    if objection.evidence.count() >= LIMIT_OF_OBJECTION:
        raise Refused(f"复核申请至多附 {LIMIT_OF_OBJECTION} 个材料。")
    return _kept(objection.entry, upload, _sha256(upload), by, objection)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: User) -> None:
    """Takes a file away while the entry can still be edited; its name and hash stay in the trail.

    Raises:
        Refused: the entry cannot be edited, or the file came with a 复核申请.
    """
    entry = locked_entry(evidence.entry_id)
    permit(by, Verb.EDIT_ENTRY, entry)
    if evidence.objection_id:
        raise Refused("复核申请所附的材料不能移除。")
    file, before = evidence.file, {"文件": evidence.name, "校验值": evidence.sha256}
    evidence.delete()
    transaction.on_commit(lambda: file.delete(save=False))
    record_on(EventKind.EVIDENCE_REMOVED, entry, by=by, before=before)


def _kept(
    entry: ProgressEntry, upload: UploadedFile, checksum: str, by: User, objection: Objection | None = None
) -> Evidence:
    key = uuid.uuid4()
    evidence = Evidence(
        entry=entry,
        objection=objection,
        key=key,
        name=upload.name[-200:],
        size=upload.size,
        sha256=checksum,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    evidence.file.save(str(key), upload, save=False)
    evidence.save()
    return evidence


def _check_size(upload: UploadedFile) -> None:
    limit = settings.DUBAN_UPLOAD_LIMIT
    if not upload.size:
        raise Refused(f"“{upload.name}”是空文件。")
    if upload.size > limit:
        found, most = upload.size / 1024**2, limit // 1024**2
        raise Refused(f"“{upload.name}”为 {found:.1f} 兆字节，超过上限 {most} 兆字节。")


def _check_kind(upload: UploadedFile) -> None:
    endings = _endings_of(upload)
    if not upload.name.lower().endswith(endings):
        raise Refused(f"“{upload.name}”的内容与后缀名不符，实为 {endings[0]} 文件，请改名后再传。")


def _check_room(entry: ProgressEntry, checksum: str, name: str) -> None:
    if entry.evidence.count() >= LIMIT_OF_ENTRY:
        raise Refused(f"每个事项每期至多 {LIMIT_OF_ENTRY} 个佐证材料，请先移除不需要的。")
    if entry.evidence.filter(sha256=checksum).exists():
        raise Refused(f"“{name}”与已上传的材料内容相同。")


def _endings_of(file: UploadedFile) -> tuple[str, ...]:
    """What the name of such a file ends with, by its first bytes or by the parts of a zip."""
    file.seek(0)
    head = file.read(16)
    for start, endings in KINDS:
        if head.startswith(start):
            return endings
    if head.startswith(OLE):
        raise Refused(f"“{file.name}”是旧版 Office 文件或已加密，请解除密码并另存为 .docx 或 .xlsx。")
    parts = _parts_of(file)
    for part, endings in PARTS:
        if part in parts:
            return endings
    raise Refused(f"“{file.name}”不是可上传的文件。可上传 {ALLOWED}。")


def _parts_of(file: UploadedFile) -> set[str]:
    """The names inside a zip; nothing is unpacked. Empty when it is none."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return set()


def _sha256(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
