"""公开摘要: builds what everybody may read of an issue, from its frozen data alone.

It shows the task, lead units, progress and outcome of an item, as far as the table of the public version
prints them. It leaves out internal items, names of people, suggestions of the system and everything written
after the issue.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from reports.layouts.layout import AttachmentLayout
from reports.layouts.own_layouts import get_issued_layout
from reports.printing.sheet import remove_unprintable
from reports.reporting.attachments import (
    build_attachment_sheet,
    build_period_occasion,
    format_judgement,
    list_attachment_tables,
)
from reports.reporting.items import ReportItem
from tasks.enums import EntryState, Outcome, TaskKind
from tasks.models import Publication

#: the fields that the page shows if the public version prints them
PUBLIC_FIELDS = ("section", "name", "text", "lead_units", "progress")
ITEM_FIELDS = [field.name for field in fields(ReportItem)]
#: whether the year is over → whether the table lists items behind → the outcome that it implies
LISTED_AS = {
    False: {True: Outcome.LAGGING, False: Outcome.ON_TRACK},
    True: {True: Outcome.NOT_REACHED, False: Outcome.REACHED},
}


@dataclass(frozen=True)
class PublicItem:
    """One row; ``kind`` is the name of its kind, ``word`` is the outcome as printed (empty if the table prints none), ``token`` its colour."""

    number: int
    kind: str
    section: str
    name: str
    text: str
    lead_units: str
    progress: str
    word: str
    token: str


@dataclass(frozen=True)
class PublicTable:
    title: str
    items: Sequence[PublicItem]

    @property
    def tells_outcomes(self) -> bool:
        return any(item.word for item in self.items)


@dataclass(frozen=True)
class PublicKindCount:
    """The number of items of a kind, and for each outcome its word, colour token and number of items."""

    kind: str
    total: int
    words: Sequence[tuple[str, str, int]]


@dataclass(frozen=True)
class PublicSummary:
    on: date
    tables: Sequence[PublicTable]

    @property
    def counts(self) -> list[PublicKindCount]:
        """The counts of every kind that occurs, in the order of the tables."""
        items = [item for table in self.tables for item in table.items]
        found = []
        for kind in dict.fromkeys(item.kind for item in items):
            words = Counter((item.word, item.token) for item in items if item.kind == kind)
            said = [(word, token, count) for (word, token), count in words.items() if word]
            if words:
                found.append(PublicKindCount(kind, words.total(), said))
        return found


def build_public_summary(publication: Publication) -> PublicSummary:
    """Builds the summary of an issue.

    Args:
        publication: an issue of a report, with a public version.

    Raises:
        LayoutError: its layout no longer exists.
    """
    data, period = publication.data, publication.reported_period
    layout = get_issued_layout(data, period.plan.government_id)
    items = [build_item_from_row(row) for row in data["rows"] if not row["is_internal"]]
    occasion, is_final = build_period_occasion(period), period.quarter.is_last
    tables = [
        PublicTable(
            build_attachment_sheet(each.attachment, each.items, occasion, order, each.kind).title,
            build_public_items(each.attachment, each.items, is_final=is_final),
        )
        for order, each in enumerate(list_attachment_tables(layout, items), start=1)
    ]
    return PublicSummary(date.fromisoformat(data["on"]), tables)


def build_item_from_row(row: dict) -> ReportItem:
    """Builds the item from a kept row."""
    kept = {name: row[name] for name in ITEM_FIELDS if name in row}
    return ReportItem(
        **kept
        | {
            "kind": TaskKind(row["kind"]),
            "state": EntryState(row["state"]) if row["state"] else None,
            "outcome": Outcome(row["outcome"]) if row["outcome"] else None,
        }
    )


def build_public_items(
    attachment: AttachmentLayout, items: Sequence[ReportItem], *, is_final: bool
) -> list[PublicItem]:
    """Builds the rows with only those fields that the table prints."""
    printed = {column.field for column in attachment.columns}
    rows = []
    for number, item in enumerate(items, start=1):
        word, token = get_public_outcome(item, attachment, printed, is_final=is_final)
        shown = {name: remove_unprintable(getattr(item, name)) if name in printed else "" for name in PUBLIC_FIELDS}
        rows.append(PublicItem(number=number, kind=item.kind_label, word=word, token=token, **shown))
    return rows


def get_public_outcome(
    item: ReportItem, attachment: AttachmentLayout, printed: set[str], *, is_final: bool
) -> tuple[str, str]:
    """Returns word and colour of the outcome that the table prints or implies; else empty texts."""
    if "judgement" in printed and item.verdict:
        return format_judgement(item, attachment), item.verdict.token
    said = {outcome.is_behind for outcome in attachment.outcomes}
    if len(said) != 1:
        return "", ""
    listed = LISTED_AS[is_final][said.pop()]
    return listed.label, listed.token
