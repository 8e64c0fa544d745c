"""Refuses files that must not reach a parser: other formats, encrypted or damaged files, zip bombs, hostile XML."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO
from xml.sax import SAXParseException, handler

from defusedxml import DefusedXmlException
from defusedxml import sax as safe_sax
from django.core.files import File
from openpyxl.utils import range_boundaries

from tasks.importing.raw import Unreadable
from tasks.secrecy.bar import describe_marked_file, find_mark_of_file
from tasks.secrecy.file_texts import read_office_text

MEGABYTE = 1024 * 1024
#: the tables of a year have less than one megabyte; twenty leave room for pictures
MAX_BYTES = 20 * MEGABYTE
MAX_UNPACKED = 200 * MEGABYTE
#: of all XML parts together; a year's tables have less than five
MAX_XML = 50 * MEGABYTE
#: elements of all XML parts together; each costs the parsers about a kilobyte
MAX_ELEMENTS = 1_000_000
#: nested elements; the readers go down by recursion. Word itself writes less than fifty
MAX_DEPTH = 150
MAX_RATIO = 150
MAX_PARTS = 3000
MAX_CELLS = 400_000

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
#: the last column and row of a worksheet
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
#: marks of order and white space; NUL stands beside each letter of UTF-16
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
KINDS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
SAVE_AS = "请用 Word 或 WPS 另存为 .docx（表格另存为 .xlsx）后再导入。"


def load_safe_file(source: str | Path | BinaryIO | File, filename: str, limit: int = MAX_BYTES) -> tuple[str, bytes]:
    """Returns the format (``docx`` or ``xlsx``) and the bytes of a file that is safe to parse.

    Args:
        source: a path or an open binary file.
        filename: as shown to people.
        limit: the largest size accepted, in bytes.

    Raises:
        Unreadable: the file is not safe, or bears a mark of secrecy; the message says in Chinese why.
    """
    content = _read_bytes(source, filename, limit)
    if not content:
        raise Unreadable(f"文件“{filename}”是空的。")
    if content.startswith(OLE_MAGIC):
        raise Unreadable(_describe_ole(content, filename))
    if not zipfile.is_zipfile(BytesIO(content)):
        raise Unreadable(_describe_not_zip(content, filename))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            kind = _require_safe_archive(archive, filename, len(content))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise Unreadable(f"文件“{filename}”已损坏，无法解压。请重新保存后再导入。") from error
    except zlib.error as error:
        raise Unreadable(f"文件“{filename}”已损坏，内容校验不符。请重新保存后再导入。") from error
    if mark := find_mark_of_file(filename, lambda: read_office_text(BytesIO(content))):
        raise Unreadable(describe_marked_file(filename, mark))
    return kind, content


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


def _describe_ole(content: bytes, filename: str) -> str:
    if ENCRYPTED_STREAM in content:
        return f"文件“{filename}”设有打开密码（已加密），请取消密码后再导入。"
    return f"文件“{filename}”是旧格式（.doc、.xls 或 .wps），{SAVE_AS}"


def _describe_not_zip(content: bytes, filename: str) -> str:
    if content.startswith(b"PK"):
        return f"文件“{filename}”已损坏或不完整，请重新传送或另存后再导入。"
    if content.startswith(b"%PDF"):
        return f"文件“{filename}”是 PDF，不能导入；请导入 Word（.docx）或 Excel（.xlsx）原件。"
    return f"文件“{filename}”不是 Word（.docx）或 Excel（.xlsx）文件。"


def _require_safe_archive(archive: zipfile.ZipFile, filename: str, size: int) -> str:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or (unpacked > MEGABYTE and unpacked > MAX_RATIO * size):
        raise Unreadable(
            f"文件“{filename}”解压后有 {unpacked // MEGABYTE} MB，与文件大小极不相称，疑为压缩炸弹，未导入。"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(f"文件“{filename}”设有压缩密码，请取消密码后再导入。")
    names = {part.filename for part in parts}
    kind = next((kind for main, kind in KINDS.items() if main in names), None)
    if kind is None:
        raise Unreadable(f"文件“{filename}”不是 Word（.docx）或 Excel（.xlsx）文件。")
    xml = [part for part in parts if _is_xml(archive, part)]
    if sum(part.file_size for part in xml) > MAX_XML:
        raise Unreadable(f"文件“{filename}”的文字和表格解压后超过 {MAX_XML // MEGABYTE} MB，远大于附表，未导入。")
    watcher = _Watcher(filename)
    for part in xml:
        with archive.open(part) as stream:
            _require_safe_xml(stream, watcher, part.filename)
    return kind


def _is_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Returns whether a parser may take the part for XML: by its name, or by how it begins, since a file may name any part."""
    if part.filename.endswith((".xml", ".rels")):
        return True
    with archive.open(part) as stream:
        return stream.read(512).lstrip(BEFORE_XML).startswith(b"<")


def _require_safe_xml(stream: IO[bytes], watcher: "_Watcher", part: str) -> None:
    filename = watcher.filename
    watcher.depth = 0
    try:
        safe_sax.parse(stream, watcher, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(f"文件“{filename}”内含外部实体或文档类型声明（{part}），可能有害，未导入。") from error
    except SAXParseException as error:
        raise Unreadable(f"文件“{filename}”已损坏：{part} 不是完整的 XML。请重新保存后再导入。") from error


class _Watcher(handler.ContentHandler):
    """Counts elements and cells of all parts, including those of merged areas, whatever prefix they have, and refuses a
    file with too many for the memory."""

    def __init__(self, filename: str):
        super().__init__()
        self.filename = filename
        self.cells = self.elements = self.depth = 0

    def endElement(self, name):  # noqa: N802 (the name is the parser's)
        self.depth -= 1

    def startElement(self, name, attrs):  # noqa: N802 (the name is the parser's)
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise Unreadable(f"文件“{self.filename}”的结构过于庞大或层层嵌套，疑为压缩炸弹，未导入。")
        local = name.rpartition(":")[2]
        if local == "mergeCell":
            self.cells += count_area_cells(attrs.get("ref", ""))
        elif local in ("c", "tc"):
            self.cells += 1
        if self.cells > MAX_CELLS:
            raise Unreadable(
                f"文件“{self.filename}”的表格超过 {MAX_CELLS} 格（含合并范围），未导入。请删去空白的行列。"
            )


def count_area_cells(reference: str) -> int:
    """Returns the number of cells in an area such as ``A1:C3``, ``A:C`` or ``1:3``; 0 for what is no area."""
    if not reference:
        return 0
    try:
        left, top, right, bottom = range_boundaries(reference)
        return max((right or LAST_COLUMN) - (left or 1) + 1, 0) * max((bottom or LAST_ROW) - (top or 1) + 1, 0)
    except (TypeError, ValueError):
        return 0
