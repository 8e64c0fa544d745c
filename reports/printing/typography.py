"""The typefaces and sizes of printed tables, after GB/T 9704-2012: title 2号小标宋, 附件 3号黑体, the table smaller.

A cell or run names exactly one typeface. 方正小标宋简体 is on every office's machine but not part of Windows, and 宋体
replaces it where it is missing. 黑体 and 仿宋 come with Windows, WPS and the domestic systems; 仿宋_GB2312 is
missing since Windows Vista. Word gets an alternative for each typeface. Excel has no place for one, but the
character set below makes it choose another Chinese typeface.
"""

from dataclasses import dataclass

# the character set number of GB 2312 in font tables
CHARSET_GB2312 = 134
POINTS_PER_MM = 72 / 25.4

# A4, in millimetres
PAGE_LONG_MM, PAGE_SHORT_MM = 297, 210


@dataclass(frozen=True)
class Typeface:
    """``name`` is the requested typeface; ``alternative`` is what Word uses if it is missing."""

    name: str
    alternative: str


TITLE_FACE = Typeface("方正小标宋简体", "黑体")
HEADING_FACE = Typeface("黑体", "SimHei")
BODY_FACE = Typeface("仿宋", "仿宋_GB2312")
# second headings: GB/T 9704-2012, 7.3.3
KAI_FACE = Typeface("楷体", "楷体_GB2312")
# page numbers are 4号半角宋体
PAGE_FACE = Typeface("宋体", "SimSun")
FACES = (TITLE_FACE, HEADING_FACE, BODY_FACE, KAI_FACE, PAGE_FACE)

TITLE_POINTS = 22
LABEL_POINTS = 16
HEADER_POINTS = 11
BODY_POINTS = 10.5
PAGE_POINTS = 14

# line height ÷ font size: 仿宋 needs 1.2, the tallest replacement (Noto, Source Han) 1.45
LINE_HEIGHT = 1.45
