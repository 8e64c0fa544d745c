"""Reads the text of a Word paragraph as a reader of the paper sees it, and notes what he does not see."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from tasks.importing.notes import ReadingNotes
from tasks.importing.symbols import UNKNOWN, is_symbol_font, read_emoji, read_hue, read_symbol, read_symbol_text

P, R, T, TBL = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl"))
WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml", "hyperlink", "moveTo")}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = qn("w:txbxContent")
DELETED = {qn("w:del"), qn("w:moveFrom")}
SKIPPED = DELETED | {qn(f"w:{name}") for name in ("delText", "instrText", "rt", "pPr", "rPr", "tblPr")} | {FALLBACK}
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    qn("w:object"),
}
_PARAGRAPH, _BORDERS, _STYLE = qn("w:pPr"), qn("w:pBdr"), qn("w:pStyle")
_VANISH, _STRIKES, _COLOUR = qn("w:vanish"), (qn("w:strike"), qn("w:dstrike")), qn("w:color")
HIDDEN = "有隐藏文字，打印时看不见，未读入："
STRUCK = "有加了删除线的文字，未读入："
TRACKED = "有未接受的修订，按修订后的文字读取，请核对"
PICTURE = "有图片，读不出其中的内容，请核对"
SYMBOL = "有读不出的符号，请核对"


@dataclass
class WordExtras:
    """The parts of a Word file beside its body.

    Attributes:
        asides: kind (脚注, 尾注, 批注) → id → text.
        hidden_styles: ids of the styles whose text does not print.
        framed_styles: ids of the styles whose paragraphs are framed.
    """

    asides: dict[str, dict[str, str]] = field(default_factory=dict)
    hidden_styles: frozenset[str] = frozenset()
    framed_styles: frozenset[str] = frozenset()


_ASIDES = {
    "脚注": (RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnoteReference")),
    "尾注": (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnoteReference")),
    "批注": (RELATIONSHIP_TYPE.COMMENTS, qn("w:commentReference")),
}


def read_word_extras(part) -> WordExtras:
    """Reads foot notes, end notes, comments and hidden styles of a document part."""
    extras = WordExtras()
    for relation in part.rels.values():
        if relation.is_external:
            continue
        for kind, (reltype, _) in _ASIDES.items():
            if relation.reltype == reltype:
                extras.asides[kind] = _read_asides(relation.target_part.blob)
        if relation.reltype == RELATIONSHIP_TYPE.STYLES:
            styles = parse_xml(relation.target_part.blob)
            extras.hidden_styles = _list_hidden_styles(styles)
            extras.framed_styles = frozenset(
                style.get(qn("w:styleId"), "")
                for style in styles.iter(qn("w:style"))
                if _has_frame(style.find(_PARAGRAPH))
            )
    return extras


def _read_asides(blob: bytes) -> dict[str, str]:
    return {one.get(qn("w:id"), ""): "".join(text.text or "" for text in one.iter(T)) for one in parse_xml(blob)}


def _list_hidden_styles(styles) -> frozenset[str]:
    return frozenset(
        style.get(qn("w:styleId"), "")
        for style in styles.iter(qn("w:style"))
        if _is_on(style.find(f"{qn('w:rPr')}/{_VANISH}"))
    )


def _has_frame(properties) -> bool:
    """Returns whether the properties of a paragraph or style draw lines at both its sides; one line above or below parts texts."""
    borders = properties.find(_BORDERS) if properties is not None else None
    sides = [borders.find(qn(f"w:{side}")) for side in ("left", "right")] if borders is not None else [None]
    return all(side is not None and side.get(qn("w:val")) not in ("nil", "none") for side in sides)


def is_framed(paragraph, extras: WordExtras) -> bool:
    """Returns whether a paragraph is printed in a frame of lines, by itself or by its style."""
    properties = paragraph.find(_PARAGRAPH)
    if properties is None:
        return False
    if properties.find(qn("w:framePr")) is not None or properties.find(_BORDERS) is not None:
        return properties.find(qn("w:framePr")) is not None or _has_frame(properties)
    style = properties.find(_STYLE)
    return style is not None and style.get(qn("w:val")) in extras.framed_styles


def _is_on(element) -> bool:
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


class WordText:
    """Reads paragraphs.

    Attributes:
        shaded: whether the cell that is read has a shading, on which white letters are seen.
        hues: colours of the letters of what was read since it was emptied.
        has_picture: whether a picture was met since it was reset.
        found_notes: place and text of the foot and end notes met in the paragraph that was read last.
        all_notes: the foot and end notes of everything that was read, in order.
    """

    def __init__(self, extras: WordExtras, notes: ReadingNotes):
        self.extras, self.notes = extras, notes
        self.shaded = False
        self.hues: set[str] = set()
        self.has_picture = False
        self.found_notes: list[tuple[int, str]] = []
        self.all_notes: list[str] = []
        self._length = 0

    def read(self, paragraph) -> str:
        """Returns the text with line breaks; the text boxes that hang on the paragraph follow it, each once."""
        boxes = [self.read(inner) for inner in iterate_boxed_paragraphs(paragraph)]
        return "\n".join([self.read_own(paragraph), *filter(str.strip, boxes)])

    def read_own(self, paragraph) -> str:
        """Returns the text with line breaks, without that of text boxes."""
        self.found_notes, self._length = [], 0
        pieces = []
        for piece in self._iterate_pieces(paragraph):
            pieces.append(piece)
            self._length += len(piece)
        return read_emoji("".join(pieces))

    def _iterate_pieces(self, parent) -> Iterator[str]:
        for element in parent:
            if element.tag in DELETED or element.tag == qn("w:ins"):
                self.notes.add_place(TRACKED)
            if element.tag in SKIPPED or element.tag in (TBL, BOX):
                continue
            if element.tag == R:
                yield from self._read_run(element)
            elif element.tag == qn("w:sdt") and _is_placeholder(element):
                continue
            else:
                yield from self._iterate_pieces(element)

    def _read_run(self, run) -> Iterator[str]:
        properties = run.find(qn("w:rPr"))
        text = "".join(self._iterate_run(run, properties))
        if properties is not None and text.strip():
            if self._is_hidden(properties):
                self.notes.add_text(HIDDEN, text)
                return
            if any(_is_on(properties.find(strike)) for strike in _STRIKES):
                self.notes.add_text(STRUCK, text)
                return
            colour = properties.find(_COLOUR)
            self.hues.add(read_hue(colour.get(qn("w:val"))) if colour is not None else "")
        yield text

    def _is_hidden(self, properties) -> bool:
        style, colour = properties.find(qn("w:rStyle")), properties.find(_COLOUR)
        vanish = properties.find(_VANISH)
        if vanish is not None:
            return _is_on(vanish)
        if style is not None and style.get(qn("w:val")) in self.extras.hidden_styles:
            return True
        is_white = colour is not None and (colour.get(qn("w:val")) or "").upper() == "FFFFFF"
        return is_white and not self.shaded and properties.find(qn("w:shd")) is None

    def _iterate_run(self, parent, properties) -> Iterator[str]:
        """Yields what a run shows; notes pictures, foot notes and comments."""
        for element in parent:
            if element.tag in SKIPPED or element.tag in (TBL, BOX):
                continue
            if element.tag == T:
                yield self._read_letters(element.text or "", properties)
            elif element.tag in _SIGNS:
                yield _SIGNS[element.tag]
            elif element.tag == qn("w:sym"):
                yield self._read_sign(element.get(qn("w:font")), element.get(qn("w:char"), ""))
            elif element.tag in _PICTURES:
                self.has_picture = True
                self.notes.add_place(PICTURE)
            else:
                self._note_aside(element)
                yield from self._iterate_run(element, properties)

    def _read_letters(self, text: str, properties) -> str:
        fonts = properties.find(qn("w:rFonts")) if properties is not None else None
        font = fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) if fonts is not None else None
        if not is_symbol_font(font) or not text.strip() or any("\u2e80" <= one < "\ue000" for one in text):
            return text
        return self._report_unknown(read_symbol_text(font, text))

    def _read_sign(self, font: str | None, code: str) -> str:
        try:
            return self._report_unknown(read_symbol(font, int(code, 16)))
        except ValueError:
            return self._report_unknown(UNKNOWN)

    def _report_unknown(self, text: str) -> str:
        if UNKNOWN in text:
            self.notes.add_place(SYMBOL)
        return text.replace(UNKNOWN, "")

    def _note_aside(self, element) -> None:
        for kind, (_, reference) in _ASIDES.items():
            if element.tag == reference:
                text = self.extras.asides.get(kind, {}).get(element.get(qn("w:id"), ""), "")
                self.notes.add_text(f"有{kind}，未作为正文读入：", text)
                if kind != "批注" and text.strip():
                    self.found_notes.append((self._length, text.strip()))
                    self.all_notes.append(text.strip())


def _is_placeholder(control) -> bool:
    """Returns whether a content control shows only its prompt, such as 单击此处输入文字."""
    return _is_on(control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"))


def is_prompt(cell) -> bool:
    """Returns whether a whole cell is a content control that shows only its prompt."""
    content = cell.getparent()
    control = content.getparent() if content is not None and content.tag == qn("w:sdtContent") else None
    return control is not None and _is_placeholder(control)


def iterate_paragraphs(parent) -> Iterator:
    """Yields the paragraphs inside an element, not those of text boxes."""
    for element in parent:
        if element.tag == P:
            yield element
        elif element.tag not in SKIPPED and not (element.tag == qn("w:sdt") and _is_placeholder(element)):
            yield from iterate_paragraphs(element)


def iterate_boxed_paragraphs(parent) -> Iterator:
    """Yields the paragraphs of the text boxes that hang on a paragraph."""
    for box in iterate_boxes(parent):
        yield from iterate_paragraphs(box)


def iterate_boxes(parent) -> Iterator:
    """Yields the contents of the text boxes of a paragraph, each once, though old and new forms of one may stand there."""
    for element in parent:
        if element.tag == BOX:
            yield element
        elif element.tag not in SKIPPED:
            yield from iterate_boxes(element)
