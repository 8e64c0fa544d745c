"""Writes a report as a Word document after GB/T 9704-2012, with its attachments on landscape pages.

A page has 22 lines of 28 characters: the document grid sets the lines to an exact pitch, and the characters
are spaced closer so that 28 fit. A machine without the official typefaces therefore breaks lines and pages in
the same places. A character grid would do so in the page setup, but LibreOffice gives two cells to a
character wider than one.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from math import floor

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from reports.printing import document, fitting, typography
from reports.printing.document import NAMESPACES, add_internal_mark, append_sheet, build_run
from reports.printing.paragraphs import Level, Paragraph
from reports.printing.sheet import Sheet
from reports.printing.sideways import add_sideways_numbers
from reports.printing.typography import Typeface

# GB/T 9704-2012, 5.1 and 5.2.1: page, margins, text area 156 × 225 mm
TOP_MM, LEFT_MM, WIDTH_MM, HEIGHT_MM = 37, 28, 156, 225
# 7.5: the page number is 7 mm below the text area; the footer line is 6 mm high
FOOTER_MM = typography.PAGE_LONG_MM - TOP_MM - HEIGHT_MM - 7 - 6
# 5.2.3: 22 lines of 28 characters
LINES, CHARACTERS = 22, 28
LINE_TWIPS = int(HEIGHT_MM * typography.POINTS_PER_MM * 20 / LINES)
TEXT_POINTS = 16
# character spacing in twentieths of a point, relative to the type's width
CLOSER_TWIPS = floor((WIDTH_MM * typography.POINTS_PER_MM / CHARACTERS - TEXT_POINTS) * 20)
TITLE_POINTS = 22
TITLE_TWIPS = 36 * 20
EM_TWIPS = TEXT_POINTS * 20

#: 7.3.3: 一、黑体 （一）楷体 1. 仿宋; everything else 仿宋
FACES = {Level.HEADING_1: typography.HEADING_FACE, Level.HEADING_2: typography.KAI_FACE}
INDENTED = (Level.BODY, Level.HEADING_1, Level.HEADING_2, Level.ITEM, Level.NOTE)
#: empty lines before a paragraph that follows one of another level: 7.3.2, 7.3.4, 7.3.5 (room for the seal)
GAPS = {Level.SALUTATION: 1, Level.ATTACHMENT: 1, Level.ISSUER: 2, Level.DATE: 0}
# 7.3.5.1: the date is four characters from the right edge, the issuer centred above it
DATE_INDENT_EM = 4
# indents of the line, the width of 附件： and that of the number 1. in em
ATTACHMENT_EM, FIRST_ATTACHMENT_EM, NUMBER_EM = 2, 3, 1.25


def write_official_document(
    paragraphs: Sequence[Paragraph], sheets: Sequence[Sheet], *, is_internal: bool = False
) -> bytes:
    """Writes the document and returns its bytes.

    Args:
        paragraphs: the numbered paragraphs of the report; at least one.
        sheets: its attachments; may be empty.
        is_internal: whether it bears the mark 内部 whatever its sheets tell.
    """
    word = Document()
    document.set_defaults(word, next((each.line for each in paragraphs if each.level == Level.TITLE), ""))
    set_text_size(word)
    set_portrait_page(word.sections[0])
    document.add_page_numbers(word)
    end = word.element.body.sectPr
    for element in iterate_paragraph_elements(paragraphs):
        end.addprevious(element)
    if sheets:
        begin_attachments(word)
    for order, sheet in enumerate(sheets):
        append_sheet(word, sheet, on_new_page=order > 0)
    if is_internal or any(sheet.is_internal for sheet in sheets):
        add_internal_mark(word)
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def set_text_size(word: WordDocument) -> None:
    """Sets 3号 as the size that the grid is based on."""
    normal = word.styles["Normal"].element
    properties = normal.get_or_add_rPr()
    for name in ("sz", "szCs"):
        properties.append(parse_xml(f'<w:{name} {NAMESPACES} w:val="{TEXT_POINTS * 2}"/>'))


def set_portrait_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(typography.PAGE_SHORT_MM), Mm(typography.PAGE_LONG_MM)
    section.top_margin, section.left_margin = Mm(TOP_MM), Mm(LEFT_MM)
    section.right_margin = Mm(typography.PAGE_SHORT_MM - LEFT_MM - WIDTH_MM)
    section.bottom_margin = Mm(typography.PAGE_LONG_MM - TOP_MM - HEIGHT_MM)
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOTER_MM)
    set_grid(section, f'w:type="lines" w:linePitch="{LINE_TWIPS}"')


def set_grid(section: Section, attributes: str) -> None:
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(parse_xml(f"<w:docGrid {NAMESPACES} {attributes}/>"))


def begin_attachments(word: WordDocument) -> None:
    """Begins a landscape section; the last paragraph holds the break, so that no empty one is added."""
    body = word.element.body
    last = body.sectPr.getprevious()
    attachments = word.add_section(WD_SECTION.NEW_PAGE)
    carrier = body.sectPr.getprevious()
    last.get_or_add_pPr().append(carrier.pPr.find(qn("w:sectPr")))
    body.remove(carrier)
    document.set_landscape_page(attachments)
    add_sideways_numbers(attachments)
    set_grid(attachments, 'w:linePitch="312"')


def iterate_paragraph_elements(paragraphs: Iterable[Paragraph]) -> Iterator:
    before: Level | None = None
    date = next((each.line for each in paragraphs if each.level == Level.DATE), "")
    for each in paragraphs:
        if before is not None and before != each.level:
            for _ in range(GAPS.get(each.level, 0) or int(before == Level.NUMBER)):
                yield build_paragraph("", "", "<w:keepNext/>" if each.level == Level.ISSUER else "")
        yield build_element(each, date)
        before = each.level


def build_element(each: Paragraph, date: str):
    if each.level == Level.TITLE:
        return build_title(each.text)
    if each.level == Level.ATTACHMENT:
        return build_attachment_line(each)
    if each.level in (Level.ISSUER, Level.DATE):
        return build_signature(each, date)
    if each.level == Level.NUMBER:
        return build_paragraph(build_text_runs(each.line, typography.BODY_FACE), '<w:jc w:val="center"/>')
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * EM_TWIPS}"/>' if each.level in INDENTED else ""
    keep = "<w:keepNext/>" if each.level in (Level.HEADING_1, Level.HEADING_2) else ""
    return build_paragraph(build_body_runs(each), f'{indent}<w:jc w:val="both"/>', keep)


def build_body_runs(each: Paragraph) -> str:
    """Builds the runs of a paragraph; the first sentence of an item is its heading, in bold."""
    words = each.number + each.text
    head, stop, rest = words.partition("。")
    face = FACES.get(each.level, typography.BODY_FACE)
    if each.level != Level.ITEM or not rest:
        return build_text_runs(words, face)
    return build_text_runs(head + stop, face, "<w:b/>") + build_text_runs(rest, face)


def build_text_runs(text: str, face: Typeface, extra: str = "", points: float = TEXT_POINTS) -> str:
    """Builds one run for each line, with breaks between them.

    Args:
        extra: ``<w:b/>`` for bold.
    """
    closer = f'<w:spacing w:val="{CLOSER_TWIPS}"/>' if points == TEXT_POINTS else ""
    joined = "<w:r><w:br/></w:r>".join(build_run(line, face, points) for line in text.split("\n"))
    # the schema's order of a run's properties: typeface, bold, spacing, size
    return joined.replace("<w:sz ", f"{extra}{closer}<w:sz ")


def build_paragraph(content: str, properties: str, keep: str = "", twips: int = LINE_TWIPS, tabs: str = ""):
    """Builds a paragraph whose lines are exactly ``twips`` high.

    Args:
        properties: the elements after the spacing: indents and alignment.
        keep: ``<w:keepNext/>`` to keep it with the next paragraph.
    """
    return parse_xml(
        f'<w:p {NAMESPACES}><w:pPr>{keep}<w:widowControl w:val="0"/>{tabs}{document.DENSE}'
        f'<w:spacing w:before="0" w:after="0" w:line="{twips}" w:lineRule="exact"/>'
        f"{properties}</w:pPr>{content}</w:p>"
    )


def build_title(text: str):
    """Builds the title: 2号小标宋, centred, with the line breaks of the text (7.3.1: 词意完整、排列对称)."""
    content = build_text_runs(text, typography.TITLE_FACE, points=TITLE_POINTS)
    return build_paragraph(content, '<w:jc w:val="center"/>', "<w:keepNext/>", TITLE_TWIPS)


def build_attachment_line(each: Paragraph):
    """Builds 附件：1. 名称, two characters in; further lines begin below the name's first character (7.3.4)."""
    number, name = each.number.rstrip(), each.line.removeprefix(each.number)
    label_em = FIRST_ATTACHMENT_EM
    lead = label_em if number.startswith("附件") else 0
    number_em = NUMBER_EM if number.removeprefix("附件：") else 0
    left = ATTACHMENT_EM + label_em + number_em
    hanging = lead + number_em
    indent = f'<w:ind w:left="{convert_em_to_twips(left)}" w:hanging="{convert_em_to_twips(hanging)}"/>'
    tabs = f'<w:tabs><w:tab w:val="left" w:pos="{convert_em_to_twips(left)}"/></w:tabs>' if number_em else ""
    face = typography.BODY_FACE
    tab = "<w:r><w:tab/></w:r>" if number_em else ""
    # issuer and date are never alone on a page: the list stays with them (7.3.5.5)
    return build_paragraph(
        build_text_runs(number, face) + tab + build_text_runs(name, face), indent, "<w:keepNext/>", tabs=tabs
    )


def build_signature(each: Paragraph, date: str):
    """Builds the date, or the issuer centred above it; a long issuer stays within the text area."""
    wide, narrow = fitting.compute_text_width(each.line), fitting.compute_text_width(date)
    issuer_right = max(0.0, DATE_INDENT_EM + narrow / 2 - wide / 2)
    right = issuer_right if each.level == Level.ISSUER else DATE_INDENT_EM
    keep = "<w:keepNext/>" if each.level == Level.ISSUER else ""
    properties = f'<w:ind w:right="{convert_em_to_twips(right)}"/><w:jc w:val="right"/>'
    return build_paragraph(build_text_runs(each.line, typography.BODY_FACE), properties, keep)


def convert_em_to_twips(em: float) -> int:
    return round(em * EM_TWIPS)
