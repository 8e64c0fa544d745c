"""Tags and filters of the templates; built in, so no template loads them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tasks.enums import Choice
from tasks.models import Edition, ProgressEntry, Reading
from tasks.pages.frame.cells import render_badge as drawn_badge
from tasks.pages.frame.cells import render_year_marks
from tasks.pages.frame.strips import YearMarks
from tasks.pages.frame.views.wording import DiffPiece
from tasks.visible_words import Words, read_filed, read_filed_figures

register = template.Library()

#: how a stretch of text is shown that went or came
PIECES = {"gone": "<del>{}</del>", "new": "<ins>{}</ins>", "same": "{}"}


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
def in_full(edition: Edition) -> SafeString:
    """An item in its own words, after its name where it has one: ``{{ entry.edition|in_full }}``."""
    return linebreaksbr(f"{edition.name}：{edition.text}" if edition.name else edition.text)


@register.filter
def compared(pieces: Iterable[DiffPiece], joint: str = "") -> SafeString:
    """The way from one text to another, what went struck out, what came underlined: ``{{ pieces|compared }}``."""
    drawn_pieces = ((format_html(PIECES[piece.how], linebreaksbr(piece.text)),) for piece in pieces)
    return format_html_join(linebreaksbr(joint), "{}", drawn_pieces)


@register.filter
def without(pieces: Iterable[DiffPiece], how: str) -> list[DiffPiece]:
    """One side of a comparison: ``{{ pieces|without:"new" }}`` is the old text, ``"gone"`` leaves the new one."""
    return [piece for piece in pieces if piece.how != how]


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
