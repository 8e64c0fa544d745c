"""佐证材料: which kinds of file are taken; the content decides, and the name has to fit it."""

from django.core.files.uploadedfile import UploadedFile

from tasks.converting.kinds import FileKind, recognise_file
from tasks.filing.archives import refuse_bad_archive
from tasks.permissions import Refused

#: kinds that every browser here can show: first bytes, content type
SHOWN = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
TAKEN = (
    FileKind.PDF,
    FileKind.OFD,
    FileKind.PNG,
    FileKind.JPEG,
    FileKind.WEBP,
    FileKind.HEIC,
    FileKind.TIFF,
    FileKind.DOCX,
    FileKind.XLSX,
    FileKind.PPTX,
    FileKind.DOC,
    FileKind.XLS,
    FileKind.PPT,
    FileKind.ODT,
    FileKind.ODS,
    FileKind.ODP,
    FileKind.ZIP,
)
ALLOWED = "PDF、OFD、图片、Word、Excel、PPT、WPS 文件，不含程序的压缩包"
ENDINGS = ",".join(dict.fromkeys(ending for kind in TAKEN for ending in kind.endings))


def require_taken_kind(upload: UploadedFile) -> None:
    """Refuses a file of a kind that is not taken, one whose name tells of another kind, and an archive that holds what it should not.

    Raises:
        Refused: with the reason.
    """
    kind, name = recognise_file(upload), upload.name or ""
    if kind is FileKind.ENCRYPTED:
        raise Refused(f"“{name}”设有打开密码（已加密），请取消密码后再传。")
    if kind not in TAKEN:
        raise Refused(_describe_refusal(kind, name))
    if not name.lower().endswith(kind.endings):
        raise Refused(f"“{name}”的内容与后缀名不符，实为{kind.label}（{kind.endings[0]}），请改名后再传。")
    if kind is FileKind.ZIP:
        refuse_bad_archive(upload)


def get_content_type(head: bytes) -> str:
    """Returns the content type of a file that a browser may show, by its first bytes; "" for other files."""
    return next((name for start, name in SHOWN if head.startswith(start)), "")


def _describe_refusal(kind: FileKind | None, name: str) -> str:
    if kind is not FileKind.UNKNOWN_OLE and not name.lower().endswith(tuple(ENDINGS.split(","))):
        return f"“{name}”不是可上传的文件。可上传 {ALLOWED}。"
    ending = name.rpartition(".")[2].upper()
    return f"“{name}”的内容不是 {ending} 文件，可能改过后缀或已损坏。可上传 {ALLOWED}。"
