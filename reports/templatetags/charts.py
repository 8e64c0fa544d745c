"""Draws charts in templates: ``{% indicator_course indicator reported %}``, ``{{ chart|bars }}``."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.charts import (
    LARGE,
    NARROW,
    WIDE,
    Bullet,
    FlowChart,
    StackedChart,
    draw_bullet,
    draw_course_chart,
    draw_flow_chart,
    draw_stacked_chart,
    draw_swatch,
    draw_tiles,
    draw_years_chart,
)
from reports.figures import build_course_chart
from reports.measures.year_charts import build_years_chart
from tasks.measures.series import MeasureSeries

register = template.Library()


@register.simple_tag
def indicator_course(indicator, reported, milestones=()) -> SafeString:
    """Draws the expected and reported values of an indicator and the item's milestones; it escapes every text."""
    return mark_safe(draw_course_chart(build_course_chart(indicator, reported, milestones)))  # noqa: S308


@register.filter
def bars(chart: StackedChart) -> SafeString:
    """Draws stacked bars; the drawing escapes every text."""
    return mark_safe(draw_stacked_chart(chart))  # noqa: S308


@register.filter
def sample(chart: StackedChart, place: int) -> SafeString:
    """Draws a sample of the part at ``place`` for the head of its column."""
    return mark_safe(draw_swatch(chart, place))  # noqa: S308


@register.filter
def flow(chart: FlowChart) -> SafeString:
    """Draws the flow of a period twice: for a wide window and for a phone; the stylesheet shows one of them."""
    return mark_safe(draw_flow_chart(chart, WIDE) + draw_flow_chart(chart, NARROW))  # noqa: S308


@register.filter
def large_flow(chart: FlowChart) -> SafeString:
    """Draws the flow of a period with large letters, for a projector and for half a page, and for a phone."""
    return mark_safe(draw_flow_chart(chart, LARGE) + draw_flow_chart(chart, NARROW))  # noqa: S308


@register.filter
def bullet(value: Bullet) -> SafeString:
    """Draws a value against its target."""
    return mark_safe(draw_bullet(value))  # noqa: S308


@register.simple_tag
def tiles(behind: int, warned: int) -> SafeString:
    """Draws a mark for each item behind or warned of."""
    return mark_safe(draw_tiles(behind, warned))  # noqa: S308


@register.filter
def years(series: MeasureSeries) -> SafeString:
    """Draws a measure over the years; the drawing escapes every text."""
    return mark_safe(draw_years_chart(build_years_chart(series)))  # noqa: S308
