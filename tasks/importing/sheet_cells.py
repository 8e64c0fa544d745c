"""Reads a cell of a worksheet as a reader of the paper sees it, and notes what he does not see."""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from defusedxml import ElementTree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils.escape import unescape

from tasks.importing.cell_values import format_cell_value
from tasks.importing.notes import ReadingNotes
from tasks.importing.number_formats import format_shown_value
from tasks.importing.raw import trim_lines
from tasks.importing.symbols import OTHER, UNKNOWN, is_symbol_font, read_emoji, read_hue, read_symbol_text

PICTURE = "有图片，读不出其中的内容，请核对"
HIDDEN = "的文字打印时看不见（白字或隐藏格式），未读入："
STRUCK = "有加了删除线的文字，未读入："
WHITE = "FFFFFF"
#: places of the palette of a theme: from this one on they are colours, before it white, black and two greys
FIRST_ACCENT = 4
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/%s}%s"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class SheetCell:
    """What a cell shows; the attributes are those of ``GridCell``."""

    text: str = ""
    hue: str = ""
    has_picture: bool = False


def read_sheet_cell(cell, notes: ReadingNotes, *, has_picture: bool) -> SheetCell:
    """Reads a cell, and notes comments, errors, struck and hidden texts at the notes' place."""
    if cell.comment and cell.comment.text:
        notes.add_text("有批注，未作为正文读入：", cell.comment.text)
    fill = _read_fill(cell)
    text = _read_text(cell, notes, is_filled=bool(fill))
    hues = {fill if fill != WHITE else "", _read_font_hue(cell) if text else ""} - {""}
    return SheetCell(text, hues.pop() if len(hues) == 1 else "", has_picture)


def _read_text(cell, notes: ReadingNotes, *, is_filled: bool) -> str:
    if cell.value is None:
        return ""
    if cell.data_type == "e":
        notes.add_text("是错误值，按空白处理：", str(cell.value))
        return ""
    if isinstance(cell.value, CellRichText):
        parts = [_read_part(part, cell, notes, is_filled) for part in cell.value]
        return trim_lines(read_emoji(_unescape("".join(parts))))
    shown = format_shown_value(cell.value, cell.number_format)
    text = trim_lines(read_emoji(_unescape(format_cell_value(cell) if shown is None else shown)))
    if shown == "" and not isinstance(cell.value, str):
        notes.add_text(HIDDEN, format_cell_value(cell))
    return _read_letters(text, cell.font, notes, is_filled)


def _read_part(part, cell, notes: ReadingNotes, is_filled: bool) -> str:
    if isinstance(part, TextBlock):
        return _read_letters(part.text, part.font, notes, is_filled)
    return _read_letters(str(part), cell.font, notes, is_filled)


def _read_letters(text: str, font, notes: ReadingNotes, is_filled: bool) -> str:
    """Returns what a text in a font shows; "" for one that is struck out or not seen."""
    if font is None or not text.strip():
        return text
    if font.strike:
        notes.add_text(STRUCK, text)
        return ""
    if not is_filled and _read_colour(font.color) == WHITE:
        notes.add_text(HIDDEN, text)
        return ""
    # of a font within a cell, ``name`` is no name but what the library describes it by
    name = font.rFont if isinstance(font, InlineFont) else font.name
    if not is_symbol_font(name) or any("\u2e80" <= one < "\ue000" for one in text):
        return text
    shown = read_symbol_text(name, text)
    if UNKNOWN in shown:
        notes.add_place("有读不出的符号，请核对")
    return shown.replace(UNKNOWN, "")


def _unescape(text: str) -> str:
    """Restores the characters that Excel writes as ``_x000D_``."""
    return _CONTROLS.sub("", unescape(text)) if "_x" in text else text


def _read_colour(colour) -> str:
    """Returns six hexadecimal digits, ``OTHER`` for a colour of the theme, "" for none."""
    if colour is None:
        return ""
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:].upper()
    if colour.type == "indexed" and isinstance(colour.indexed, int) and colour.indexed < len(COLOR_INDEX):
        return COLOR_INDEX[colour.indexed][-6:].upper()
    if colour.type == "theme" and isinstance(colour.theme, int):
        return WHITE if colour.theme == 0 and not colour.tint else OTHER if colour.theme >= FIRST_ACCENT else ""
    return ""


def _read_fill(cell) -> str:
    """Returns the hue of the filling, ``WHITE`` for one without a hue, "" for none."""
    fill = cell.fill
    if fill is None or getattr(fill, "fill_type", None) in (None, "none"):
        return ""
    colour = _read_colour(getattr(fill, "fgColor", None))
    return OTHER if colour == OTHER else read_hue(colour) or WHITE


def _read_font_hue(cell) -> str:
    colour = _read_colour(cell.font.color) if cell.font else ""
    return colour if colour == OTHER else read_hue(colour)


def list_picture_places(sheet) -> set[tuple[int, int]]:
    """Returns row and column, from 1, of the cell in which each picture of a sheet begins."""
    anchors = [getattr(getattr(image, "anchor", None), "_from", None) for image in getattr(sheet, "_images", [])]
    return {(anchor.row + 1, anchor.col + 1) for anchor in anchors if anchor is not None}


def list_drawn_texts(content: bytes) -> list[str]:
    """Returns a warning for each text box of a workbook."""
    told = []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
                root = ElementTree.fromstring(archive.read(name))
                for shape in root.iter(_DRAWING % ("spreadsheetDrawing", "txBody")):
                    text = "".join(piece.text or "" for piece in shape.iter(_DRAWING % ("main", "t"))).strip()
                    told += [f"有文本框，未读入：“{text[:60]}”。"] * bool(text)
    return told
