"""Draws charts in templates: ``{% indicator_course indicator reported %}``, ``{{ chart|bars }}``."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.charts import StackedChart, draw_course_chart, draw_stacked_chart, draw_swatch
from reports.figures import build_course_chart

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
