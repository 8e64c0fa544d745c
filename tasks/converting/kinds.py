"""Which kind of file some bytes are: the content decides, not the name."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import IO

import olefile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: the name of the stream that holds an encrypted package, which a damaged directory may not lead to any more
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
#: bytes by which a kind is recognised
HEAD = 4096


class FileKind(Enum):
    """A kind of file: what people call it, and the endings that its name may have, the usual one first."""

    PDF = "PDF", (".pdf",)
    PNG = "PNG 图片", (".png",)
    JPEG = "JPG 图片", (".jpg", ".jpeg")
    WEBP = "WebP 图片", (".webp",)
    HEIC = "HEIC 图片", (".heic", ".heif")
    TIFF = "TIFF 图片", (".tif", ".tiff")
    DOCX = "Word 文档", (".docx",)
    XLSX = "Excel 表格", (".xlsx",)
    PPTX = "PPT 演示文稿", (".pptx",)
    DOC = "旧版 Word 或 WPS 文字文档", (".doc", ".wps", ".dot", ".wpt")
    XLS = "旧版 Excel 或 WPS 表格", (".xls", ".et", ".xlt", ".ett")
    PPT = "旧版 PPT 或 WPS 演示文稿", (".ppt", ".dps", ".pps")
    ODT = "ODF 文字文档", (".odt",)
    ODS = "ODF 表格", (".ods",)
    ODP = "ODF 演示文稿", (".odp",)
    OFD = "OFD 版式文件", (".ofd",)
    RTF = "RTF 文档", (".rtf", ".doc")
    HTML = "网页", (".html", ".htm", ".xls", ".doc")
    XML_SHEET = "XML 表格（Excel 2003）", (".xml", ".xls")
    XML_WORD = "XML 文档（Word 2003）", (".xml", ".doc")
    ZIP = "压缩包", (".zip",)
    #: encrypted Word or Excel, or a kind within the old container that nobody needs here
    ENCRYPTED = "已加密的 Office 文件", ()
    UNKNOWN_OLE = "旧版 Office 文件", ()

    def __init__(self, label: str, endings: tuple[str, ...]):
        self.label, self.endings = label, endings


_STARTS = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"II*\x00", FileKind.TIFF),
    (b"MM\x00*", FileKind.TIFF),
    (b"{\\rtf", FileKind.RTF),
)
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
#: the part of a package that identifies it
_PARTS = {
    "word/document.xml": FileKind.DOCX,
    "xl/workbook.xml": FileKind.XLSX,
    "ppt/presentation.xml": FileKind.PPTX,
    "OFD.xml": FileKind.OFD,
}
_ODF = {
    b"application/vnd.oasis.opendocument.text": FileKind.ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": FileKind.ODS,
    b"application/vnd.oasis.opendocument.presentation": FileKind.ODP,
}
_XML = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", FileKind.XML_SHEET),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", FileKind.XML_WORD),
)
_HTML = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|meta|body|table|style)\b", re.I | re.S)
#: stream of the old container → its kind
_STREAMS = {
    "worddocument": FileKind.DOC,
    "workbook": FileKind.XLS,
    "book": FileKind.XLS,
    "powerpoint document": FileKind.PPT,
}
_MACROS = {"macros", "_vba_project_cur", "_vba_project", "vba"}
#: of a Word document: the word with its flags; the flag of encryption
_FLAGS_AT, _ENCRYPTED_FLAG = 10, 0x0100
#: of a workbook: the record that says how it is encrypted; so many records stand before it at most
_FILEPASS, _MOST_RECORDS = 0x002F, 200


@dataclass(frozen=True)
class OleFacts:
    """What the container of an old Office file tells of it."""

    kind: FileKind
    has_macros: bool


def find_kind_of_name(name: str) -> FileKind | None:
    """Finds the kind that a name tells of; of several with its ending, the one that bears it as its usual one or comes first."""
    ending = f".{name.rpartition('.')[2].lower()}"
    kinds = [kind for kind in FileKind if ending in kind.endings]
    return next((kind for kind in kinds if kind.endings[0] == ending), next(iter(kinds), None))


def recognise_file(file: IO[bytes]) -> FileKind | None:
    """Recognises a file by its content; None for a kind that is not known here. The file stands at its beginning again."""
    with _at_beginning(file):
        head = file.read(HEAD)
        if head.startswith(OLE):
            return read_ole_facts(file).kind
        if head.startswith(b"PK"):
            return _recognise_archive(file)
    return _recognise_head(head)


def _recognise_head(head: bytes) -> FileKind | None:
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return FileKind.HEIC
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # UTF-16: what a mark-up says is of one byte a letter
        head = head[2:].replace(b"\x00", b"")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().startswith(b"<?xml"):
        return next((kind for name, kind in _XML if name in head), FileKind.HTML if b"<html" in head else None)
    return FileKind.HTML if _HTML.match(head) else None


def _recognise_archive(file: IO[bytes]) -> FileKind | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.replace("\\", "/") for name in archive.namelist()}
            if "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD:
                mimetype = archive.read("mimetype").strip().removesuffix(b"-template")
                if mimetype in _ODF:
                    return _ODF[mimetype]
    except Exception:  # a damaged archive raises whatever its fields lead to
        return None
    return next((kind for part, kind in _PARTS.items() if part in names), FileKind.ZIP)


def read_ole_facts(file: IO[bytes]) -> OleFacts:
    """Reads the directory of an old Office file; ``UNKNOWN_OLE`` or ``ENCRYPTED`` for a damaged one."""
    with _at_beginning(file):
        is_locked = ENCRYPTED_STREAM in file.read()
    unknown = OleFacts(FileKind.ENCRYPTED if is_locked else FileKind.UNKNOWN_OLE, False)
    with _at_beginning(file):
        try:
            with olefile.OleFileIO(file) as container:
                return _read_container(container) or unknown
        except Exception:  # a damaged container raises whatever its fields lead to
            return unknown


def _read_container(container: olefile.OleFileIO) -> OleFacts | None:
    paths = [path for path in container.listdir(storages=True) if path]
    names = {path[0].lower() for path in paths}
    if {"encryptedpackage", "encryptioninfo", "encryptedsummary"} & names:
        return OleFacts(FileKind.ENCRYPTED, False)
    kind = next((kind for name, kind in _STREAMS.items() if name in names), None)
    if kind is None:
        return None
    if _is_encrypted(container, kind, names):
        return OleFacts(FileKind.ENCRYPTED, False)
    return OleFacts(kind, any(part.lower() in _MACROS for path in paths for part in path))


def _is_encrypted(container: olefile.OleFileIO, kind: FileKind, names: set[str]) -> bool:
    if kind is FileKind.DOC:
        with container.openstream("WordDocument") as stream:
            flags = int.from_bytes(stream.read(_FLAGS_AT + 2)[_FLAGS_AT:], "little")
        return bool(flags & _ENCRYPTED_FLAG)
    if kind is FileKind.XLS:
        with container.openstream("Workbook" if "workbook" in names else "Book") as stream:
            return _has_password(stream)
    return False


def _has_password(workbook: IO[bytes]) -> bool:
    for _ in range(_MOST_RECORDS):
        head = workbook.read(4)
        if len(head) < 4:
            return False
        if int.from_bytes(head[:2], "little") == _FILEPASS:
            return True
        workbook.read(int.from_bytes(head[2:], "little"))
    return False


@contextmanager
def _at_beginning(file: IO[bytes]) -> Iterator[None]:
    file.seek(0)
    try:
        yield
    finally:
        file.seek(0)
