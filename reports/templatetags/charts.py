"""Drawings in templates: ``{% load charts %}{% indicator_course indicator reported %}``."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.charts import course_chart
from reports.figures import course_of

register = template.Library()


@register.simple_tag
def indicator_course(indicator, reported) -> SafeString:
    """An indicator's way through the year, expected and reported; every text in it is escaped by the drawing."""
    return mark_safe(course_chart(course_of(indicator, reported)))  # noqa: S308
