"""Shapes of columns and cells that several lists share."""

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_tables2.data import TableQuerysetData

NOTHING = SafeString("")
NUMBERS = {"td": {"class": "num"}, "th": {"class": "num"}}


class InOrder(TableQuerysetData):
    """Rows that the filter has put in order already, for the list and for its export alike."""

    def order_by(self, aliases):
        pass


class Listed:
    """``Meta`` of every list: rows that the keyboard walks, small sheets of their own on a narrow screen."""

    attrs = {"class": "stack"}
    row_attrs = {"data-row": ""}


def badge(member) -> SafeString:
    return format_html('<span class="st {}">{}</span>', member.token, member.label)


def lines(words) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((word,) for word in words))


def column(label: str, css: str = "", **kwargs) -> tables.Column:
    return tables.Column(verbose_name=label, attrs={"td": {"class": css}, "th": {"class": css}}, **kwargs)


def plain(label: str, css: str = "", **kwargs) -> tables.Column:
    """A column that is not sorted by, and is drawn even where the row has no value for it."""
    return column(label, css, orderable=False, empty_values=(), **kwargs)


def use_of(is_active: bool, yes: str, no: str) -> SafeString:
    return format_html(
        '<span class="st {}">{}</span>', "ok" if is_active else "none", yes if is_active else no
    )
