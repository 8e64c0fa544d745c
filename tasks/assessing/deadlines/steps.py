"""节点: reads the steps of an item that a plan prints under its quarters: 一季度目标 完成可研批复, 二季度目标 开工建设."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.assessing.deadlines.reading import read_deadlines
from tasks.assessing.quantities import read_quantities
from tasks.periods import QUARTERS, Quarter, Rhythm

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
#: the columns of quarters are called so whatever the periods of the plan are
_NAMES = tuple(label for _, label in QUARTERS.values())
#: fewer characters name no step
SHORTEST_STEP = 2


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of an item with its day.

    Attributes:
        on: the day that the words name within the quarter, else the last day of the quarter.
        quote: the cell from which it was read, behind the name of its quarter.
    """

    text: str
    on: date
    quote: str


def read_quarter_steps(
    cells: Sequence[str], year: int, first_month: int = 1, *, has_figures: bool
) -> list[PlannedStep]:
    """Reads the steps that the cells of a plan's quarters name, in their order; each once.

    A cell that says nothing (无, /, 持续推进) or only a number gives none.

    Args:
        cells: the printed cells from 一季度 on.
        year, first_month: of the plan; its first quarter begins with the month.
        has_figures: whether the numbers of the cells are the quarter targets of an indicator; then what counts is not
            a step besides.
    """
    found: dict[str, PlannedStep] = {}
    quarters = Rhythm(first_month, tuple((first_month + months - 2) % 12 + 1 for months in QUARTERS), _NAMES)
    for number, cell in enumerate(cells, 1):
        quarter = Quarter(year, number, quarters)
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
    """Finds the last day within the quarter that the words name."""
    named = [each.on for each in read_deadlines(text, quarter.year, quarter.rhythm.first_month) if each.on]
    return max((day for day in named if quarter.starts_on <= day <= quarter.ends_on), default=quarter.ends_on)
