"""Reads what symbol fonts and colours show: ticks, crosses and boxes; red, yellow and green."""

import colorsys
import re

TICK, CROSS, TICKED_BOX, CROSSED_BOX, BOX, DOT, SQUARE = "√", "×", "☑", "☒", "□", "●", "■"
#: font in small letters → code of the character → what it shows; the code tables of the fonts
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0xFC: TICK, 0xFB: CROSS, 0xFE: TICKED_BOX, 0xFD: CROSSED_BOX, 0x78: CROSSED_BOX, 0xA8: BOX, 0x6F: BOX, 0x71: BOX,
        0x6C: DOT, 0x6E: SQUARE, 0xA7: SQUARE, 0xA1: "○",
    },
    "wingdings 2": {
        0x50: TICK, 0x4F: CROSS, 0x51: CROSS, 0x52: TICKED_BOX, 0x53: CROSSED_BOX, 0x54: CROSSED_BOX, 0xA3: BOX, 0x2A: BOX,
        0x98: DOT, 0x97: DOT,
    },
    "webdings": {0x61: TICK, 0x72: CROSS, 0x63: BOX, 0x67: SQUARE, 0x6E: DOT},
}  # fmt: skip
_EMOJI = {"🔴": "红灯", "🟠": "黄灯", "🟡": "黄灯", "🟢": "绿灯", "✅": TICK, "❌": CROSS, "✔": TICK, "✓": TICK, "✘": CROSS,
          "✗": CROSS, "❎": CROSS}  # fmt: skip
RED, YELLOW, GREEN, OTHER = "红", "黄", "绿", "他"
#: hue of a cell → the lamp that it stands for
LAMPS = {RED: "红灯", YELLOW: "黄灯", GREEN: "绿灯"}
#: what a symbol without a known meaning is read as
UNKNOWN = "\ufffd"


def is_symbol_font(font: str | None) -> bool:
    """Returns whether a font shows pictures instead of letters."""
    return (font or "").strip().lower() in (*_FONTS, "wingdings 3", "symbol", "marlett", "zapfdingbats")


def read_symbol(font: str | None, code: int) -> str:
    """Returns what a character of a symbol font shows; ``UNKNOWN`` for one without a known meaning."""
    return _FONTS.get((font or "").strip().lower(), {}).get(code & 0xFF, UNKNOWN)


def read_symbol_text(font: str | None, text: str) -> str:
    """Returns what a text shows whose letters are set in a symbol font."""
    return "".join(one if one.isspace() else read_symbol(font, ord(one)) for one in text)


def read_emoji(text: str) -> str:
    """Replaces emoji of lamps and ticks by the words and signs that they stand for."""
    return re.sub("|".join(_EMOJI), lambda one: _EMOJI[one[0]], text)


def read_hue(colour: str | None) -> str:
    """Returns 红, 黄 or 绿 for a colour, ``OTHER`` for another one, "" for white, grey and black.

    Args:
        colour: six or eight hexadecimal digits; eight begin with the transparency.
    """
    if not colour or not re.fullmatch(r"(?:[0-9A-Fa-f]{2})?[0-9A-Fa-f]{6}", colour):
        return ""
    red, green, blue = (int(colour[-6:][at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.3 or value < 0.35:
        return ""
    degrees = hue * 360
    if degrees < 20 or degrees >= 335:
        return RED
    if degrees < 70:
        return YELLOW
    return GREEN if degrees < 165 else OTHER
