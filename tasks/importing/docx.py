"""Reads a Word file into paragraphs and grids. It reads the XML, because cell access of python-docx is quadratic."""

from io import BytesIO

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from tasks.importing.numbers import read_xml_number
from tasks.importing.raw import Grid, GridCell, RawDocument, Unreadable, require_table_size, trim_lines
from tasks.importing.wordlists import WordLists

#: the largest number of columns of a Word table
MAX_SPAN = 63

WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "hyperlink", "moveTo")}
SKIPPED = {qn(f"w:{name}") for name in ("del", "moveFrom", "delText", "instrText", "rt", "pPr", "rPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
P, R, T, TBL, TR, TC = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
BREAKS = {qn("w:br"), qn("w:cr")}


def read_docx(content: bytes, filename: str) -> RawDocument:
    """Reads paragraphs and tables of a Word file's body, in order.

    Raises:
        Unreadable: the package opens but is not a Word document.
    """
    try:
        document = Document(BytesIO(content))
        body, lists = document.element.body, WordLists(_find_numbering(document.part))
    except Exception as error:  # python-docx raises whatever its parts raise
        raise Unreadable(f"文件“{filename}”已损坏，Word 内容读不出来。请重新保存后再导入。") from error
    reader = _Reader(filename, lists)
    reader.walk(body if body is not None else ())
    return reader.finish()


class _Reader:
    def __init__(self, filename: str, lists: WordLists):
        self.document, self.lists = RawDocument(filename, []), lists
        self.lines: list[str] = []

    def walk(self, parent) -> None:
        for element in parent:
            if element.tag == P:
                self.lines += [line for line in get_paragraph_text(element).split("\n") if line.strip()]
            elif element.tag == TBL:
                self.take_table(element)
            elif element.tag in WRAPPERS:
                self.walk(element)

    def take_table(self, table) -> None:
        rows = [
            _build_free_places(row) + [_Place.read_cell(cell, self.lists) for cell in _iterate_children(row, TC)]
            for row in _iterate_children(table, TR)
        ]
        rows = [row for row in rows if row]
        if not rows:
            return
        require_table_size(len(rows), max(sum(place.span for place in row) for row in rows), self.document.filename)
        grid = Grid(None, _expand_rows(rows), list(range(1, len(rows) + 1)), self.lines)
        self.document.grids.append(grid)
        self.lines = []
        lost = sum(place.lost for row in rows for place in row)
        if lost:
            number = len(self.document.grids)
            self.document.warnings.append(f"第 {number} 个表格有 {lost} 段文字的自动编号读不出来，请核对。")

    def finish(self) -> RawDocument:
        self.document.tail = self.lines
        return self.document


class _Place:
    """A Word cell before its merged area is known.

    Attributes:
        span: the number of columns that it covers.
        continues: whether it belongs to the merged cell above.
        auto: as in ``GridCell``.
        lost: the number of its paragraphs whose automatic number cannot be read.
    """

    def __init__(self, text: str = "", span: int = 1, continues: bool = False, auto: bool = False, lost: int = 0):
        self.text, self.span, self.continues, self.auto, self.lost = text, span, continues, auto, lost

    @classmethod
    def read_cell(cls, cell, lists: WordLists) -> "_Place":
        properties = cell.tcPr
        spanning = properties.find(qn("w:gridSpan")) if properties is not None else None
        span = read_xml_number(spanning.get(qn("w:val")), 1) if spanning is not None else 1
        merge = properties.find(qn("w:vMerge")) if properties is not None else None
        continues = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        paragraphs = list(cell.iter(P))
        labels = [lists.build_label(paragraph) if _is_numbered(paragraph) else "" for paragraph in paragraphs]
        texts = [get_paragraph_text(paragraph) for paragraph in paragraphs]
        if sum(bool(text.strip()) for text in texts) > 1:
            texts = [(label or "") + text if text.strip() else text for label, text in zip(labels, texts, strict=True)]
        text = trim_lines("\n".join(texts))
        lost = sum(label is None for label in labels) if text else 0
        auto = not text and any(_is_numbered(paragraph) for paragraph in paragraphs)
        return cls(text, min(max(span, 1), MAX_SPAN), continues, auto, lost)


def _find_numbering(part):
    """Returns the root of numbering.xml, None without one. ``part.numbering_part`` would create an empty one."""
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    return None


def _build_free_places(row) -> list[_Place]:
    """Builds empty places for the columns that a row leaves free at its left."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    count = read_xml_number(before.get(qn("w:val"))) if before is not None else 0
    return [_Place() for _ in range(min(count, MAX_SPAN))]


def _is_numbered(paragraph) -> bool:
    number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
    return number is not None and number.get(qn("w:val")) != "0"


def _expand_rows(rows: list[list[_Place]]) -> list[list[GridCell]]:
    width = max(sum(place.span for place in row) for row in rows)
    grid: list[list[GridCell]] = []
    for index, row in enumerate(rows):
        cells: list[GridCell] = []
        for place in row:
            cell = GridCell(place.text, (index, len(cells)), place.auto)
            if place.continues and grid and not place.text:
                cell = grid[-1][len(cells)]
            cells += [cell] * place.span
        cells += [GridCell("", (index, column)) for column in range(len(cells), width)]
        grid.append(cells)
    return grid


def _iterate_children(parent, tag):
    """Yields the children with a tag, also those inside content controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in WRAPPERS:
            yield from _iterate_children(element, tag)


def get_paragraph_text(paragraph) -> str:
    """Returns the text of a paragraph as Word shows it, with line breaks, without deletions and field codes."""
    return "".join(_iterate_pieces(paragraph))


def _iterate_pieces(parent):
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
            yield from _iterate_pieces(element)
