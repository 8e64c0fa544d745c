"""Draws one value against its target as a bullet bar, as wide as its cell; the cells beside it tell the numbers."""

from dataclasses import dataclass
from decimal import Decimal

from reports.charts.marks import TONES

#: where the target stands, in percent of the width; a value of 1.2 times the target reaches the right end
TARGET_AT = Decimal(250) / 3
HEIGHT = 18
NOTHING, WHOLE = Decimal(0), Decimal(100)


@dataclass(frozen=True)
class Bullet:
    """A value against its target.

    Attributes:
        value: None for nothing reported.
        expected: what should be reached by now; None where nothing in between is expected.
    """

    value: Decimal | None
    target: Decimal
    expected: Decimal | None = None
    is_behind: bool = False


def draw_bullet(bullet: Bullet) -> str:
    """Draws the bar of the value, the line of the target and the dashed mark of what is expected by now.

    Without a value the way to the target is outlined. The numbers beside it are read out instead of the drawing.
    """
    drawn = [*_draw_way(bullet), _draw_stroke(TARGET_AT, 0, HEIGHT)]
    if bullet.expected is not None and bullet.target > 0:
        at = compute_place(bullet.expected, bullet.target)
        drawn += [_draw_stroke(at, top, 4) for top in (0, 7, 14)]
    return f'<svg class="chart bullet" width="100%" height="{HEIGHT}" aria-hidden="true">{"".join(drawn)}</svg>'


def compute_place(value: Decimal, target: Decimal) -> Decimal:
    """Computes where a value stands, in percent of the width; what lies outside stands at the end."""
    return min(max(value / target * TARGET_AT, NOTHING), WHOLE) if target > 0 else NOTHING


def _draw_way(bullet: Bullet) -> list[str]:
    if bullet.value is None:
        return [_draw_bar(TARGET_AT, "sheet", outlined=True)]
    width = compute_place(bullet.value, bullet.target)
    return [_draw_bar(TARGET_AT, "ground"), _draw_bar(width, "late" if bullet.is_behind else "middle")]


def _draw_bar(width: Decimal, tone: str, outlined: bool = False) -> str:
    line = ' stroke-dasharray="3 3"' if outlined else ""
    return f'<rect class="part {TONES[tone]}" x="0" y="4.5" width="{width:.1f}%" height="9" fill="currentColor"{line}/>'


def _draw_stroke(at: Decimal, top: int, height: int) -> str:
    return (
        f'<rect class="{TONES["ink"]}" x="{at:.1f}%" y="{top}" width="2" height="{height}" fill="currentColor" '
        'transform="translate(-1)"/>'
    )
