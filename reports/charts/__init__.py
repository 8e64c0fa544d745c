"""Charts as SVG text: plain values in, text out. The same drawing goes on the screen and on paper.

No style attribute and no script, so that it stands under ``default-src 'self'``; colours come as attributes, and
every mark carries its number as text, since print and colour-blind eyes must read it too.
"""

from .course import Course, Point, course_chart, describe
from .stacked import Bar, Part, Stacked, stacked_chart, swatch

__all__ = [
    "Bar",
    "Course",
    "Part",
    "Point",
    "Stacked",
    "course_chart",
    "describe",
    "stacked_chart",
    "swatch",
]
