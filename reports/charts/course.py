"""Draws one indicator through a year: expected values, reported values and target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TypeVar

from reports.charts.marks import draw_line, draw_mark, draw_text, measure_text
from tasks.decimals import format_decimal

WIDTH, HEIGHT = 520, 160
LEFT, TOP, BOTTOM = 8, 30, 130
#: the size of letters on a phone, for which all words have room
LARGEST = 16
#: as many words have room beside each other, whatever their heights
MOST_WORDS = 4
_T = TypeVar("_T")
#: the baselines on which a figure may stand
HEIGHTS = range(LARGEST, BOTTOM - 2, 2)


@dataclass(frozen=True)
class CoursePoint:
    """One value at the end of a period; ``at`` is the share of the year, 0 to 1."""

    at: Decimal
    value: Decimal
    label: str


@dataclass(frozen=True)
class CourseStep:
    """A milestone on the way; ``at`` is the share of the year, 0 to 1."""

    at: Decimal
    label: str
    is_done: bool
    is_missed: bool = False


@dataclass(frozen=True)
class CourseTick:
    """The end of a period under the line of the year; ``at`` is the share of the year, 0 to 1."""

    at: Decimal
    label: str


#: the ends of the quarters
QUARTER_TICKS = tuple(
    CourseTick(Decimal(quarter) / 4, label)
    for quarter, label in enumerate(("一季度", "上半年", "前三季度", "全年"), start=1)
)


@dataclass(frozen=True)
class CourseChart:
    """The values of one indicator through a year.

    Attributes:
        title: what the chart shows; screen readers read it.
        unit: printed after the figures.
        target: the year's target.
        expected: the expected values in order, from the start of the year to the target.
        reported: the reported values in order; periods without a figure are left out.
        is_behind: whether the last reported figure is behind; draws it in the colour and shape of lagging.
        steps: the milestones of the item within the year.
        ticks: the ends of the periods in order.
    """

    title: str
    unit: str
    target: Decimal
    expected: Sequence[CoursePoint]
    reported: Sequence[CoursePoint]
    is_behind: bool = False
    steps: Sequence[CourseStep] = ()
    ticks: Sequence[CourseTick] = QUARTER_TICKS


def draw_course_chart(course: CourseChart) -> str:
    """Draws the expected line, the reported points (squares when behind) and the target as one SVG."""
    values = [point.value for point in (*course.expected, *course.reported)] + [course.target]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    span = (high - low) or Decimal(1)

    target = f"{format_decimal(course.target)}{course.unit}"
    right = measure_text(target, LARGEST) + 12

    def x(at: Decimal) -> float:
        return LEFT + float(at) * (WIDTH - LEFT - right)

    def y(value: Decimal) -> float:
        return BOTTOM - float((value - low) / span) * (BOTTOM - TOP)

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" class="chart course" role="img" aria-label="{escape(describe_course_chart(course))}">',
        draw_line([(LEFT, y(Decimal(0))), (x(Decimal(1)), y(Decimal(0)))], "line"),
        *(_draw_tick(x(tick.at), tick.label) for tick in _thin_out(course.ticks)),
        draw_line([(x(p.at), y(p.value)) for p in course.expected], "soft", dash="4 4"),
        draw_text(x(Decimal(1)) + 6, y(course.target) + 4, target, "soft"),
        *(_draw_step(x(step.at), step) for step in course.steps),
        *_draw_reported(course, x, y),
        "</svg>",
    ]
    return "".join(parts)


def describe_course_chart(course: CourseChart) -> str:
    """Describes the chart in one sentence for screen readers."""
    said = "，".join(f"{p.label}{format_decimal(p.value)}{course.unit}" for p in course.reported) or "尚无数据"
    steps = "，".join(f"{step.label}{_describe_step(step)}" for step in course.steps)
    target = f"{course.title}：全年目标{format_decimal(course.target)}{course.unit}；{said}"
    return f"{target}；节点：{steps}" if steps else target


def _draw_reported(course: CourseChart, x, y) -> list[str]:
    if not course.reported:
        return []
    tone = "late" if course.is_behind else "deep"
    places = [(x(p.at), y(p.value)) for p in course.reported]
    marks = [draw_mark(*place, tone, square=course.is_behind) for place in places]
    told = _thin_out(list(zip(places, course.reported, strict=True)))
    words = [f"{format_decimal(p.value)}{course.unit}" for _, p in told]
    labels = [
        draw_text(*place, said, tone, anchor="middle", bold=True)
        for place, said in zip(_place_labels([at for at, _ in told], words, x(Decimal(1))), words, strict=True)
    ]
    return [draw_line(places, tone, width=2), *marks, *labels]


def _thin_out(each: Sequence[_T]) -> Sequence[_T]:
    """Leaves out so many, evenly and never the last, that words for the rest have room."""
    step = -(-len(each) // MOST_WORDS)
    return each[::-1][:: max(step, 1)][::-1]


def _place_labels(
    places: Sequence[tuple[float, float]], words: Sequence[str], right: float
) -> list[tuple[float, float]]:
    """Places each label inside the drawing and off the others: over its point, under it, or as near as there is room."""
    found: list[tuple[float, float]] = []
    taken: list[tuple[float, float, float]] = []
    for (px, py), said in zip(places, words, strict=True):
        half = measure_text(said, LARGEST) / 2
        middle = min(max(px, half), max(right - half, half))
        near = [height for left, end, height in taken if left < middle + half and middle - half < end]
        free = [height for height in HEIGHTS if all(abs(height - other) > LARGEST for other in near)]
        # never without: three labels leave room for a fourth
        _, height = min((min(abs(height - py + 8), abs(height - py - 20)), height) for height in free)
        found.append((middle, height))
        taken.append((middle - half, middle + half, height))
    return found


def _describe_step(step: CourseStep) -> str:
    return "已完成" if step.is_done else "过期未完成" if step.is_missed else "未到期"


def _draw_step(px: float, step: CourseStep) -> str:
    """Draws a milestone on the line of the year: a short stroke, and a square in the colour of lagging if it is missed."""
    tone = "ok" if step.is_done else "late" if step.is_missed else "soft"
    stroke = draw_line([(px, BOTTOM - 6), (px, BOTTOM + 6)], tone, width=2)
    return stroke + draw_mark(px, BOTTOM, tone, square=step.is_missed)


def _draw_tick(px: float, label: str) -> str:
    return draw_text(px, HEIGHT - 8, label, "soft", anchor="middle")
