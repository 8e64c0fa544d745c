"""Tags and filters of the templates; built in, so no template loads them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from tasks.enums import Choice
from tasks.models import ProgressEntry, Reading
from tasks.pages.frame.cells import render_badge as drawn_badge
from tasks.pages.frame.cells import render_year_marks
from tasks.pages.frame.strips import YearMarks
from tasks.words import Words, read_filed, read_filed_figures

register = template.Library()


@register.filter
def badge(state: Choice | Literal[""] | None) -> SafeString:
    """A state as word, shape and colour: ``{{ entry.state|badge }}``. Nothing for an empty value."""
    return drawn_badge(state) if state else SafeString("")


@register.filter
def drawn(strip: YearMarks) -> SafeString:
    """An item's four periods: ``{{ strip|drawn }}``, given by ``tasks.pages.frame.strips``."""
    return render_year_marks(strip)


@register.filter
def filed(entry: ProgressEntry) -> Words:
    """What was filed of an entry, for everybody: ``{% with words=entry|filed %}``."""
    return read_filed(entry)


@register.filter
def filed_figures(entry: ProgressEntry) -> list[Reading]:
    """The figures that were filed of an entry, for everybody."""
    return read_filed_figures(entry)


@register.filter
def marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """The text with the characters of ``spans`` marked. Overlapping spans flow into one."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        start = max(start, at)
        if start >= end:
            continue
        pieces += [escape(text[at:start]), format_html("<mark>{}</mark>", text[start:end])]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))  # noqa: S308


@register.filter
def figure(value: Decimal | None) -> str:
    """A number without trailing zeros; 未报 for one that was not reported."""
    return "未报" if value is None else f"{value.normalize():f}"
