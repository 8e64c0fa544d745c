"""Drawings in templates: ``{% load charts %}{% indicator_course indicator reported %}``, ``{{ chart|bars }}``."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.charts import Stacked, course_chart, stacked_chart, swatch
from reports.figures import course_of

register = template.Library()


@register.simple_tag
def indicator_course(indicator, reported) -> SafeString:
    """An indicator's way through the year, expected and reported; every text in it is escaped by the drawing."""
    return mark_safe(course_chart(course_of(indicator, reported)))  # noqa: S308


@register.filter
def bars(chart: Stacked) -> SafeString:
    """Bars of several parts; every text in them is escaped by the drawing."""
    return mark_safe(stacked_chart(chart))  # noqa: S308


@register.filter
def sample(chart: Stacked, place: int) -> SafeString:
    """What the part at ``place`` looks like, for the head of its column."""
    return mark_safe(swatch(chart, place))  # noqa: S308
