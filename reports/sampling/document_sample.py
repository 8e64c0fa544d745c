"""Fills an office's own Word table: rows take the style of its body, what stands below stays below."""

from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.printing.document import add_internal_mark
from reports.printing.sheet import FilledSample
from reports.sampling.reading import iterate_row_cells

#: what a paragraph of a cell keeps when its words change
KEPT_IN_PARAGRAPH = {qn("w:pPr")}


def fill_document(sample: FilledSample) -> bytes:
    """Fills the document, in time linear in the rows."""
    document = Document(BytesIO(sample.content))
    table = document.tables[sample.table]._tbl
    rows = list(table.tr_lst)
    for at, column, text in sample.heads:
        write_sample_head(table, rows, at, column, text)
    body = rows[sample.body[0] : sample.body[1] + 1]
    pattern, closing = prepare_pattern(body[0]), prepare_pattern(body[-1])
    starts = {(merge.first, merge.column) for merge in sample.merges}
    hidden = {(row, merge.column) for merge in sample.merges for row in range(merge.first + 1, merge.last + 1)}
    place = body[0]
    made = []
    for index, values in enumerate(sample.rows):
        row = deepcopy(closing if index == len(sample.rows) - 1 else pattern)
        texts = dict(zip(sample.columns, values, strict=True))
        for cell, start, _, _ in list(iterate_row_cells(row)):
            merge = "restart" if (index, start) in starts else "continue" if (index, start) in hidden else ""
            fill_word_cell(cell, "" if (index, start) in hidden else str(texts.get(start, "")), merge)
        made.append(row)
    for row in made:
        place.addprevious(row)
    for row in body:
        row.getparent().remove(row)
    if sample.is_internal:
        add_internal_mark(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def write_sample_head(table: Any, rows: list[Any], row: int, column: int, text: str) -> None:
    """Writes the title above the table (a negative row counts paragraphs upwards), or a cell of the head."""
    if row < 0:
        paragraph = table
        for _ in range(-row):
            paragraph = paragraph.getprevious()
        write_paragraph(paragraph, text)
        return
    for cell, start, _, is_continued in iterate_row_cells(rows[row]):
        if start == column and is_continued and row > 0:
            write_sample_head(table, rows, row - 1, column, text)
        elif start == column:
            fill_word_cell(cell, text, "")


def prepare_pattern(row: Any) -> Any:
    """Returns a copy of a row of the body that other rows are made from: not merged downwards, and as high as its words need."""
    pattern = deepcopy(row)
    for merge in list(pattern.iter(qn("w:vMerge"))):
        merge.getparent().remove(merge)
    for height in pattern.iter(qn("w:trHeight")):
        if height.get(qn("w:hRule")) == "exact":
            height.set(qn("w:hRule"), "atLeast")
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        for mark in list(pattern.iter(qn(name))):
            mark.getparent().remove(mark)
    return pattern


def fill_word_cell(cell: Any, text: str, merge: str) -> None:
    """Writes a text into a cell, a paragraph for each line, all in the style of its first paragraph."""
    if merge:
        set_vertical_merge(cell, merge)
    first = next(cell.iter(qn("w:p")), None)
    if first is None:
        first = OxmlElement("w:p")
    for element in list(cell):
        if element.tag != qn("w:tcPr") and element is not first:
            cell.remove(element)
    if first.getparent() is not cell:
        cell.append(first)
    lines = text.split("\n")
    for line in lines[1:]:
        copy = deepcopy(first)
        write_paragraph(copy, line)
        cell.append(copy)
    write_paragraph(first, lines[0])


def set_vertical_merge(cell: Any, merge: str) -> None:
    properties = cell.get_or_add_tcPr()
    element = properties.get_or_add_vMerge() if hasattr(properties, "get_or_add_vMerge") else None
    if element is None:
        element = OxmlElement("w:vMerge")
        properties.append(element)
    element.set(qn("w:val"), merge)


def write_paragraph(paragraph: Any, text: str) -> None:
    """Replaces the words of a paragraph; they take the style of its longest run, or of its mark where it has none."""
    runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    longest = max(runs, key=lambda run: len(run.findtext(qn("w:t")) or ""), default=None)
    style = longest.find(qn("w:rPr")) if longest is not None else paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    kept = deepcopy(style) if style is not None else None
    for element in list(paragraph):
        if element.tag not in KEPT_IN_PARAGRAPH:
            paragraph.remove(element)
    if not text:
        return
    fresh = OxmlElement("w:r")
    if kept is not None:
        for change in kept.findall(qn("w:rPrChange")):
            kept.remove(change)
        fresh.append(kept)
    words = OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    fresh.append(words)
    paragraph.append(fresh)
