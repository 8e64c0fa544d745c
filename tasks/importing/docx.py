"""Reads a Word file into paragraphs and grids. It reads the XML, because cell access of python-docx is quadratic."""

from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from tasks.importing.notes import ReadingNotes
from tasks.importing.numbers import read_xml_number
from tasks.importing.raw import Grid, PrintedLine, RawDocument, Unreadable, require_table_size, trim_lines
from tasks.importing.symbols import read_hue
from tasks.importing.word_grid import WordCell, WordRow, build_word_grid
from tasks.importing.word_text import (
    DELETED,
    TBL,
    TRACKED,
    WRAPPERS,
    P,
    WordExtras,
    WordText,
    is_framed,
    is_prompt,
    iterate_boxed_paragraphs,
    iterate_boxes,
    iterate_paragraphs,
    read_word_extras,
)
from tasks.importing.wordlists import WordLists

#: the largest number of columns of a Word table
MAX_SPAN = 63
TR, TC = qn("w:tr"), qn("w:tc")
#: a nested table of this size is a table of its own, and the one around it only arranges the page
LAYOUT_ROWS, LAYOUT_COLUMNS = 2, 3


def read_docx(content: bytes, filename: str) -> RawDocument:
    """Reads paragraphs and tables of a Word file's body, in order.

    Raises:
        Unreadable: the package opens but is not a Word document.
    """
    try:
        document = Document(BytesIO(content))
        body, extras = document.element.body, read_word_extras(document.part)
        numbering = _find_part(document.part, RELATIONSHIP_TYPE.NUMBERING)
        lists, body_lists = (WordLists(numbering, document.styles.element) for _ in range(2))
    except Exception as error:  # python-docx raises whatever its parts raise
        raise Unreadable(f"文件“{filename}”已损坏，Word 内容读不出来。请重新保存后再导入。") from error
    reader = _Reader(filename, lists, body_lists, extras)
    reader.walk(body if body is not None else ())
    return reader.finish()


class _Reader:
    """Reads a body.

    Args:
        lists, body_lists: the automatic numbers of cells, and those of the paragraphs between tables.
    """

    def __init__(self, filename: str, lists: WordLists, body_lists: WordLists, extras: WordExtras):
        self.document, self.lists, self.body_lists = RawDocument(filename, []), lists, body_lists
        self.notes = ReadingNotes()
        self.text = WordText(extras, self.notes)
        self.lines: list[str] = []
        self.extras = extras
        self.frame, self.is_in_frame = 0, False

    def walk(self, parent) -> None:
        for element in parent:
            if element.tag == P:
                self.notes.place = "正文"
                boxes = [box for box in iterate_boxes(element) if box.find(TBL) is not None]
                if boxes:
                    for box in boxes:
                        self.walk(box)
                else:
                    self.take_paragraph(element)
            elif element.tag == TBL:
                self.take_table(element)
            elif element.tag in WRAPPERS:
                self.walk(element)

    def take_paragraph(self, paragraph) -> None:
        first = len(self.text.all_notes)
        boxed = [self.text.read(inner) for inner in iterate_boxed_paragraphs(paragraph)]
        boxed_notes = self.text.all_notes[first:]
        text = self.text.read_own(paragraph)
        self.lines += [line for line in "\n".join([text, *boxed]).split("\n") if line.strip()]
        framed = bool(text.strip()) and is_framed(paragraph, self.extras)
        if framed and not self.is_in_frame:
            self.frame += 1
        if text.strip():
            self.is_in_frame = framed
        label = self.build_label(paragraph) if text.strip() else ""
        notes = [(at + len(label), note) for at, note in self.text.found_notes]
        if text.strip() or notes:
            self.document.lines += _print_lines(label + text, self.frame if framed else 0, notes)
        if any(map(str.strip, boxed)):
            self.print_frame(boxed, boxed_notes)

    def build_label(self, paragraph) -> str:
        """Returns the automatic number that Word prints before a paragraph; "" for none and for one that cannot be known."""
        return (self.body_lists.build_label(paragraph) or "") if self.body_lists.is_numbered(paragraph) else ""

    def print_frame(self, texts: list[str], notes: list[str]) -> None:
        """Prints what stands in a text box or a table of one column; its notes go to its end."""
        self.frame, self.is_in_frame = self.frame + 1, False
        lines = [line for text in texts for line in _print_lines(text, self.frame, [])]
        self.document.lines += _add_notes(lines, notes)

    def take_table(self, table) -> None:
        if _arranges_page(table):
            for row in _iterate_children(table, TR):
                for cell in _iterate_children(row, TC):
                    self.walk(cell)
            return
        number, first = len(self.document.grids) + 1, len(self.text.all_notes)
        rows = [
            self.read_row(row, f"第 {number} 个表格第 {index} 行")
            for index, row in enumerate(_iterate_children(table, TR), start=1)
            if not self.is_deleted(row)
        ]
        rows = [row for row in rows if row.cells]
        if not rows:
            return
        require_table_size(len(rows), max(row.width for row in rows), self.document.filename)
        grid, by_order = build_word_grid(rows, _list_column_widths(table))
        self.document.grids.append(Grid(None, grid, list(range(1, len(rows) + 1)), self.lines))
        self.lines = []
        if max(row.width for row in rows) == 1:
            self.print_frame([cell.text for row in rows for cell in row.cells], self.text.all_notes[first:])
        else:
            texts = ["\t".join(cell.text.replace("\n", "") for cell in row.cells) for row in rows]
            printed = [PrintedLine(text, is_row=True) for text in texts if text.strip()]
            self.document.lines += _add_notes(printed, self.text.all_notes[first:])
        self.report_table(number, rows, by_order)

    def report_table(self, number: int, rows: list[WordRow], by_order: bool) -> None:
        if by_order:
            self.document.warnings.append(
                f"第 {number} 个表格各行的竖线略有错开，按每行第几格对应表头读取，请核对各列有没有错位。"
            )
        lost = sum(cell.lost for row in rows for cell in row.cells)
        if lost:
            self.document.warnings.append(f"第 {number} 个表格有 {lost} 段文字的自动编号读不出来，请核对。")

    def is_deleted(self, row) -> bool:
        """Returns whether a row does not print: it is struck by a revision, or hidden."""
        if row.find(f"{qn('w:trPr')}/{qn('w:hidden')}") is not None:
            self.notes.place = f"第 {len(self.document.grids) + 1} 个表格"
            self.notes.add_text(
                "有隐藏的行，打印时看不见，未读入：", "".join(text.text or "" for text in row.iter(qn("w:t")))
            )
            return True
        if not any(row.find(f"{qn('w:trPr')}/{tag}") is not None for tag in DELETED):
            return False
        self.notes.place = f"第 {len(self.document.grids) + 1} 个表格"
        self.notes.add_place(TRACKED)
        return True

    def read_row(self, row, place: str) -> WordRow:
        cells = _build_free_places(row)
        for cell in _iterate_children(row, TC):
            self.notes.place = f"{place}第 {len(cells) + 1} 格"
            cells.append(self.read_cell(cell))
        return WordRow(cells)

    def read_cell(self, cell) -> WordCell:
        properties = cell.tcPr
        spanning = properties.find(qn("w:gridSpan")) if properties is not None else None
        span = read_xml_number(spanning.get(qn("w:val")), 1) if spanning is not None else 1
        merge = properties.find(qn("w:vMerge")) if properties is not None else None
        shading = properties.find(qn("w:shd")) if properties is not None else None
        fill = shading.get(qn("w:fill"), "") if shading is not None else ""
        continues = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        self.text.shaded = fill not in ("", "auto", "FFFFFF")
        self.text.hues, self.text.has_picture = set(), False
        paragraphs = [] if is_prompt(cell) else list(iterate_paragraphs(cell))
        text, lost, auto = self.read_paragraphs(paragraphs)
        self.text.shaded = False
        hues = {read_hue(fill), *self.text.hues} - {""}
        hue = hues.pop() if len(hues) == 1 else ""
        return WordCell(text, min(max(span, 1), MAX_SPAN), continues, auto, lost, hue, self.text.has_picture)

    def read_paragraphs(self, paragraphs: list) -> tuple[str, int, bool]:
        """Returns the text, the number of numbers that cannot be read, and whether there is only a number."""
        labels = [self.lists.build_label(one) if self.lists.is_numbered(one) else "" for one in paragraphs]
        texts = [self.text.read(paragraph) for paragraph in paragraphs]
        if sum(bool(text.strip()) for text in texts) > 1:
            texts = [(label or "") + text if text.strip() else text for label, text in zip(labels, texts, strict=True)]
        text = trim_lines("\n".join(texts))
        lost = sum(label is None for label in labels) if text else 0
        return text, lost, not text and any(map(self.lists.is_numbered, paragraphs))

    def finish(self) -> RawDocument:
        self.document.tail = self.lines
        self.document.warnings += self.notes.list_warnings()
        return self.document


def _print_lines(text: str, frame: int, notes: list[tuple[int, str]]) -> list[PrintedLine]:
    """Cuts a text at its line breaks; each note goes to the line in which it stands, behind what is trimmed."""
    lines, start = [], 0
    for line in text.split("\n"):
        left = start + len(line) - len(line.lstrip())
        end = start + len(line)
        own = tuple((min(max(at - left, 0), len(line.strip())), note) for at, note in notes if start <= at <= end)
        if line.strip() or own:
            lines.append(PrintedLine(line.strip(), frame, own))
        start = end + 1
    return lines


def _add_notes(lines: list[PrintedLine], notes: list[str]) -> list[PrintedLine]:
    """Puts notes at the end of the last line."""
    if not lines or not notes:
        return lines
    *others, line = lines
    return [*others, replace(line, notes=(*line.notes, *((len(line.text), note) for note in notes)))]


def _find_part(part, reltype: str):
    """Returns the root of a part, None without one. ``part.numbering_part`` would create an empty one."""
    for relation in part.rels.values():
        if relation.reltype == reltype and not relation.is_external:
            return relation.target_part.element
    return None


def _build_free_places(row) -> list[WordCell]:
    """Builds empty cells for the columns that a row leaves free at its left."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    count = read_xml_number(before.get(qn("w:val"))) if before is not None else 0
    return [WordCell() for _ in range(min(count, MAX_SPAN))]


def _arranges_page(table) -> bool:
    """Returns whether a table only arranges the page: one of its cells contains a whole table."""
    return any(
        len(rows := list(_iterate_children(inner, TR))) >= LAYOUT_ROWS
        and max(sum(1 for _ in _iterate_children(row, TC)) for row in rows) >= LAYOUT_COLUMNS
        for row in _iterate_children(table, TR)
        for cell in _iterate_children(row, TC)
        for inner in _iterate_children(cell, TBL)
    )


def _list_column_widths(table) -> list[int]:
    """Returns the widths of the grid's columns in twentieths of a point; [] where one is not stated."""
    columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    widths = [read_xml_number(column.get(qn("w:w"))) for column in columns]
    return widths if all(widths) else []


def _iterate_children(parent, tag):
    """Yields the children with a tag, also those inside content controls."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in WRAPPERS:
            yield from _iterate_children(element, tag)
