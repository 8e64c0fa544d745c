"""Charts: plain values → SVG text, the same on the screen and on paper.

The SVG has no style attribute and no script, so that the policy ``default-src 'self'`` allows it; colours are
attributes. Every mark has its number as text, because print and colour-blind readers need it.
"""

from .course import CourseChart, CoursePoint, CourseStep, describe_course_chart, draw_course_chart
from .stacked import Bar, BarPart, StackedChart, draw_stacked_chart, draw_swatch

__all__ = [
    "Bar",
    "BarPart",
    "CourseChart",
    "CoursePoint",
    "CourseStep",
    "StackedChart",
    "describe_course_chart",
    "draw_course_chart",
    "draw_stacked_chart",
    "draw_swatch",
]
