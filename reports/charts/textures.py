"""Fills that differ in texture, for black-and-white print and for readers who do not tell colours apart."""

from reports.charts.marks import TONES

SIZE = 6
#: texture → what is drawn in ink on a tile in the colour of the sheet
TEXTURES = {
    "solid": '<rect width="6" height="6" fill="currentColor"/>',
    "blank": "",
    "dots": '<circle cx="3" cy="3" r="1.2" fill="currentColor"/>',
    "rising": '<path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke="currentColor" stroke-width="1.6"/>',
    "falling": '<path d="M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2" stroke="currentColor" stroke-width="1.6"/>',
    "rungs": '<path d="M0,3 h6" stroke="currentColor" stroke-width="2.4"/>',
    "grid": '<path d="M0,3 h6 M3,0 v6" stroke="currentColor" stroke-width="1.2"/>',
}


def draw_pattern(key: str, texture: str) -> str:
    """Draws the definition of a fill, which other marks use as ``url(#key)``."""
    return (
        f'<pattern id="{key}" class="{TONES["ink"]}" width="{SIZE}" height="{SIZE}" patternUnits="userSpaceOnUse">'
        f'<rect class="{TONES["sheet"]}" width="{SIZE}" height="{SIZE}" fill="currentColor"/>{TEXTURES[texture]}</pattern>'
    )
