"""Charts: plain values → SVG text, calm fills on the screen, textures on paper.

The SVG has no style attribute and no script, so that the policy ``default-src 'self'`` allows it; ``charts.css`` gives
its classes their colours. Every mark has its number as text, in the drawing or in the table beside it.
"""

from .bullets import Bullet, draw_bullet
from .course import CourseChart, CoursePoint, CourseStep, CourseTick, describe_course_chart, draw_course_chart
from .flow import LARGE, NARROW, WIDE, FlowChart, FlowLine, describe_flow_chart, draw_flow_chart
from .stacked import Bar, BarPart, StackedChart, draw_stacked_chart, draw_swatch
from .tiles import draw_tiles
from .years import YearPoint, YearsChart, describe_years_chart, draw_years_chart

__all__ = [
    "LARGE",
    "NARROW",
    "WIDE",
    "Bar",
    "BarPart",
    "Bullet",
    "CourseChart",
    "CoursePoint",
    "CourseStep",
    "CourseTick",
    "FlowChart",
    "FlowLine",
    "StackedChart",
    "YearPoint",
    "YearsChart",
    "describe_course_chart",
    "describe_flow_chart",
    "describe_years_chart",
    "draw_bullet",
    "draw_course_chart",
    "draw_flow_chart",
    "draw_stacked_chart",
    "draw_swatch",
    "draw_tiles",
    "draw_years_chart",
]
