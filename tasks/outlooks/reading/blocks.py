"""计划报告: cuts the lines of a report into blocks: headings, paragraphs, boxes, notes. Nothing of its text is lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.enums import BlockKind
from tasks.importing.raw import PrintedLine
from tasks.outlooks.reading.notes import find_notes_start, join_notes
from tasks.outlooks.reading.projects import is_box_title, is_listing
from tasks.outlooks.reading.records import Block

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_FIRST = re.compile(rf"\s*(?:{_NUMERAL}\s*[、．.]|第{_NUMERAL}(?:部分|篇|章)[：:、\s])")
_SECOND = re.compile(rf"\s*(?:[（(]\s*{_NUMERAL}\s*[）)]|第{_NUMERAL}节[：:、\s])")
#: the longest heading; longer ones run into their paragraph
LONGEST_HEADING = 60


@dataclass
class CutReport:
    """The blocks of a report, and the notes as printed, each with the words before its place ("" where nothing shows it)."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def cut_report(lines: Sequence[PrintedLine]) -> CutReport:
    """Cuts the lines of a report into blocks; a note of the file becomes a number at its place."""
    heading, first = find_notes_start([line.text for line in lines])
    cut = CutReport()
    cutter = _Cutter(cut)
    for line in lines[:heading]:
        cutter.take(line)
    for line in lines[heading:first]:
        cut.blocks.append(Block(BlockKind.NOTES_HEADING, line.text))
    cut.blocks += [Block(BlockKind.NOTE, line.text) for line in lines[first:]]
    cut.notes += [(note, "") for note in join_notes([line.text for line in lines[first:]])]
    return cut


class _Cutter:
    def __init__(self, cut: CutReport):
        self.cut, self.blocks = cut, cut.blocks
        self.has_section = False
        self.box = 0  # the frame of the box that is open; -1 for one without a frame

    def take(self, line: PrintedLine) -> None:
        text, notes = line.text, self.number_notes(line)
        if line.is_row:
            self.add(BlockKind.TABLE_ROW, text, notes)
        elif line.frame and (self.has_section or is_box_title(text)):
            is_new = line.frame != self.box or is_box_title(text)
            self.add(BlockKind.BOX if is_new else BlockKind.BOX_LINE, text, notes)
            self.box = line.frame
        elif is_box_title(text) and self.has_section:
            self.add(BlockKind.BOX, text, notes)
            self.box = -1
        elif self.box == -1 and is_listing(text) and not _FIRST.match(text):
            self.add(BlockKind.BOX_LINE, text, notes)
        else:
            self.box = 0
            self.take_text(text, notes)

    def take_text(self, text: str, notes: tuple[tuple[int, int], ...]) -> None:
        level = 1 if _FIRST.match(text) else 2 if _SECOND.match(text) and self.has_section else 0
        if not level:
            self.add(BlockKind.PARAGRAPH if self.has_section else BlockKind.OPENING, text, notes)
            return
        stop = text.find("。") if "。" in text else len(text)
        if stop > LONGEST_HEADING:
            self.add(BlockKind.PARAGRAPH if self.has_section else BlockKind.OPENING, text, notes)
            return
        self.has_section = True
        self.blocks.append(Block(BlockKind.HEADING, text[:stop], level, tuple(one for one in notes if one[0] <= stop)))
        if rest := text[stop + 1 :].strip():
            shift = text.index(rest, stop + 1)
            later = tuple((at - shift, number) for at, number in notes if at > stop)
            self.add(BlockKind.PARAGRAPH, rest, later)

    def add(self, kind: BlockKind, text: str, notes: tuple[tuple[int, int], ...]) -> None:
        self.blocks.append(Block(kind, text, notes=notes))

    def number_notes(self, line: PrintedLine) -> tuple[tuple[int, int], ...]:
        numbered = []
        for at, note in line.notes:
            self.cut.notes.append((note, line.text[:at]))
            numbered.append((at, len(self.cut.notes)))
        return tuple(numbered)
