"""Draws one mark for each item: a square for what lags, a triangle for what is warned of."""

from reports.charts.marks import TONES, draw_box, format_place

STEP, SIDE, ROW = 13, 10, 14
#: so many marks stand in a row
ACROSS = 16


def draw_tiles(behind: int, warned: int) -> str:
    """Draws the squares, then the triangles, sixteen in a row; the numbers beside them are read out instead."""
    marks = [
        _draw_tile(number % ACROSS * STEP, number // ACROSS * ROW, is_square=number < behind)
        for number in range(behind + warned)
    ]
    width = min(len(marks), ACROSS) * STEP
    height = max(-(-len(marks) // ACROSS), 1) * ROW
    return (
        f'<svg class="chart tiles" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'aria-hidden="true">{"".join(marks)}</svg>'
    )


def _draw_tile(px: float, py: float, *, is_square: bool) -> str:
    if is_square:
        return draw_box(px, py + 2, SIDE, SIDE, "late")
    top, foot = format_place(py + 2), format_place(py + 2 + SIDE)
    points = f"{px + SIDE / 2:g},{top} {px + SIDE},{foot} {px},{foot}"
    return f'<polygon class="{TONES["watch"]}" points="{points}" fill="currentColor"/>'
