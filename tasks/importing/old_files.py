"""Files of other formats than Word's and Excel's of today: refused with the reason, or turned into one of these by LibreOffice."""

import zipfile
from io import BytesIO

from tasks.converting.converted_files import find_converted_file, keep_converted_file
from tasks.converting.kinds import FileKind, read_ole_facts
from tasks.converting.libreoffice import Broken, Busy, TooSlow, convert_with_libreoffice, find_libreoffice
from tasks.converting.word_cells import list_lost_words
from tasks.importing.gate import SAVE_AS, require_safe_mark_up, require_safe_package
from tasks.importing.raw import Unreadable

#: kind → the ending that LibreOffice is given, the one it shall write, and its name of how to read where the ending does not tell
CONVERSIONS = {
    FileKind.DOC: ("doc", "docx", ""),
    FileKind.ODT: ("odt", "docx", ""),
    FileKind.RTF: ("rtf", "docx", ""),
    FileKind.XML_WORD: ("xml", "docx", "MS Word 2003 XML"),
    FileKind.XLS: ("xls", "xlsx", ""),
    FileKind.ODS: ("ods", "xlsx", ""),
    FileKind.HTML: ("html", "xlsx", "HTML (StarCalc)"),
    FileKind.XML_SHEET: ("xml", "xlsx", "MS Excel 2003 XML"),
}
#: LibreOffice's names of how to write
_WRITERS = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}
_MARK_UP = (FileKind.XML_WORD, FileKind.XML_SHEET)
_PACKAGES = (FileKind.ODT, FileKind.ODS)
#: seconds that a page waits for a conversion, and a job
PATIENCE, PATIENCE_OF_JOBS = 18, 120
CONVERTED = "文件是{label}，由 LibreOffice 转换后读取。{lost}请对照原件核对。"
LOST = {
    FileKind.HTML: "网页中设为隐藏的内容和批注无从分辨，",
    FileKind.DOC: "文本框、图形的位置可能有变，",
    FileKind.RTF: "文本框、图形的位置可能有变，",
    FileKind.ODT: "文本框、图形的位置可能有变，",
    FileKind.XLS: "图形和条件格式可能有变，",
    FileKind.ODS: "图形和条件格式可能有变，",
}
#: how a row of a table ends in the text of an old Word file
ROW_END = "\x07\x07".encode("utf-16-le")
#: letters of a lost cell that are quoted
MOST_QUOTED = 20
MACROS = "文件含有宏，宏没有运行，也没有导入。"


class NotYetConverted(Unreadable):
    """The file can be converted, but not while a page waits for it."""


def convert_old_file(content: bytes, kind: FileKind, filename: str, patience: float) -> tuple[bytes, list[str]]:
    """Turns a file into one of Word or Excel of today.

    Args:
        kind: one of ``CONVERSIONS``.
        patience: seconds.

    Returns:
        The bytes, which have to pass the gate as any other, and what has to be told of the conversion.

    Raises:
        NotYetConverted: it takes longer than the patience.
        Unreadable: the file is harmful or damaged, or there is no LibreOffice.
    """
    wanted = CONVERSIONS[kind][1]
    _require_safe(content, kind, filename)
    made = find_converted_file(content, wanted)
    if made is None:
        made = _convert(content, kind, filename, patience)
        _require_tables(content, kind, made, filename)
        # what bears a mark of secrecy is not even kept
        require_safe_package(made, filename)
        keep_converted_file(content, wanted, made)
    notes = [CONVERTED.format(label=kind.label, lost=LOST.get(kind, ""))]
    if kind in (FileKind.DOC, FileKind.XLS) and read_ole_facts(BytesIO(content)).has_macros:
        notes.append(MACROS)
    return made, notes


def _require_safe(content: bytes, kind: FileKind, filename: str) -> None:
    if kind in _PACKAGES:
        parts = require_safe_package(content, filename)
        if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
            raise Unreadable(f"文件“{filename}”设有打开密码（已加密），请取消密码后再导入。")
    if kind in _MARK_UP:
        require_safe_mark_up(content, filename)


def _require_tables(content: bytes, kind: FileKind, made: bytes, filename: str) -> None:
    """Refuses what came of a Word file without words of its tables: LibreOffice loses one that ends its section."""
    body = _read_body(made) if kind is FileKind.DOC else None
    if body is None:
        return
    lost = list_lost_words(content, body)
    if lost or (ROW_END in content and b"<w:tbl>" not in body):
        place = f"（如“{lost[0][:MOST_QUOTED]}”一格）" if lost else ""
        raise Unreadable(f"文件“{filename}”中的表格{place}在转换时丢失了，没有导入。{SAVE_AS}")


def _read_body(document: bytes) -> bytes | None:
    """Returns the mark-up of a Word document's body, None where there is none: the gate says what is wrong with it."""
    try:
        with zipfile.ZipFile(BytesIO(document)) as archive:
            return archive.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError):
        return None


def _convert(content: bytes, kind: FileKind, filename: str, patience: float) -> bytes:
    given, wanted, reading = CONVERSIONS[kind]
    program = find_libreoffice()
    if program is None:
        raise Unreadable(f"文件“{filename}”是{kind.label}，本机没有安装 LibreOffice，不能代为转换。{SAVE_AS}")
    filters = (reading, _WRITERS[wanted])
    try:
        return convert_with_libreoffice(program, content, (given, wanted), patience=patience, filters=filters)
    except (Busy, TooSlow) as error:
        raise NotYetConverted(
            f"文件“{filename}”是{kind.label}，{patience} 秒内没有转换完，没有导入。请稍后再试；仍不成功的，{SAVE_AS}"
        ) from error
    except (Broken, OSError) as error:
        raise Unreadable(
            f"文件“{filename}”是{kind.label}，LibreOffice 转换不了，可能已损坏或内容过于庞大。{SAVE_AS}"
        ) from error
