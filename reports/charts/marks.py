"""The lines, marks, texts and tones that all charts use.

A tone is a class of ``charts.css``, which gives it a colour for light and dark screens and for paper; without the
stylesheet everything is drawn in ink.
"""

from collections.abc import Iterable, Sequence
from html import escape

#: the size of letters in a chart, in its own units
FONT_SIZE = 12
#: tone → its class: the colour tokens of ``tasks.enums``, words and lines, and the calm fills from the strongest down
TONES = {
    "ok": "tone-ok",
    "watch": "tone-watch",
    "late": "tone-late",
    "done": "tone-done",
    "none": "tone-none",
    "ink": "tone-ink",
    "soft": "tone-soft",
    "line": "tone-line",
    "sheet": "tone-sheet",
    "deep": "tone-deep",
    "middle": "tone-middle",
    "light": "tone-light",
    "ground": "tone-ground",
    "free": "tone-free",
}
#: fills on which letters are drawn in the colour of the sheet
DARK = ("deep", "middle", "late", "watch", "ink")


def format_place(value: float) -> str:
    """Formats a coordinate with at most one decimal place."""
    return f"{value:.1f}".removesuffix(".0")


def draw_line(places: Iterable[tuple[float, float]], tone: str, width: float = 1, dash: str = "") -> str:
    """Draws a polyline through ``places``, pairs of x and y.

    Args:
        dash: lengths of strokes and gaps, such as ``4 4``; "" for an unbroken line.
    """
    points = " ".join(f"{format_place(px)},{format_place(py)}" for px, py in places)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<polyline class="{TONES[tone]}" points="{points}" fill="none" stroke="currentColor" '
        f'stroke-width="{width}"{dashes}/>'
    )


def draw_area(places: Iterable[tuple[float, float]], tone: str, texture: str = "") -> str:
    """Draws a filled area; ``texture`` is the id of a pattern that paper shows in its place."""
    points = " ".join(f"{format_place(px)},{format_place(py)}" for px, py in places)
    flat = f'<polygon class="{TONES[tone]}" points="{points}" fill="currentColor"/>'
    return flat + (f'<polygon class="texture" points="{points}" fill="url(#{texture})"/>' if texture else "")


def draw_box(x: float, y: float, width: float, height: float, tone: str) -> str:
    """Draws a filled rectangle."""
    return (
        f'<rect class="{TONES[tone]}" x="{format_place(x)}" y="{format_place(y)}" width="{format_place(width)}" '
        f'height="{format_place(height)}" fill="currentColor"/>'
    )


def draw_mark(px: float, py: float, tone: str, square: bool) -> str:
    """Draws a circle, or a square for a value that is behind."""
    if square:
        return draw_box(px - 4, py - 4, 8, 8, tone)
    return f'<circle class="{TONES[tone]}" cx="{format_place(px)}" cy="{format_place(py)}" r="4" fill="currentColor"/>'


def measure_text(words: str, size: float = FONT_SIZE) -> float:
    """Measures the width of a text on the safe side: a Chinese character is as wide as the letters are high."""
    return sum(size if ord(one) > 0xFF else size * 0.62 if one in "0123456789.,+- " else size * 0.8 for one in words)


def draw_text(
    px: float, py: float, words: str, tone: str, anchor: str = "start", size: float = FONT_SIZE, bold: bool = False
) -> str:
    """Draws escaped text at a point; ``anchor`` is start, middle or end."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text class="{TONES[tone]}" x="{format_place(px)}" y="{format_place(py)}" font-size="{size:g}" '
        f'fill="currentColor" text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )


def spread_apart(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Moves things that stand one below the other apart until none covers another.

    Args:
        wanted: the middles where they would stand, in any order.
        heights: of each; together they fit between ``low`` and ``high``.

    Returns:
        The middle of each, in the order of ``wanted``.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    tops: dict[int, float] = {}
    edge = low
    for place in order:
        edge = tops[place] = max(wanted[place] - heights[place] / 2, edge)
        edge += heights[place]
    edge = high
    for place in reversed(order):
        edge = tops[place] = min(tops[place], edge - heights[place])
    return [tops[place] + heights[place] / 2 for place in range(len(wanted))]
