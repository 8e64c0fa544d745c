"""节点: reads the steps of an item that a plan prints under its periods: 一季度目标 完成可研批复, 二季度目标 开工建设."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tasks.assessing.deadlines.reading import read_deadlines
from tasks.assessing.quantities import name_time_until, read_quantities
from tasks.periods import Quarter, Rhythm

#: characters of a step; what is longer is cut, and the whole stands in the quote
LONGEST_STEP = 200
#: separates the steps of a cell: sentences, lines, and the numbers before them
_BREAK = re.compile(r"[。；;\n]|(?<=[，,、])(?=[①-⑳])")
_NUMBER = re.compile(r"^[\s，,、]*(?:[①-⑳]|[（(]?\d{1,2}[）).、．](?!\d))?\s*")
#: what is left of a bare figure: 完成8个, 累计达到25%以上
_FILLER = re.compile(
    r"累计|力争|确保|完成|达到|实现|新增|新建|目标|任务|计划|进度|形象|年度|全年|约|不低于|不少于|以上|左右|总|数|量|投资|[\s，,、：:()（）/·\-—]"
)
#: words that name no step: there is nothing to tick
_VAGUE = re.compile(
    r"(?:按|长期|常年|全年|持续|有序|稳步|加快|扎实|同步)*(?:推进|实施|开展|坚持|进行|计划|序时进度)*(?:中|相关工作|工作)?"
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")
#: fewer characters name no step
SHORTEST_STEP = 2


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of an item with its day.

    Attributes:
        on: the day that the words name within the time of the cell, else its last day.
        quote: the cell from which it was read, behind the name of its time.
    """

    text: str
    on: date
    quote: str


def read_period_steps(cells: Mapping[int, str], year: int, rhythm: Rhythm, *, has_figures: bool) -> list[PlannedStep]:
    """Reads the steps that the cells of the parts of a plan's year name, in their order; each once.

    A cell that says nothing (无, /, 持续推进) or only a number gives none.

    Args:
        cells: calendar month → the printed cell of what is due by its end; each reaches back to the one before.
        year, rhythm: of the plan.
        has_figures: whether the numbers of the cells are the targets of an indicator within the year; then what counts is
            not a step besides.
    """
    found: dict[str, PlannedStep] = {}
    months = sorted(cells, key=rhythm.count_passed)
    columns = Rhythm(rhythm.first_month, tuple(months), tuple(name_time_until(month, rhythm) for month in months))
    for number, month in enumerate(months, 1):
        quarter, cell = Quarter(year, number, columns), cells[month]
        for text in _iterate_steps(cell, has_figures=has_figures):
            step = PlannedStep(text[:LONGEST_STEP], _find_day(text, quarter), f"{quarter.label}：{cell.strip()}")
            found.setdefault(step.text, step)
    return list(found.values())


def _iterate_steps(cell: str, *, has_figures: bool) -> Iterator[str]:
    for part in _BREAK.split(cell):
        text = " ".join(_NUMBER.sub("", part).split()).strip("，,、：: ")
        counted = read_quantities(text)
        if len(_CHINESE.findall(text)) < SHORTEST_STEP or _VAGUE.fullmatch(text) or (counted and has_figures):
            continue
        if len(_CHINESE.findall(_FILLER.sub("", _cut_quantities(text)))) >= SHORTEST_STEP:
            yield text


def _cut_quantities(text: str) -> str:
    for one in reversed(read_quantities(text)):
        text = text[: one.span.start] + text[one.span.end :]
    return text


def _find_day(text: str, quarter: Quarter) -> date:
    """Finds the last day within the time of the cell that the words name."""
    named = [each.on for each in read_deadlines(text, quarter.year, quarter.rhythm.first_month) if each.on]
    return max((day for day in named if quarter.starts_on <= day <= quarter.ends_on), default=quarter.ends_on)
