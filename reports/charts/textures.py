"""Fills that differ in texture and colour, for black-and-white print and colour-blind readers."""

from reports.charts.marks import INKS

SIZE = 6
#: texture → what is drawn in the part's colour on a white tile
TEXTURES = {
    "solid": '<rect width="6" height="6" fill="{ink}"/>',
    "blank": "",
    "dots": '<circle cx="3" cy="3" r="1.2" fill="{ink}"/>',
    "rising": '<path d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2" stroke="{ink}" stroke-width="1.6"/>',
    "falling": '<path d="M-1,5 l2,2 M0,0 l6,6 M5,-1 l2,2" stroke="{ink}" stroke-width="1.6"/>',
    "rungs": '<path d="M0,3 h6" stroke="{ink}" stroke-width="2.4"/>',
    "grid": '<path d="M0,3 h6 M3,0 v6" stroke="{ink}" stroke-width="1.2"/>',
}


def draw_pattern(key: str, texture: str, token: str) -> str:
    """Draws the definition of a fill, which other marks use as ``url(#key)``."""
    tile = TEXTURES[texture].format(ink=INKS[token])
    return (
        f'<pattern id="{key}" width="{SIZE}" height="{SIZE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{SIZE}" height="{SIZE}" fill="#fff"/>{tile}</pattern>'
    )
