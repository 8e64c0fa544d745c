"""Writes sheets as a Word document.

Table rows are built as XML and parsed row by row, because cell access through python-docx takes time that
grows with the square of the rows.
"""

from collections.abc import Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm
from lxml import etree

from reports.printing import fitting, typography
from reports.printing.sheet import INTERNAL_MARK, Align, Cell, Column, Merge, Sheet
from reports.printing.typography import BODY_POINTS, Typeface

# GB/T 9704-2012 gives a page of 210 × 297 mm the margins 37 (top), 28 (left) and a text area of 156 × 225 mm;
# on a landscape page the bound edge is at the top
TOP_MARGIN_MM, BOTTOM_MARGIN_MM, SIDE_MARGIN_MM = 28, 26, 36
TABLE_TWIPS = round((typography.PAGE_LONG_MM - 2 * SIDE_MARGIN_MM) * typography.POINTS_PER_MM * 20)
TEXT_AREA_POINTS = (typography.PAGE_SHORT_MM - TOP_MARGIN_MM - BOTTOM_MARGIN_MM) * typography.POINTS_PER_MM

LINE_POINTS = 15
# 附件1 is on the first line of the page, the title on the third (GB/T 9704-2012, 7.3.7); the line between them is as
# high as a table line, so that a short table stays on one page
ABOVE_TITLE_POINTS, BELOW_TITLE_POINTS = LINE_POINTS, 6
CELL_MARGIN_TWIPS = 60
# a row up to this share of the page moves to the next page as a whole; a longer one may be split
WHOLE_ROW_SHARE = 1 / 2

NAMESPACES = nsdecls("w")
# no extra space between Han characters and digits, because the tables are dense
DENSE = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
PARSER = etree.XMLParser(resolve_entities=False)


def write_document(sheets: Sequence[Sheet], stream: BinaryIO) -> None:
    """Writes one document with A4 landscape pages; every sheet begins on a new page.

    Args:
        sheets: at least one.
    """
    document = Document()
    set_defaults(document, sheets[0].title if len(sheets) == 1 else "")
    set_landscape_page(document.sections[0])
    add_page_numbers(document)
    for order, sheet in enumerate(sheets):
        append_sheet(document, sheet, on_new_page=order > 0)
    if any(sheet.is_internal for sheet in sheets):
        add_internal_mark(document)
    document.save(stream)


def add_internal_mark(document: WordDocument) -> None:
    """Puts 内部 at the upper left of every page in 3号黑体, as GB/T 9704-2012, 7.2.2 places a mark of secrecy.

    It stands in the margin above the text, so that lines and pages stay where they are.
    """
    add_to_heads(document, build_run(INTERNAL_MARK, typography.HEADING_FACE, typography.LABEL_POINTS))


def add_to_heads(document: WordDocument, run: str) -> None:
    """Adds a run to the heads of odd and even pages; later sections show those of the first."""
    section = document.sections[0]
    for head in (section.header, section.even_page_header):
        if head.is_linked_to_previous:
            head.is_linked_to_previous = False
        head.paragraphs[0]._p.append(parse_xml(run.replace("<w:r>", f"<w:r {NAMESPACES}>", 1)))


def append_sheet(document: WordDocument, sheet: Sheet, *, on_new_page: bool) -> None:
    """Appends label, title and table to the last section of a document."""
    end = document.element.body.sectPr
    for element in iterate_sheet_elements(sheet, on_new_page):
        end.addprevious(element)


def iterate_sheet_elements(sheet: Sheet, on_new_page: bool):
    label = sheet.label
    if label:
        yield build_heading_paragraph(label, typography.HEADING_FACE, typography.LABEL_POINTS, "left", on_new_page)
    yield build_heading_paragraph(
        sheet.title,
        typography.TITLE_FACE,
        typography.TITLE_POINTS,
        "center",
        on_new_page and not label,
        before=ABOVE_TITLE_POINTS if label else 0,
        after=BELOW_TITLE_POINTS,
    )
    yield build_table_element(sheet)
    # Word needs a paragraph after a table; this one is nearly invisible
    yield parse_xml(
        f'<w:p {NAMESPACES}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
    )


def build_heading_paragraph(
    text: str,
    face: Typeface,
    points: float,
    align: str,
    on_new_page: bool,
    before: float = 0,
    after: float = 0,
):
    """Builds a line above a table.

    Args:
        before, after: points of free space above and below it.
    """
    new_page = "<w:pageBreakBefore/>" if on_new_page else ""
    return parse_xml(
        f"<w:p {NAMESPACES}><w:pPr><w:keepNext/>{new_page}{DENSE}"
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="{round(points * 30)}" w:lineRule="exact"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{build_run(text, face, points)}</w:p>'
    )


def build_table_element(sheet: Sheet):
    """Builds the whole table as one element, in time linear in the number of rows."""
    widths = compute_column_twips(sheet.columns)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    element = parse_xml(
        f'<w:tbl {NAMESPACES}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{build_borders()}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f"{build_cell_margins()}"
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )
    element.append(parse_xml(build_header_row(sheet.columns, widths)))
    starts = {(merge.first, merge.column): merge for merge in sheet.merges}
    hidden = sheet.compute_hidden_cells()
    for index, row in enumerate(sheet.rows):
        element.append(parse_xml(build_body_row(row, index, sheet.columns, widths, starts, hidden)))
    return element


def build_borders() -> str:
    return "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )


def build_cell_margins() -> str:
    margins = {"top": 40, "left": CELL_MARGIN_TWIPS, "bottom": 40, "right": CELL_MARGIN_TWIPS}
    return "".join(f'<w:{edge} w:w="{twips}" w:type="dxa"/>' for edge, twips in margins.items())


def compute_column_twips(columns: Sequence[Column]) -> list[int]:
    return [round(column.share * TABLE_TWIPS) for column in columns]


def build_header_row(columns: Sequence[Column], widths: Sequence[int]) -> str:
    """Builds the header, which repeats on every page; a label may span several columns."""
    cells = []
    for index, column in enumerate(columns):
        if column.spans:
            width = sum(widths[index : index + column.spans])
            span = f'<w:gridSpan w:val="{column.spans}"/>' if column.spans > 1 else ""
            content = build_cell_paragraphs(column.label, typography.HEADING_FACE, typography.HEADER_POINTS, "center")
            cells.append(build_cell(width, span, content))
    properties = '<w:cantSplit/><w:trHeight w:val="480"/><w:tblHeader/>'
    return f"<w:tr {NAMESPACES}><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def build_body_row(
    row: Sequence[Cell],
    index: int,
    columns: Sequence[Column],
    widths: Sequence[int],
    starts: dict[tuple[int, int], Merge],
    hidden: frozenset[tuple[int, int]],
) -> str:
    cells = []
    for position, (value, column, width) in enumerate(zip(row, columns, widths, strict=True)):
        place = (index, position)
        merge = '<w:vMerge w:val="restart"/>' if place in starts else ""
        text = str(value)
        if place in hidden:
            merge, text = "<w:vMerge/>", ""
        align = "left" if column.align == Align.LEFT else "center"
        cells.append(build_cell(width, merge, build_cell_paragraphs(text, typography.BODY_FACE, BODY_POINTS, align)))
    whole = "<w:cantSplit/>" if should_stay_whole(row, index, widths, hidden) else ""
    return f'<w:tr {NAMESPACES}><w:trPr>{whole}<w:trHeight w:val="420"/></w:trPr>{"".join(cells)}</w:tr>'


def should_stay_whole(row: Sequence[Cell], index: int, widths: Sequence[int], hidden: frozenset) -> bool:
    """Whether a row is short enough to move to the next page as a whole instead of being split."""
    lines = max(
        fitting.count_lines(str(value), (width - 2 * CELL_MARGIN_TWIPS) / 20 / BODY_POINTS)
        for position, (value, width) in enumerate(zip(row, widths, strict=True))
        if (index, position) not in hidden
    )
    return lines * LINE_POINTS <= TEXT_AREA_POINTS * WHOLE_ROW_SHARE


def build_cell(width: int, merge: str, content: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def build_cell_paragraphs(text: str, face: Typeface, points: float, align: str) -> str:
    """Builds one paragraph for every line of the cell."""
    properties = (
        f'<w:pPr>{DENSE}<w:spacing w:before="0" w:after="0" w:line="{LINE_POINTS * 20}" w:lineRule="exact"/>'
        f'<w:jc w:val="{align}"/></w:pPr>'
    )
    return "".join(f"<w:p>{properties}{build_run(line, face, points)}</w:p>" for line in text.split("\n"))


def build_run(text: str, face: Typeface, points: float) -> str:
    """Builds a run in a Chinese typeface; digits and letters use it too, as in official documents."""
    if not text:
        return ""
    name = quoteattr(face.name)
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:hint="eastAsia"/>'
        f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def set_defaults(document: WordDocument, title: str) -> None:
    """Sets Chinese as the language, the default typefaces, and alternatives for machines without them."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    body = quoteattr(typography.BODY_FACE.name)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    defaults.clear()
    defaults.append(
        parse_xml(
            f"<w:rPr {NAMESPACES}><w:rFonts w:ascii={body} w:hAnsi={body} w:eastAsia={body} w:cs={body}/>"
            '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
        )
    )
    normal = document.styles["Normal"].element
    fonts = normal.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    if fonts is not None:
        fonts.getparent().remove(fonts)
    add_typeface_alternatives(document)


def add_typeface_alternatives(document: WordDocument) -> None:
    """Adds to the font table what Word should use if a typeface is missing."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = etree.fromstring(part.blob, PARSER)
    for face in typography.FACES:
        fonts.append(
            parse_xml(
                f"<w:font {NAMESPACES} w:name={quoteattr(face.name)}>"
                f"<w:altName w:val={quoteattr(face.alternative)}/>"
                '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
            )
        )
    part._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)


def set_landscape_page(section: Section) -> None:
    """Sets A4 landscape with the margins of GB/T 9704."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(typography.PAGE_LONG_MM), Mm(typography.PAGE_SHORT_MM)
    section.top_margin, section.bottom_margin = Mm(TOP_MARGIN_MM), Mm(BOTTOM_MARGIN_MM)
    section.left_margin = section.right_margin = Mm(SIDE_MARGIN_MM)
    section.header_distance = section.footer_distance = Mm(15)


def add_page_numbers(document: WordDocument) -> None:
    """Adds — 1 — at the outer edge, one character in: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        footer.paragraphs[0]._p.getparent().replace(footer.paragraphs[0]._p, build_page_number(align))


def build_page_number(align: str):
    inset = round(typography.PAGE_POINTS * 20)
    return parse_xml(
        f'<w:p {NAMESPACES}><w:pPr><w:ind w:left="{inset}" w:right="{inset}"/><w:jc w:val="{align}"/></w:pPr>'
        f"{build_page_field()}</w:p>"
    )


def build_page_field() -> str:
    """Builds the runs of — 1 —."""
    face, points = typography.PAGE_FACE, typography.PAGE_POINTS
    field = f'<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT ">{build_run("1", face, points)}</w:fldSimple>'
    return f"{build_run('— ', face, points)}{field}{build_run(' —', face, points)}"
