"""The lines, marks, texts and colours that all charts use."""

from html import escape

INK, SOFT, HAIR, LATE, OK = "#1d2126", "#5d656e", "#b9b6ad", "#b3261e", "#256b3e"
WATCH, DONE, NONE = "#7d5200", "#2b4c7e", "#5f6368"
FONT_SIZE = 12
#: colour token of tasks.enums → ink
INKS = {"ok": OK, "watch": WATCH, "late": LATE, "done": DONE, "none": NONE}


def draw_line(places, colour: str, width: int = 1, dashed: bool = False) -> str:
    """Draws a polyline through ``places``, pairs of x and y."""
    dash = ' stroke-dasharray="4 4"' if dashed else ""
    points = " ".join(f"{px},{py}" for px, py in places)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'


def draw_mark(px: float, py: float, colour: str, square: bool) -> str:
    """Draws a circle, or a square for a value that is behind."""
    if square:
        return f'<rect x="{px - 4}" y="{py - 4}" width="8" height="8" fill="{colour}"/>'
    return f'<circle cx="{px}" cy="{py}" r="4" fill="{colour}"/>'


def estimate_text_width(words: str) -> int:
    """Estimates the width of a text on the safe side: a Chinese character is as wide as the letters are high."""
    return sum(FONT_SIZE if ord(one) > 0xFF else FONT_SIZE * 2 // 3 for one in words)


def draw_text(px: float, py: float, words: str, colour: str, anchor: str = "start") -> str:
    """Draws escaped text at a point; ``anchor`` is start, middle or end."""
    return (
        f'<text x="{px}" y="{py}" font-size="{FONT_SIZE}" fill="{colour}" text-anchor="{anchor}">{escape(words)}</text>'
    )
