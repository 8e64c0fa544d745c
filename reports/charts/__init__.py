"""Charts as SVG text: plain values in, text out. The same drawing goes on the screen and on paper.

No style attribute and no script, so that it stands under ``default-src 'self'``; colours come as attributes, and
every mark carries its number as text, since print and colour-blind eyes must read it too.
"""

from .course import CourseChart, CoursePoint, describe_course_chart, draw_course_chart
from .stacked import Bar, BarPart, StackedChart, draw_stacked_chart, draw_swatch

__all__ = [
    "Bar",
    "BarPart",
    "CourseChart",
    "CoursePoint",
    "StackedChart",
    "describe_course_chart",
    "draw_course_chart",
    "draw_stacked_chart",
    "draw_swatch",
]
