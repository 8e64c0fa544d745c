"""计划报告: reads a report on the plan of the year past and the draft of the next one (计划执行情况及计划草案的报告).

It goes by the structure that such reports share: parts 一、, sections （一）, boxes (专栏) with groups and projects, notes. All
text is kept in blocks; what was not understood is said in ``Outlook.remarks``.
"""

import re
from collections.abc import Sequence

from tasks.enums import BlockKind
from tasks.importing.raw import PrintedLine
from tasks.outlooks.reading.blocks import cut_report
from tasks.outlooks.reading.figures import read_aims, read_outcomes
from tasks.outlooks.reading.notes import read_note
from tasks.outlooks.reading.projects import read_box
from tasks.outlooks.reading.records import (
    Block,
    Box,
    Note,
    Outlook,
    ProjectGroup,
    ReportSection,
    StatedAim,
    StatedOutcome,
)

__all__ = [
    "Block",
    "Box",
    "Note",
    "Outlook",
    "ProjectGroup",
    "ReportSection",
    "StatedAim",
    "StatedOutcome",
    "find_outlook_title",
    "read_outlook",
    "rebuild_outlook",
]

#: the lines among which the title is looked for, and how many of them it may take
TITLE_LINES, TITLE_LENGTH = 20, 4
_TITLE = re.compile(r".*计划.*(?:执行|完成)情况.*(?:计划|安排).*报告(?:[（(][^（）()]{1,12}[）)])?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_PAST = re.compile("(?:执行|完成|运行|发展)情况|回顾|过去一年|(?:主要)?(?:工作)?成[效绩就]")
_COMING = re.compile("安排|目标|任务|建议|打算|重点|举措|措施|思路|要求|展望")


def find_outlook_title(lines: Sequence[str]) -> str:
    """Finds the title of a plan report, joined from up to four lines near the beginning; "" where the text has none."""
    plain = [re.sub(r"\s", "", line) for line in lines[:TITLE_LINES]]
    for start in range(len(plain)):
        for length in range(1, TITLE_LENGTH + 1):
            joined = "".join(plain[start : start + length])
            if len(joined) > 120 or "。" in joined:
                break
            if _TITLE.fullmatch(joined):
                return joined
    return ""


def read_outlook(lines: Sequence[PrintedLine], year: int | None = None) -> Outlook:
    """Reads a plan report; never raises.

    Args:
        lines: everything that the file prints, in order.
        year: the year that is planned, where a person has said it; else the latest that the title names.
    """
    title = find_outlook_title([line.text for line in lines])
    cut = cut_report(lines)
    body = "\n".join(block.text for block in cut.blocks if block.kind is not BlockKind.NOTE)
    notes = [read_note(number, text, body, before) for number, (text, before) in enumerate(cut.notes, start=1)]
    years = [int(found) for found in _YEAR.findall(title)]
    return rebuild_outlook(title, year or max(years, default=None), cut.blocks, notes)


def rebuild_outlook(title: str, year: int | None, blocks: list[Block], notes: list[Note]) -> Outlook:
    """Reads sections, boxes, figures and targets out of the blocks of a report, as they were read or as they are stored."""
    outlook = Outlook(title, year, blocks, notes=notes)
    outlook.sections = _build_sections(blocks, year)
    for lines in _list_box_lines(blocks):
        box, remarks = read_box(lines)
        outlook.remarks += remarks
        if any(group.projects for group in box.groups):
            outlook.boxes.append(box)
    outlook.outcomes = read_outcomes(outlook.sections)
    outlook.aims = read_aims(outlook.sections, year)
    outlook.remarks += _list_remarks(outlook)
    return outlook


def _build_sections(blocks: list[Block], year: int | None) -> list[ReportSection]:
    sections: list[ReportSection] = []
    is_outlook = False
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if block.level == 1:
                is_outlook = is_outlook or _is_on_next_year(block.text, year)
            sections.append(ReportSection(block.level, block.text, (), is_outlook))
        elif block.kind is BlockKind.PARAGRAPH and sections:
            last = sections[-1]
            sections[-1] = ReportSection(last.level, last.title, (*last.paragraphs, block.text), last.is_outlook)
    return sections


def _is_on_next_year(title: str, year: int | None) -> bool:
    """Returns whether a part is on the year that is planned: its heading names that year, or else what is to be done."""
    named = [int(found) for found in _YEAR.findall(title)]
    if year in named:
        return True
    return not named and not _PAST.search(title) and bool(_COMING.search(title))


def _list_box_lines(blocks: list[Block]) -> list[list[str]]:
    found: list[list[str]] = []
    for block in blocks:
        if block.kind is BlockKind.BOX:
            found.append([block.text])
        elif block.kind is BlockKind.BOX_LINE:
            found[-1].append(block.text)
    return found


def _list_remarks(outlook: Outlook) -> list[str]:
    remarks = []
    if not any(section.is_outlook for section in outlook.sections):
        remarks.append("没有读出下一年计划安排的部分，其中的目标没有读出。")
    elif not outlook.aims:
        remarks.append("下一年的部分中没有读出目标数。")
    if not outlook.outcomes:
        remarks.append("没有读出上一年的主要指标完成数。")
    if rows := sum(block.kind is BlockKind.TABLE_ROW for block in outlook.blocks):
        remarks.append(f"文件中的表格（共 {rows} 行）只作文字保留，其中的数字没有读出。")
    remarks += [f"第 {note.number} 条注释没有写明解释的是哪个词。" for note in outlook.notes if not note.term]
    return remarks
