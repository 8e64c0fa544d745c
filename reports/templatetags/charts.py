"""Drawings in templates: ``{% load charts %}{% course_chart course %}``."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports import charts

register = template.Library()


@register.simple_tag
def course_chart(course: charts.Course) -> SafeString:
    """The course of one indicator; every text in it is escaped by ``reports.charts``."""
    return mark_safe(charts.course_chart(course))  # noqa: S308
