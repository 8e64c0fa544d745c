"""Columns and cells that several lists share."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django_tables2.data import TableQuerysetData

from tasks.enums import Choice
from tasks.enums.outcome_words import OutcomeWord
from tasks.filing.entries import choose_shown_state
from tasks.models import ProgressEntry, User
from tasks.models.ending import find_ending
from tasks.pages.frame.strips import PeriodMark, YearMarks
from tasks.periods import format_chinese_moment

NOTHING = SafeString("")


class OrderedTableData(TableQuerysetData):
    """Rows that are already ordered by the filter, and already counted.

    Args:
        rows: those of all pages.
        count: their number.
    """

    def __init__(self, rows: QuerySet, count: int):
        super().__init__(rows)
        self._length = count

    def order_by(self, aliases):
        pass


class ListTable(tables.Table):
    """A list in which every column has a ``render_<name>(record)``.

    The cells are rendered here, because django-tables2 determines the column's attributes and the signature of its
    function again for each cell, which costs several times the rest of a page of fifty rows.
    """

    def drawn_rows(self) -> Iterator[tuple[SafeString, SafeString]]:
        """Yields for every record of the page the row above it, mostly nothing, and its cells."""
        draws = [(render_cell_opening(column), getattr(self, f"render_{column.name}")) for column in self.columns]
        for row in self.paginated_rows:
            record = row.record
            cells = [f"{opening}{conditional_escape(draw(record))}</td>" for opening, draw in draws]
            yield self.render_row_above(record), SafeString("".join(cells))

    def render_row_above(self, record: Any) -> SafeString:
        """Renders the heading that begins with the record; nothing unless a list has headings."""
        return NOTHING


def render_cell_opening(column) -> SafeString:
    """Renders the opening ``<td>`` with the column's class, and its heading for narrow screens."""
    return format_html('<td {} data-label="{}">', column.attrs["td"].as_html(), column.header)


def format_moment(at: datetime | None) -> str:
    """Formats a moment in local time: 2024年7月8日 14:05; "" for None."""
    return format_chinese_moment(localtime(at)) if at else ""


def render_badge(member: Choice | OutcomeWord) -> SafeString:
    """Renders a member of a vocabulary, or a word of a kind of items, as word, shape and colour."""
    return _draw_badge(member.token, str(member.label))


# kept by its words: those of one member may differ between two governments
@lru_cache(maxsize=512)
def _draw_badge(token: str, label: str) -> SafeString:
    return format_html('<span class="st {}">{}</span>', token, label)


#: as many marks stand in one row of a list
MOST_MARKS = 4


def render_year_marks(strip: YearMarks) -> SafeString:
    """Renders an item's marks as shape and colour, with the words in the title and in a span; many in two rows."""
    crowded = " crowded" if len(strip) > MOST_MARKS else ""
    return SafeString(f'<ol class="strip{crowded}">{"".join(map(_render_mark, strip))}</ol>')


# a list of fifty items has two hundred, of a dozen kinds
@lru_cache(maxsize=512)
def _render_mark(mark: PeriodMark) -> SafeString:
    judged = "" if mark.is_judged else " unjudged"
    return format_html(
        '<li class="st {}{}" title="{}"><span>{}</span></li>', mark.token, judged, mark.title, mark.title
    )


def build_column(label: str, css: str = "", **kwargs) -> tables.Column:
    """Builds a column whose cells and heading have the same class."""
    return tables.Column(verbose_name=label, attrs={"td": {"class": css}, "th": {"class": css}}, **kwargs)


def build_unsorted_column(label: str, css: str = "", **kwargs) -> tables.Column:
    """Builds a column that cannot be sorted by, and is rendered even where the row has no value for it."""
    return build_column(label, css, orderable=False, empty_values=(), **kwargs)


def render_active_badge(is_active: bool, yes: str, no: str) -> SafeString:
    """Renders ``yes`` or ``no`` with the colour of what is in use or not."""
    return format_html('<span class="st {}">{}</span>', "ok" if is_active else "none", yes if is_active else no)


def render_filing_state(user: User, entry: ProgressEntry) -> SafeString:
    """Renders 填报状态 as every page shows it: the entry's state, and the item's ending; an entry that nobody filed, since
    its item is done, has no state of its own."""
    end = find_ending(entry.task)
    if end and entry.is_automatic:
        return render_badge(end.kind)
    state = render_badge(choose_shown_state(user, entry))
    return format_html("{}<br>{}", state, render_badge(end.kind)) if end else state
