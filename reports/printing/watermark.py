"""Stamps a Word file with who had it made, and when; what LibreOffice makes of the file shows it too."""

from io import BytesIO
from xml.sax.saxutils import quoteattr

from docx import Document

from reports.printing import fitting, typography
from reports.printing.document import add_to_heads

VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
#: the type of shape that Word makes of a text that is drawn along a line
TYPE = (
    f'<v:shapetype {VML} id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
)
#: degrees clockwise, colour and height of the letters: lighter than the text above them
TURN, LIGHT, LETTER_POINTS = 330, "#c8c8c8", 24


def stamp_watermark(content: bytes, text: str) -> bytes:
    """Returns a Word document with a light text across every page.

    Args:
        content: of a document of ours.
        text: such as 李静 区教委 2024-04-02 09:30.
    """
    word = Document(BytesIO(content))
    add_to_heads(word, _build_watermark_run(text))
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def _build_watermark_run(text: str) -> str:
    """Builds the shape that Word itself makes of a watermark: centred behind the text, turned."""
    width = round(fitting.compute_text_width(text) * LETTER_POINTS)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{LETTER_POINTS}pt;rotation:{TURN};"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    letters = f'style="font-family:{typography.HEADING_FACE.name};font-size:1pt"'
    return (
        f"<w:r><w:pict>{TYPE}"
        f'<v:shape {VML} id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" style="{style}" '
        f'o:allowincell="f" fillcolor="{LIGHT}" stroked="f">'
        f"<v:textpath {letters} string={quoteattr(text)}/></v:shape></w:pict></w:r>"
    )
