"""Drawings in templates: ``{% load charts %}{% indicator_course indicator reported %}``, ``{{ chart|bars }}``."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.charts import StackedChart, draw_course_chart, draw_stacked_chart, draw_swatch
from reports.figures import build_course_chart

register = template.Library()


@register.simple_tag
def indicator_course(indicator, reported) -> SafeString:
    """An indicator's way through the year, expected and reported; every text in it is escaped by the drawing."""
    return mark_safe(draw_course_chart(build_course_chart(indicator, reported)))  # noqa: S308


@register.filter
def bars(chart: StackedChart) -> SafeString:
    """Bars of several parts; every text in them is escaped by the drawing."""
    return mark_safe(draw_stacked_chart(chart))  # noqa: S308


@register.filter
def sample(chart: StackedChart, place: int) -> SafeString:
    """What the part at ``place`` looks like, for the head of its column."""
    return mark_safe(draw_swatch(chart, place))  # noqa: S308
