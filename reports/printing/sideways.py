"""Puts the page numbers of landscape pages where portrait pages have them, after GB/T 9704-2012, 8.

A landscape table is bound with its head to the left: on an odd page at the bound edge, on an even one at the
outer edge. Seen upright, the foot of the sheet is then at the left; the number is there, turned with the
sheet.
"""

from docx.oxml import parse_xml
from docx.section import Section

from reports.printing import typography
from reports.printing.document import NAMESPACES, build_page_field

NAMES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
EMU_PER_MM = 36000
# the box of the number, from the left edge of the page: as deep as the footer of portrait pages
BOX_LEFT_MM, BOX_WIDTH_MM, BOX_LENGTH_MM = 20, 10, 40
# one character from the edge of the text: the sheet's right edge has 26 mm of margin, its left 28
CHARACTER_MM = 5.6
ODD_TOP_MM = typography.PAGE_SHORT_MM - 26 - CHARACTER_MM - BOX_LENGTH_MM
EVEN_TOP_MM = 28 + CHARACTER_MM


def add_sideways_numbers(section: Section) -> None:
    """Gives the section its own footers for odd and even pages."""
    for footer, top, align in (
        (section.footer, ODD_TOP_MM, "right"),
        (section.even_page_footer, EVEN_TOP_MM, "left"),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        paragraph.getparent().replace(paragraph, build_sideways_number(top, align))


def build_sideways_number(top_mm: float, align: str):
    """Builds a paragraph with only a box that holds the number, turned clockwise."""
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())
    width, length = BOX_WIDTH_MM * EMU_PER_MM, BOX_LENGTH_MM * EMU_PER_MM
    inner = f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{build_page_field()}</w:p>'
    return parse_xml(
        f'<w:p {NAMESPACES} {names}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{BOX_LEFT_MM * EMU_PER_MM}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{round(top_mm * EMU_PER_MM)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{length}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{round(top_mm)}" name="页码"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{NAMES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{length}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )
