"""The tags and filters of the templates; they are built in, so no template loads them."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django import template
from django.contrib.messages.storage.base import Message
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from tasks import clock
from tasks.assessing.self_ratings import FiledRating, read_filed_rating
from tasks.commenting.naming import NAMED, list_named_words
from tasks.decimals import format_decimal
from tasks.enums import Choice
from tasks.models import Comment, Edition, ProgressEntry, Reading, User
from tasks.pages.frame.cells import render_badge, render_filing_state, render_year_marks
from tasks.pages.frame.forms.initials import list_initials
from tasks.pages.frame.strips import YearMarks
from tasks.pages.frame.undo_offers import UndoOffer, pair_with_offers
from tasks.pages.frame.views.wording import DiffPiece
from tasks.periods import format_chinese_moment, format_short_date, format_stored_day
from tasks.plans.deadlines import describe_due_day, find_confirmed_day
from tasks.text_tables import Row, split_tables
from tasks.visible_words import Words, read_filed, read_filed_figures
from tracker.jumping import Jump, find_places

register = template.Library()

#: how removed, new and unchanged pieces of a text are shown
PIECES = {"gone": "<del>{}</del>", "new": "<ins>{}</ins>", "same": "{}"}


@register.filter
def badge(state: Choice | Literal[""] | None) -> SafeString:
    """Renders a state as word, shape and colour: ``{{ entry.state|badge }}``; nothing for an empty value."""
    return render_badge(state) if state else SafeString("")


@register.filter
def filing_state(entry: ProgressEntry, user: User) -> SafeString:
    """Renders 填报状态 of an entry as a person reads it: ``{{ entry|filing_state:user }}``."""
    return render_filing_state(user, entry)


@register.filter
def drawn(strip: YearMarks) -> SafeString:
    """Renders an item's four periods: ``{{ strip|drawn }}`` with a value of ``tasks.pages.frame.strips``."""
    return render_year_marks(strip)


@register.filter
def filed(entry: ProgressEntry) -> Words:
    """Returns the words filed in an entry, which everybody may read: ``{% with words=entry|filed %}``."""
    return read_filed(entry)


@register.filter
def filed_figures(entry: ProgressEntry) -> list[Reading]:
    """Returns the figures filed in an entry, which everybody may read."""
    return read_filed_figures(entry)


@register.filter
def comment_text(comment: Comment) -> SafeString:
    """Renders the words of a 留言, with what stands behind an @ marked: ``{{ one|comment_text }}``."""
    words = list_named_words(comment)
    marked_text = NAMED.sub(lambda match: _mark_named(match, words), str(escape(comment.text)))
    return linebreaksbr(mark_safe(marked_text))  # noqa: S308


def _mark_named(match: re.Match[str], words: list[str]) -> str:
    """Marks the longest of the words that stands behind the @; both are escaped."""
    word = next((word for word in words if match[1].startswith(escape(word))), None)
    if word is None:
        return match[0]
    named = f"{match[0][0]}{escape(word)}"
    return f"<b>{named}</b>{match[0][len(named) :]}"


@register.filter
def own_rating(entry: ProgressEntry) -> FiledRating | None:
    """Returns a unit's own rating of an entry, for the office: ``{% with own=entry|own_rating %}``."""
    return read_filed_rating(entry)


@register.filter(expects_localtime=True)
def day(on: date | str | None, year: int | None = None) -> str:
    """Shows a day, or the day of a moment: ``{{ plan.issued_on|day }}``; nothing without one.

    Args:
        on: may be stored as text (2024-07-08).
        year: of what the page is about; it is left out.
    """
    if isinstance(on, str):
        return format_stored_day(on)
    return format_short_date(on, year) if on else ""


@register.filter(expects_localtime=True)
def moment(at: datetime | None, year: int | None = None) -> str:
    """Shows a day and its time: ``{{ event.at|moment }}``; nothing without one.

    Args:
        year: of what the page is about; it is left out.
    """
    return format_chinese_moment(at, year) if at else ""


@register.filter
def due_day(edition: Edition) -> str:
    """Shows the day of an item's 完成时限 that a person has confirmed, and how far it is: ``{{ entry.edition|due_day
    }}``; nothing without one.
    """
    return describe_due_day(find_confirmed_day(edition), clock.today())


@register.filter
def initials(name: str) -> str:
    """Lists the letters by which a name is found in a long choice: ``data-keys="{{ name|initials }}"``."""
    return list_initials(name)


@register.filter
def in_full(edition: Edition) -> SafeString:
    """Shows an item's text, after its name if it has one: ``{{ entry.edition|in_full }}``."""
    return linebreaksbr(f"{edition.name}：{edition.text}" if edition.name else edition.text)


@register.filter
def laid_out(text: str) -> SafeString:
    """Shows a text with its line ends, and lines with tabs as a table: ``{{ filed.text|laid_out }}``.

    The table consists of spans, so that it may stand within a paragraph.
    """
    pieces = (
        linebreaksbr(mark_safe(piece)) if isinstance(piece, str) else _draw_table(piece)  # noqa: S308  escaped below
        for piece in split_tables(conditional_escape(text))
    )
    return mark_safe("".join(pieces))  # noqa: S308


def _draw_table(rows: Sequence[Row]) -> str:
    """Draws the rows of a table whose cells are escaped already."""
    drawn = ("".join(f'<span role="cell">{cell}</span>' for cell in row) for row in rows)
    return f'<span class="grid" role="table">{"".join(f"""<span role="row">{row}</span>""" for row in drawn)}</span>'


@register.filter
def compared(pieces: Iterable[DiffPiece], joint: str = "") -> SafeString:
    """Shows the change of a text, with removed words struck out and new ones underlined: ``{{ pieces|compared
    }}``.
    """
    drawn_pieces = ((format_html(PIECES[piece.how], linebreaksbr(piece.text)),) for piece in pieces)
    return format_html_join(linebreaksbr(joint), "{}", drawn_pieces)


@register.filter
def without(pieces: Iterable[DiffPiece], how: str) -> list[DiffPiece]:
    """Returns one side of a comparison: ``without:"new"`` is the old text, ``without:"gone"`` the new one."""
    return [piece for piece in pieces if piece.how != how]


@register.filter
def marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """Marks the characters of ``spans`` in the text; overlapping spans are merged."""
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
    """Formats a number without trailing zeros; 未报 if it was not reported."""
    return "未报" if value is None else format_decimal(value)


@register.filter
def with_undo_offers(messages: Iterable[Message]) -> list[tuple[Message, UndoOffer | None]]:
    """Pairs each message that is shown with its offer to undo what it says."""
    return pair_with_offers(messages)


@register.simple_tag
def list_named_pages(user: User, asked: str) -> list[Jump]:
    """Lists the pages that words name: ``{% list_named_pages user "结转" as pages %}``."""
    return list(find_places(user, asked.strip())) if asked.strip() else []
