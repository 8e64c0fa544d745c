"""Draws how many items of a period were filed, accepted and judged, day by day: 本期进程."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from reports.charts.marks import (
    draw_area,
    draw_box,
    draw_line,
    draw_mark,
    draw_text,
    measure_text,
    spread_apart,
)
from reports.charts.textures import draw_pattern

ONE = timedelta(days=1)
LEFT, GAP, AIR = 8, 10, 6
#: the baselines of what is told of today and of the last day of filing, over the drawing
TODAY_AT, DUE_AT, TOP = 12, 28, 36
LABEL, DETAIL = 14, 12
#: tone and texture of the areas, the first behind the others
LOOKS = (("light", ""), ("middle", "flow-accepted"), ("deep", "flow-judged"))


@dataclass(frozen=True)
class FlowLine:
    """One line that grows from day to day.

    Attributes:
        detail: what is missing, in words.
        counts: the day of each change with the number reached by its end, in order.
    """

    label: str
    detail: str
    counts: Sequence[tuple[date, int]]

    @property
    def last(self) -> int:
        return self.counts[-1][1] if self.counts else 0

    def get_count(self, on: date) -> int:
        """Returns the number reached by the end of a day."""
        return next((count for day, count in reversed(self.counts) if day <= on), 0)


@dataclass(frozen=True)
class FlowChart:
    """The flow of a period's items.

    Attributes:
        title: what the chart shows; screen readers read it.
        total: how many items the period has.
        opens_on, due_on: the first and the last day of filing.
        until: the last day that is drawn of the lines.
        is_today: whether ``until`` is today, else the last day on which anything was done.
        lines: filed, accepted, judged; each lies under the one before it.
        free: the first and the last day of each weekend and holiday.
    """

    title: str
    total: int
    opens_on: date
    due_on: date
    until: date
    is_today: bool
    lines: Sequence[FlowLine]
    free: Sequence[tuple[date, date]] = ()

    @property
    def ends_on(self) -> date:
        return max(self.until, self.due_on)

    @property
    def days(self) -> list[tuple[date, list[int]]]:
        """Each day on which anything changed, and the last one, with the number of every line."""
        changed = {day for line in self.lines for day, _ in line.counts} | {self.until}
        return [(day, [line.get_count(day) for line in self.lines]) for day in sorted(changed)]


@dataclass(frozen=True)
class Paper:
    """The measures of a drawing.

    Attributes:
        name: its class, and the end of the ids in it.
        bottom: the height of the line of the days.
        details: whether the ends of the lines say what is missing.
    """

    name: str
    width: int
    height: int
    bottom: int
    details: bool


WIDE = Paper("wide", width=848, height=330, bottom=302, details=True)
NARROW = Paper("narrow", width=350, height=236, bottom=208, details=False)
#: for a projector
LARGE = Paper("large", width=560, height=212, bottom=186, details=True)


def draw_flow_chart(chart: FlowChart, paper: Paper = WIDE) -> str:
    """Draws the lines over the days of the period, with what is missing at the end of each."""
    right = paper.width - _measure_labels(chart, paper) - GAP
    span = max((chart.ends_on - chart.opens_on).days, 1)

    def x(day: date) -> float:
        days = min(max((day - chart.opens_on).days, 0), span)
        return LEFT + days * (right - LEFT) / span

    def y(count: int) -> float:
        return paper.bottom - count * (paper.bottom - TOP) / max(chart.total, 1)

    parts = [
        *_draw_ground(chart, paper, x, y, right),
        *(_draw_fill(chart, line, number, paper.name, x, y) for number, line in enumerate(chart.lines)),
        *_draw_days(chart, paper, x, right),
        draw_line([(LEFT, paper.bottom), (right, paper.bottom)], "ink"),
        *_draw_ends(chart, paper, x, y, right),
    ]
    fills = "".join(draw_pattern(f"{key}-{paper.name}", look) for key, look in _TEXTURES.items())
    return (
        f'<svg class="chart flow {paper.name}" viewBox="0 0 {paper.width} {paper.height}" role="img" '
        f'aria-label="{escape(describe_flow_chart(chart))}"><defs>{fills}</defs>{"".join(parts)}</svg>'
    )


_TEXTURES = {"flow-accepted": "rising", "flow-judged": "grid"}


def describe_flow_chart(chart: FlowChart) -> str:
    """Describes the chart in one sentence for screen readers."""
    said = "，".join(f"{line.label} {line.last} 项" for line in chart.lines)
    return f"{chart.title}：截至{format_day(chart.until)}，{chart.total} 项中{said}"


def format_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def describe_due(chart: FlowChart) -> str:
    """Describes how many items were filed by the last day of filing, once it has come."""
    day = format_day(chart.due_on)
    return f"{day}截止时 {chart.lines[0].get_count(chart.due_on)} 项" if chart.due_on <= chart.until else f"{day}截止"


def _measure_labels(chart: FlowChart, paper: Paper) -> float:
    """Measures the room that the words at the ends of the lines take."""
    names = [measure_text(_name_end(line), LABEL) for line in chart.lines]
    details = [measure_text(line.detail) for line in chart.lines if paper.details]
    return max([*names, *details, measure_text(f"{chart.total} 全部")]) + AIR


def _name_end(line: FlowLine) -> str:
    return f"{line.last} {line.label}"


def _draw_ground(
    chart: FlowChart, paper: Paper, x: Callable[[date], float], y: Callable[[int], float], right: float
) -> Iterator[str]:
    """Draws the free days, the line of all items, and the dotted line on which everything would be filed in time."""
    width = (right - LEFT) / max((chart.ends_on - chart.opens_on).days, 1)
    for first, last in chart.free:
        start, end = max(x(first) - width / 2, LEFT), min(x(last) + width / 2, right)
        yield draw_box(start, TOP, end - start, paper.bottom - TOP, "free")
    for share in (1, 2, 3, 4):
        height = paper.bottom - share * (paper.bottom - TOP) / 4
        yield draw_line([(LEFT, height), (right, height)], "line")
    yield draw_line([(LEFT, y(0)), (x(chart.due_on), y(chart.total))], "soft", dash="2 4")


def _draw_fill(
    chart: FlowChart, line: FlowLine, number: int, name: str, x: Callable[[date], float], y: Callable[[int], float]
) -> str:
    """Draws the area under a line and the line itself, flat between the days of its changes."""
    tone, texture = LOOKS[number]
    places = [(x(day), y(count)) for day, count in _list_corners(chart, line)]
    area = [*places, (places[-1][0], y(0)), (places[0][0], y(0))]
    return draw_area(area, tone, f"{texture}-{name}" if texture else "") + draw_line(places, "deep", width=1.5)


def _list_corners(chart: FlowChart, line: FlowLine) -> list[tuple[date, int]]:
    """Lists the days on which the line changes its slope, with their numbers; those before the opening as the opening."""
    corners = {chart.opens_on: line.get_count(chart.opens_on)}
    for day, count in line.counts:
        if chart.opens_on < day <= chart.until:
            corners.setdefault(day - ONE, line.get_count(day - ONE))
            corners[day] = count
    return sorted((corners | {chart.until: line.get_count(chart.until)}).items())


def _draw_days(chart: FlowChart, paper: Paper, x: Callable[[date], float], right: float) -> Iterator[str]:
    """Draws the last day of filing, today, and the days under the line as far as they have room."""
    due = x(chart.due_on)
    yield draw_line([(due, DUE_AT - 10), (due, paper.bottom)], "ink", dash="4 3")
    yield _draw_beside(due, DUE_AT, describe_due(chart), right)
    if chart.is_today:
        now = x(chart.until)
        yield draw_line([(now, TODAY_AT - 10), (now, paper.bottom)], "ink", width=1.5)
        yield _draw_beside(now, TODAY_AT, f"今天 {format_day(chart.until)}", right)
    taken: list[tuple[float, float]] = []
    for day, words in _list_named_days(chart):
        half = measure_text(words) / 2
        middle = min(max(x(day), LEFT + half), right - half)
        if all(middle + half + AIR <= low or middle - half - AIR >= high for low, high in taken):
            taken.append((middle - half, middle + half))
            yield draw_text(middle, paper.bottom + 18, words, "soft", anchor="middle")


def _list_named_days(chart: FlowChart) -> Iterator[tuple[date, str]]:
    """Lists the days that may be named under the line, those first that should be."""
    yield chart.opens_on, f"{format_day(chart.opens_on)} 开启"
    yield chart.due_on, f"{format_day(chart.due_on)} 截止"
    yield chart.until, format_day(chart.until)
    step = max((chart.ends_on - chart.opens_on).days // 14 * 7, 7)
    monday = chart.opens_on + timedelta(days=-chart.opens_on.weekday() % 7)
    while monday < chart.ends_on:
        yield monday, format_day(monday)
        monday += timedelta(days=step)


def _draw_beside(px: float, py: float, words: str, right: float) -> str:
    """Draws words left of a line, or right of it where there is no room."""
    if px - 5 - measure_text(words) >= 0:
        return draw_text(px - 5, py, words, "ink", anchor="end", bold=True)
    return draw_text(min(px + 5, right - measure_text(words)), py, words, "ink", bold=True)


def _draw_ends(
    chart: FlowChart, paper: Paper, x: Callable[[date], float], y: Callable[[int], float], right: float
) -> Iterator[str]:
    """Draws the end of each line with its number, its name and what is missing, none over another."""
    heights = [LABEL + 2, *(LABEL + 4 + (DETAIL + 4) * paper.details for _ in chart.lines)]
    counts = [chart.total, *(line.get_count(chart.until) for line in chart.lines)]
    middles = spread_apart([y(count) for count in counts], heights, TODAY_AT, paper.bottom + 4)
    yield draw_text(right + GAP, middles[0] + 4, f"{chart.total} 全部", "soft")
    for line, count, middle, height in zip(chart.lines, counts[1:], middles[1:], heights[1:], strict=True):
        end = (x(chart.until), y(count))
        if right - end[0] > GAP:
            yield draw_line([end, (right, end[1]), (right + GAP - 4, middle)], "middle")
        yield draw_mark(*end, "deep", square=False)
        top = middle - height / 2
        yield draw_text(right + GAP, top + LABEL, _name_end(line), "deep", size=LABEL, bold=True)
        if paper.details:
            yield draw_text(right + GAP, top + LABEL + DETAIL + 4, line.detail, "soft")
