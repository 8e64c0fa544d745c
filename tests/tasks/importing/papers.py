"""Writes small Word and Excel files like those of offices."""

from io import BytesIO
from pathlib import Path

from docx import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

from tasks.importing import parse_document, read_raw_document

#: in a Word table: continues the cell above, the cell to the left
UP, LEFT = object(), object()
#: in a Word table: an automatic number without text
AUTO = object()


def docx(*blocks) -> BytesIO:
    """Writes a Word file of paragraphs (strings) and tables (lists of rows of cells), in order."""
    word = Word()
    for block in blocks:
        if isinstance(block, str):
            word.add_paragraph(block)
        else:
            add_table(word, block)
    file = BytesIO()
    word.save(file)
    file.seek(0)
    return file


def add_table(word, rows: list[list]) -> None:
    table = word.add_table(len(rows), max(map(len, rows)))
    cells = [list(row.cells) for row in table.rows]
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value is UP:
                cells[row][column] = cells[row - 1][column].merge(cells[row][column])
            elif value is LEFT:
                cells[row][column] = cells[row][column - 1].merge(cells[row][column])
            elif value is AUTO:
                number_paragraph(cells[row][column].paragraphs[0])
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, str):
                cells[row][column].text = value


def number_paragraph(paragraph, identity: str = "1") -> None:
    """Numbers a paragraph as Word does."""
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", identity)):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        numbering.append(element)
    properties.append(numbering)


def xlsx(sheets: dict[str, list[list]], merges: dict[str, list[str]] | None = None) -> BytesIO:
    """Writes an Excel file: sheet name → rows; ``merges`` names merged areas by sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in (merges or {}).get(name, []):
            sheet.merge_cells(area)
    return saved(book)


def saved(book: Workbook) -> BytesIO:
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def understood(file: BytesIO | Path, filename: str, **options):
    """Reads and parses a document."""
    return parse_document(read_raw_document(file, filename), **options)


def row_values(row) -> dict:
    """Returns a row as plain values, without empty ones and without those not asked for."""
    values = {
        "at": row.at,
        "number": row.number,
        "kind": row.kind.value,
        "section": row.section,
        "name": row.name,
        "text": row.text,
        "leaders": row.leaders,
        "lead": [part.text for part in row.lead or []],
        "cooperating": [part.text for part in row.cooperating or []],
        "due": row.due,
        "progress": row.progress,
        "problem": row.problem,
        "next_step": row.next_step,
        "judgement": row.judgement,
        "outcome": row.outcome and row.outcome.value,
        "warnings": row.warnings,
    }
    return {key: value for key, value in values.items() if value not in (None, [], "")}


def heading_values(document) -> dict:
    return {
        "title": document.title,
        "document_number": document.document_number,
        "issued_on": document.issued_on and document.issued_on.isoformat(),
        "government": document.government,
        "year": document.year,
        "period": document.period,
        "is_plan": document.is_plan,
    }
