"""Draws one measure over the years: what each year promised and what it reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from reports.charts.marks import draw_line, draw_mark, draw_text, measure_text
from tasks.decimals import format_decimal

WIDTH, HEIGHT = 640, 220
LEFT, RIGHT, TOP, BOTTOM = 48, 592, 34, 180
#: the size of letters on a phone, for which all words have room
LARGEST = 16
#: half the length of the stroke of a target
HALF = 12


@dataclass(frozen=True)
class YearPoint:
    """One year.

    Attributes:
        target: None where the year promised nothing.
        outcome: None where nothing is known.
        is_short: whether the outcome misses the target; draws it in the colour and shape of lagging.
        is_open: whether the year is not over, and ``outcome`` is its last value.
    """

    year: int
    target: Decimal | None
    outcome: Decimal | None
    is_short: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class YearsChart:
    """A measure over the years, the oldest first."""

    title: str
    unit: str
    points: Sequence[YearPoint]


def draw_years_chart(chart: YearsChart) -> str:
    """Draws the line of the outcomes and a stroke for each target as one SVG.

    No line leads to a year that is not over: what it has so far is not to be held against whole years.
    """
    values = [value for point in chart.points for value in (point.target, point.outcome) if value is not None]
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    span = (high - low) or Decimal(1)
    first, last = (chart.points[0].year, chart.points[-1].year) if chart.points else (0, 0)

    def x(year: int) -> float:
        return LEFT + (year - first) / ((last - first) or 1) * (RIGHT - LEFT) if last > first else (LEFT + RIGHT) / 2

    def y(value: Decimal) -> float:
        return BOTTOM - float((value - low) / span) * (BOTTOM - TOP)

    done = [point for point in chart.points if point.outcome is not None and not point.is_open]
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" class="chart years" role="img" aria-label="{escape(describe_years_chart(chart))}">',
        draw_line([(LEFT - HALF, y(Decimal(0))), (RIGHT + HALF, y(Decimal(0)))], "line"),
        *(
            draw_line(
                [(x(point.year) - HALF, y(point.target)), (x(point.year) + HALF, y(point.target))], "soft", width=3
            )
            for point in chart.points
            if point.target is not None
        ),
        draw_line([(x(point.year), y(point.outcome)) for point in done if point.outcome is not None], "deep", width=2),
        *(_draw_outcome(x(point.year), y(point.outcome), point) for point in chart.points if point.outcome is not None),
        *_draw_labels(
            [(x(point.year), y(point.outcome), point) for point in chart.points if point.outcome is not None]
        ),
        *_draw_years(chart.points, x),
        "</svg>",
    ]
    return "".join(parts)


def describe_years_chart(chart: YearsChart) -> str:
    """Describes the chart in one sentence for screen readers."""
    told = []
    for point in chart.points:
        target = f"目标{format_decimal(point.target)}{chart.unit}" if point.target is not None else "没有目标"
        so_far = "至今完成" if point.is_open else "完成"
        outcome = f"{so_far}{format_decimal(point.outcome)}{chart.unit}" if point.outcome is not None else "尚无数据"
        told.append(f"{point.year}年{target}，{outcome}")
    return f"{chart.title}：{'；'.join(told) or '尚无数据'}"


def _draw_outcome(px: float, py: float, point: YearPoint) -> str:
    if point.is_open:
        return draw_mark(px, py, "middle", square=False)
    return draw_mark(px, py, "late" if point.is_short else "deep", square=point.is_short)


def _draw_labels(places: Sequence[tuple[float, float, YearPoint]]) -> list[str]:
    """Labels as many points as have room beside each other, the newest first."""
    drawn, edge = [], float(WIDTH)
    for px, py, point in reversed(places):
        said = format_decimal(point.outcome or Decimal(0))
        half = measure_text(said, LARGEST) / 2
        middle = min(max(px, half), WIDTH - half)
        if middle + half > edge:
            continue
        edge = middle - half
        drawn.append(
            draw_text(middle, max(py - 10, LARGEST), said, "late" if point.is_short else "deep", "middle", bold=True)
        )
    return drawn


def _draw_years(points: Sequence[YearPoint], x) -> list[str]:
    """Names every year, or every other one where they are many."""
    step = -(-len(points) // 10) if points else 1
    return [
        draw_text(x(point.year), HEIGHT - 12, str(point.year), "soft", anchor="middle")
        for point in points[::-1][::step]
    ]
