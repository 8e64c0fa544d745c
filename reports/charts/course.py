"""Draws one indicator through a year: expected values, reported values and target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from reports.charts.marks import HAIR, LATE, OK, SOFT, draw_line, draw_mark, draw_text, estimate_text_width

WIDTH, HEIGHT = 520, 150
LEFT, TOP, BOTTOM = 20, 26, 122


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
    """

    title: str
    unit: str
    target: Decimal
    expected: Sequence[CoursePoint]
    reported: Sequence[CoursePoint]
    is_behind: bool = False
    steps: Sequence[CourseStep] = ()


def format_plain_number(value: Decimal) -> str:
    """Formats a number without trailing zeros or exponent."""
    return f"{value.normalize():f}"


def draw_course_chart(course: CourseChart) -> str:
    """Draws the expected line, the reported points (squares when behind) and the target as one SVG."""
    values = [point.value for point in (*course.expected, *course.reported)] + [course.target]
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    span = (high - low) or Decimal(1)

    target = f"{format_plain_number(course.target)}{course.unit}"
    # letters are larger on a phone
    right = estimate_text_width(target) * 4 // 3 + 12

    def x(at: Decimal) -> float:
        return round(LEFT + float(at) * (WIDTH - LEFT - right), 1)

    def y(value: Decimal) -> float:
        return round(BOTTOM - float((value - low) / span) * (BOTTOM - TOP), 1)

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" class="chart course" role="img" aria-label="{escape(describe_course_chart(course))}">',
        draw_line([(LEFT, y(Decimal(0))), (x(Decimal(1)), y(Decimal(0)))], HAIR),
        *(_draw_tick(x(Decimal(n) / 4), label) for n, label in enumerate(("一季度", "上半年", "前三季度", "全年"), 1)),
        draw_line([(x(p.at), y(p.value)) for p in course.expected], SOFT, dashed=True),
        draw_text(
            x(Decimal(1)) + 6,
            y(course.target) + 4,
            target,
            SOFT,
        ),
        *(_draw_step(x(step.at), step) for step in course.steps),
        *_draw_reported(course, x, y),
        "</svg>",
    ]
    return "".join(parts)


def describe_course_chart(course: CourseChart) -> str:
    """Describes the chart in one sentence for screen readers."""
    said = "，".join(f"{p.label}{format_plain_number(p.value)}{course.unit}" for p in course.reported) or "尚无数据"
    steps = "，".join(f"{step.label}{_describe_step(step)}" for step in course.steps)
    target = f"{course.title}：全年目标{format_plain_number(course.target)}{course.unit}；{said}"
    return f"{target}；节点：{steps}" if steps else target


def _draw_reported(course: CourseChart, x, y) -> list[str]:
    if not course.reported:
        return []
    colour = LATE if course.is_behind else OK
    places = [(x(p.at), y(p.value)) for p in course.reported]
    marks = [draw_mark(px, py, colour, square=course.is_behind) for px, py in places]
    labels = [
        draw_text(
            px,
            py - 8,
            f"{format_plain_number(p.value)}{course.unit}",
            colour,
            anchor="middle" if px > LEFT + 30 else "start",
        )
        for (px, py), p in zip(places, course.reported, strict=True)
    ]
    return [draw_line(places, colour, width=2), *marks, *labels]


def _describe_step(step: CourseStep) -> str:
    return "已完成" if step.is_done else "过期未完成" if step.is_missed else "未到期"


def _draw_step(px: float, step: CourseStep) -> str:
    """Draws a milestone on the line of the year: a short stroke, and a square in the colour of lagging if it is missed."""
    colour = OK if step.is_done else LATE if step.is_missed else SOFT
    return draw_line([(px, BOTTOM - 6), (px, BOTTOM + 6)], colour, width=2) + draw_mark(
        px, BOTTOM, colour, square=step.is_missed
    )


def _draw_tick(px: float, label: str) -> str:
    return draw_text(px, HEIGHT - 8, label, SOFT, anchor="middle")
