"""Fills that differ in texture as well as in colour, for print in black and for eyes that do not tell colours apart."""

from reports.charts.marks import INKS

SIZE = 6
#: what is drawn into each tile in the ink of its colour, over white
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
    """The definition of a fill that marks of the page then name as ``url(#key)``."""
    tile = TEXTURES[texture].format(ink=INKS[token])
    return (
        f'<pattern id="{key}" width="{SIZE}" height="{SIZE}" patternUnits="userSpaceOnUse">'
        f'<rect width="{SIZE}" height="{SIZE}" fill="#fff"/>{tile}</pattern>'
    )
