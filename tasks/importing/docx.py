"""Reads a Word file into paragraphs and grids. Walks the XML itself: asking a table for one cell is quadratic."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from tasks.importing.raw import Cell, Grid, RawDocument, Unreadable, trimmed

WRAPPERS = {
    qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "hyperlink", "moveTo")
}
SKIPPED = {qn(f"w:{name}") for name in ("del", "moveFrom", "delText", "instrText", "rt", "pPr", "rPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
P, R, T, TBL, TR, TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
BREAKS = {qn("w:br"), qn("w:cr")}


def read_docx(content: bytes, filename: str) -> RawDocument:
    """Paragraphs and tables of a Word file's body, in order.

    Raises:
        Unreadable: the package opens but is not a Word document.
    """
    try:
        body = Document(BytesIO(content)).element.body
    except Exception as error:  # python-docx raises whatever its parts raise
        raise Unreadable(f"文件“{filename}”已损坏，Word 内容读不出来。请重新保存后再导入。") from error
    reader = _Reader(filename)
    reader.walk(body)
    return reader.finish()


class _Reader:
    def __init__(self, filename: str):
        self.document = RawDocument(filename, [])
        self.lines: list[str] = []

    def walk(self, parent) -> None:
        for element in parent:
            if element.tag == P:
                self.lines += [line for line in paragraph_text(element).split("\n") if line.strip()]
            elif element.tag == TBL:
                self.take_table(element)
            elif element.tag in WRAPPERS:
                self.walk(element)

    def take_table(self, table) -> None:
        rows = [_left_out(row) + [_Place.of(cell) for cell in _inside(row, TC)] for row in _inside(table, TR)]
        rows = [row for row in rows if row]
        if not rows:
            return
        grid = Grid(None, _expanded(rows), list(range(1, len(rows) + 1)), self.lines)
        self.document.grids.append(grid)
        self.lines = []
        listed = sum(place.listed for row in rows for place in row)
        if listed:
            number = len(self.document.grids)
            self.document.warnings.append(
                f"第 {number} 个表格有 {listed} 格的文字带自动编号，编号本身没有文字，未读入。"
            )

    def finish(self) -> RawDocument:
        self.document.tail = self.lines
        return self.document


class _Place:
    """A Word cell before its merged area is known."""

    def __init__(self, text: str, span: int, continues: bool, auto: bool, listed: bool):
        self.text, self.span, self.continues, self.auto, self.listed = text, span, continues, auto, listed

    @classmethod
    def of(cls, cell) -> "_Place":
        properties = cell.tcPr
        span = properties.gridSpan.val if properties is not None and properties.gridSpan is not None else 1
        merge = properties.find(qn("w:vMerge")) if properties is not None else None
        continues = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        text = trimmed("\n".join(paragraph_text(paragraph) for paragraph in cell.iter(P)))
        numbered = any(_is_numbered(paragraph) for paragraph in cell.iter(P))
        return cls(text, max(span, 1), continues, numbered and not text, bool(numbered and text))


def _left_out(row) -> list[_Place]:
    """Columns that a row leaves free at its left."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    count = int(before.get(qn("w:val"), "0")) if before is not None else 0
    return [_Place("", 1, False, False, False) for _ in range(min(count, 60))]


def _is_numbered(paragraph) -> bool:
    number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    return number is not None and number.get(qn("w:val")) != "0"


def _expanded(rows: list[list[_Place]]) -> list[list[Cell]]:
    width = max(sum(place.span for place in row) for row in rows)
    grid: list[list[Cell]] = []
    for index, row in enumerate(rows):
        cells: list[Cell] = []
        for place in row:
            cell = Cell(place.text, (index, len(cells)), place.auto)
            if place.continues and grid and not place.text:
                cell = grid[-1][len(cells)]
            cells += [cell] * place.span
        cells += [Cell("", (index, column)) for column in range(len(cells), width)]
        grid.append(cells)
    return grid


def _inside(parent, tag):
    """Children of a kind, also those inside content controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in WRAPPERS:
            yield from _inside(element, tag)


def paragraph_text(paragraph) -> str:
    """The text of a paragraph as Word shows it: line breaks kept, deletions and field codes left out."""
    return "".join(_pieces(paragraph))


def _pieces(parent):
    for element in parent:
        if element.tag in SKIPPED or element.tag == TBL:
            continue
        if element.tag == T:
            yield element.text or ""
        elif element.tag in BREAKS:
            yield "\n"
        elif element.tag == qn("w:tab"):
            yield "\t"
        elif element.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _pieces(element)
