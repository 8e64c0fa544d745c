"""Draws stacked bars one below the other, as wide as the page; the text keeps its size on a phone.

Parts are calm flat fills on the screen; on paper, and for who asks for more contrast, neighbouring parts differ in
texture, not by colour alone. A part shows its number when it is wide enough; the table below the chart shows all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from reports.charts.marks import DARK, TONES
from reports.charts.textures import draw_pattern

BAR, LABEL, GAP = 20, 18, 8
#: a part narrower than this share of the width shows no number
ROOM = 0.05


@dataclass(frozen=True)
class BarPart:
    """How the parts with one meaning look.

    Attributes:
        tone: a key of ``reports.charts.marks.TONES``: the fill on the screen.
        texture: a key of ``reports.charts.textures.TEXTURES``: the fill on paper.
    """

    label: str
    tone: str
    texture: str


@dataclass(frozen=True)
class Bar:
    """One bar; ``counts`` has one number for each part, in the order of the chart's parts."""

    label: str
    counts: Sequence[int]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class StackedChart:
    """One chart of stacked bars.

    Attributes:
        name: prefix of the ids in the SVG: letters only, and unique on the page.
        title: what the chart shows; screen readers read it.
    """

    name: str
    title: str
    parts: Sequence[BarPart]
    bars: Sequence[Bar]


def draw_stacked_chart(chart: StackedChart) -> str:
    """Draws the bars as one SVG; the longest bar takes the full width."""
    longest = max((bar.total for bar in chart.bars), default=0) or 1
    drawn, y = [], 0
    for bar in chart.bars:
        if bar.label:
            drawn.append(
                f'<text class="{TONES["soft"]}" x="0" y="{y + 13}" font-size="12" fill="currentColor">'
                f"{escape(bar.label)}</text>"
            )
            y += LABEL
        drawn += _draw_bar_parts(chart, bar, longest, y)
        y += BAR + GAP
    fills = "".join(draw_pattern(format_fill_id(chart, place), part.texture) for place, part in enumerate(chart.parts))
    return (
        f'<svg class="chart" width="100%" height="{max(y - GAP, 1)}" role="img" '
        f'aria-label="{escape(describe_stacked_chart(chart))}"><defs>{fills}</defs>{"".join(drawn)}</svg>'
    )


def draw_swatch(chart: StackedChart, place: int) -> str:
    """Draws a small sample of one part's fill for the table; the chart must be on the same page."""
    box = 'x="0.5" y="0.5" width="13" height="13"'
    return f'<svg class="chart swatch" width="14" height="14" aria-hidden="true">{_draw_fill(chart, place, box)}</svg>'


def describe_stacked_chart(chart: StackedChart) -> str:
    """Describes the chart in words for screen readers."""
    said = [f"{bar.label}{'：' if bar.label else ''}{_describe_bar(chart, bar)}" for bar in chart.bars]
    return f"{chart.title}。{'；'.join(said)}"


def format_fill_id(chart: StackedChart, place: int) -> str:
    return f"{chart.name}-{place}"


def _describe_bar(chart: StackedChart, bar: Bar) -> str:
    told = [f"{part.label} {n}" for part, n in zip(chart.parts, bar.counts, strict=True) if n]
    return "，".join(told) or "无"


def _draw_bar_parts(chart: StackedChart, bar: Bar, longest: int, y: int) -> list[str]:
    """Draws the parts of a bar, with numbers where they fit; a hairline for an empty bar."""
    if not bar.total:
        return [f'<rect class="{TONES["soft"]}" x="0" y="{y + BAR // 2}" width="100%" height="1" fill="currentColor"/>']
    drawn, at = [], 0
    for place, (part, count) in enumerate(zip(chart.parts, bar.counts, strict=True)):
        if not count:
            continue
        box = f'x="{_format_percent(at, longest)}" y="{y}" width="{_format_percent(count, longest)}" height="{BAR}"'
        drawn.append(_draw_fill(chart, place, box))
        if count / longest >= ROOM:
            drawn.append(_draw_number(_format_percent(at + count / 2, longest), y + BAR - 5, count, part.tone))
        at += count
    return drawn


def _draw_fill(chart: StackedChart, place: int, box: str) -> str:
    """Draws a part as a flat fill with the texture that paper shows over it, parted from its neighbours by the sheet."""
    return (
        f'<rect class="part {TONES[chart.parts[place].tone]}" {box} fill="currentColor"/>'
        f'<rect class="texture" {box} fill="url(#{format_fill_id(chart, place)})"/>'
    )


def _format_percent(count: float, longest: int) -> str:
    return f"{100 * count / longest:.3f}%"


def _draw_number(x: str, y: int, count: int, tone: str) -> str:
    """Draws a number that is readable on its part; on a texture the stylesheet gives it an outline."""
    on = TONES["sheet" if tone in DARK else "ink"]
    return (
        f'<text class="over {on}" x="{x}" y="{y}" font-size="13" font-weight="600" text-anchor="middle" '
        f'fill="currentColor">{count}</text>'
    )
