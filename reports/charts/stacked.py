"""Bars of several parts, one under the other, as wide as the page lets them: words keep their size on a phone.

Every part differs from its neighbours in texture, not by colour alone; the numbers stand on the parts that have room
for them, and all of them in the table that the page puts beneath.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reports.charts.marks import INK, INKS, SOFT
from reports.charts.textures import draw_pattern

BAR, LABEL, GAP = 20, 18, 8
#: a part narrower than this share of the width has no room for its number
ROOM = 0.05


@dataclass(frozen=True)
class BarPart:
    """What the parts of one meaning look like.

    Attributes:
        texture: a key of ``reports.charts.textures.TEXTURES``.
    """

    label: str
    token: str
    texture: str


@dataclass(frozen=True)
class Bar:
    """One bar: how many there are of each part, in the parts' order."""

    label: str
    counts: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class StackedChart:
    """
    Attributes:
        name: of letters, apart from that of every other chart of the page.
        title: what is drawn, read out by screen readers.
    """

    name: str
    title: str
    parts: Sequence[BarPart]
    bars: Sequence[Bar]


def draw_stacked_chart(chart: StackedChart) -> str:
    """The bars as one SVG, the longest as wide as it."""
    longest = max((bar.total for bar in chart.bars), default=0) or 1
    drawn, y = [], 0
    for bar in chart.bars:
        if bar.label:
            drawn.append(f'<text x="0" y="{y + 13}" font-size="12" fill="{SOFT}">{escape(bar.label)}</text>')
            y += LABEL
        drawn += _draw_bar_parts(chart, bar, longest, y)
        y += BAR + GAP
    fills = "".join(
        draw_pattern(format_fill_id(chart, place), part.texture, part.token)
        for place, part in enumerate(chart.parts)
    )
    return (
        f'<svg class="chart" width="100%" height="{max(y - GAP, 1)}" role="img" '
        f'aria-label="{escape(describe_stacked_chart(chart))}"><defs>{fills}</defs>{"".join(drawn)}</svg>'
    )


def draw_swatch(chart: StackedChart, place: int) -> str:
    """A small sample of one part's fill, to stand beside its word in the table; needs the chart on the page."""
    ink = INKS[chart.parts[place].token]
    return (
        '<svg class="swatch" width="14" height="14" aria-hidden="true"><rect x="0.5" y="0.5" width="13" height="13" '
        f'fill="url(#{format_fill_id(chart, place)})" stroke="{ink}"/></svg>'
    )


def describe_stacked_chart(chart: StackedChart) -> str:
    """The chart in words, for those who cannot see it."""
    said = [f"{bar.label}{'：' if bar.label else ''}{_describe_bar(chart, bar)}" for bar in chart.bars]
    return f"{chart.title}。{'；'.join(said)}"


def format_fill_id(chart: StackedChart, place: int) -> str:
    return f"{chart.name}-{place}"


def _describe_bar(chart: StackedChart, bar: Bar) -> str:
    told = [f"{part.label} {n}" for part, n in zip(chart.parts, bar.counts, strict=True) if n]
    return "，".join(told) or "无"


def _draw_bar_parts(chart: StackedChart, bar: Bar, longest: int, y: int) -> list[str]:
    """The parts of a bar from left to right, those with room with their number; a hairline where there are none."""
    if not bar.total:
        return [f'<rect x="0" y="{y + BAR // 2}" width="100%" height="1" fill="{SOFT}"/>']
    drawn, at = [], 0
    for place, (part, count) in enumerate(zip(chart.parts, bar.counts, strict=True)):
        if not count:
            continue
        drawn.append(
            f'<rect x="{_format_percent(at, longest)}" y="{y}" width="{_format_percent(count, longest)}" height="{BAR}" '
            f'fill="url(#{format_fill_id(chart, place)})" stroke="{INKS[part.token]}"/>'
        )
        if count / longest >= ROOM:
            drawn.append(_draw_number(_format_percent(at + count / 2, longest), y + BAR - 5, count))
        at += count
    return drawn


def _format_percent(count: float, longest: int) -> str:
    return f"{100 * count / longest:.3f}%"


def _draw_number(x: str, y: int, count: int) -> str:
    """A number that can be read over every texture: ink with a white rim."""
    return (
        f'<text x="{x}" y="{y}" font-size="13" font-weight="600" text-anchor="middle" fill="{INK}" stroke="#fff" '
        f'stroke-width="4" paint-order="stroke">{count}</text>'
    )
