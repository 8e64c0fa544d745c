"""Refuses files that must not reach a parser: other formats, encrypted or damaged files, zip bombs, hostile XML."""

import zipfile
import zlib
from io import BytesIO
from typing import IO
from xml.sax import SAXParseException, handler

from defusedxml import DefusedXmlException
from defusedxml import sax as safe_sax
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

#: the part of an ODF package that says whether it is encrypted
MANIFESTS = ("META-INF/manifest.xml",)
#: the last column and row of a worksheet
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
#: marks of order and white space; NUL stands beside each letter of UTF-16
BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
SAVE_AS = "请用 Word 或 WPS 另存为 .docx（表格另存为 .xlsx）后再导入。"


def require_safe_package(content: bytes, filename: str) -> dict[str, bytes]:
    """Refuses a zip of XML parts that must not reach a parser.

    Returns:
        The small parts that say what the package holds, by name.

    Raises:
        Unreadable: the package is not safe, or bears a mark of secrecy; the message says in Chinese why.
    """
    if not zipfile.is_zipfile(BytesIO(content)):
        raise Unreadable(f"文件“{filename}”已损坏或不完整，请重新传送或另存后再导入。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _require_safe_archive(archive, filename, len(content))
            manifests = {name: archive.read(name) for name in archive.namelist() if name in MANIFESTS}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise Unreadable(f"文件“{filename}”已损坏，无法解压。请重新保存后再导入。") from error
    except zlib.error as error:
        raise Unreadable(f"文件“{filename}”已损坏，内容校验不符。请重新保存后再导入。") from error
    if mark := find_mark_of_file(filename, lambda: read_office_text(BytesIO(content))):
        raise Unreadable(describe_marked_file(filename, mark))
    return manifests


def require_safe_mark_up(content: bytes, filename: str) -> None:
    """Refuses an XML document with entities, with too many elements, or too deep.

    Raises:
        Unreadable: it is not safe; the message says why.
    """
    _require_safe_xml(BytesIO(content), _Watcher(filename), filename)


def _require_safe_archive(archive: zipfile.ZipFile, filename: str, size: int) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or (unpacked > MEGABYTE and unpacked > MAX_RATIO * size):
        raise Unreadable(
            f"文件“{filename}”解压后有 {unpacked // MEGABYTE} MB，与文件大小极不相称，疑为压缩炸弹，未导入。"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(f"文件“{filename}”设有压缩密码，请取消密码后再导入。")
    if damaged := archive.testzip():
        raise Unreadable(f"文件“{filename}”已损坏：{damaged} 的内容校验不符。请重新传送或另存后再导入。")
    xml = [part for part in parts if _is_xml(archive, part)]
    if sum(part.file_size for part in xml) > MAX_XML:
        raise Unreadable(f"文件“{filename}”的文字和表格解压后超过 {MAX_XML // MEGABYTE} MB，远大于附表，未导入。")
    watcher = _Watcher(filename)
    for part in xml:
        with archive.open(part) as stream:
            _require_safe_xml(stream, watcher, part.filename)


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
    except (SAXParseException, LookupError) as error:
        # LookupError: an encoding that nobody knows
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
