"""印发: the text and the rows of an issued report, as everybody who may read the issue reads them."""

from collections.abc import Sequence

from reports.issuing.issue import build_kept_item
from reports.printing.paragraphs import Level, find_printed_level
from reports.reporting.items import list_period_items
from tasks.enums import BEHIND, Outcome, TaskKind
from tasks.enums.outcome_words import OutcomeWord, build_judged_word, count_words
from tasks.models import Period, ProgressEntry, Publication, User
from tasks.visible_words import reads_internal_items


class KeptRow:
    """One frozen row of an issue; an attribute that an older issue did not keep is empty."""

    def __init__(self, row: dict):
        self.row = row
        self.number: int = row["number"]
        self.kind = TaskKind(row["kind"])
        self.is_internal: bool = bool(row.get("is_internal"))
        self.outcome = Outcome(row["outcome"]) if row.get("outcome") else None
        self.kind_name: str = row.get("kind_name") or self.kind.label

    @property
    def verdict(self) -> OutcomeWord | None:
        """The outcome in the word in which it was judged; None where it was not."""
        if self.outcome is None:
            return None
        return build_judged_word(self.outcome, self.row.get("word") or "", self.row.get("token") or "")

    @property
    def title(self) -> str:
        return self.row.get("name") or self.row.get("text") or ""

    @property
    def text(self) -> str:
        """The wording, where it is not the title."""
        return self.row.get("text", "") if self.row.get("name") else ""

    @property
    def lead_units(self) -> str:
        return self.row.get("lead_units") or ""

    @property
    def leaders(self) -> str:
        """The names of the leaders without the white space with which the table pads and separates them."""
        lines = (self.row.get("leaders") or "").splitlines()
        return "、".join(filter(None, ("".join(line.split()) for line in lines)))

    @property
    def progress(self) -> str:
        return self.row.get("progress") or ""

    @property
    def reason(self) -> str:
        return self.row.get("reason") or ""


def list_kept_rows(publication: Publication, user: User) -> list[KeptRow]:
    """Lists the rows of an issue in printed order, as far as the user may read them."""
    rows = [KeptRow(row) for row in publication.data.get("rows", [])]
    return rows if reads_internal_items(user) else [row for row in rows if not row.is_internal]


def count_kept_outcomes(rows: Sequence[KeptRow]) -> list[tuple[OutcomeWord | None, int]]:
    """Counts how many items have each outcome that occurs, those behind first; None stands for those not judged."""
    judged = [row.verdict for row in rows if row.verdict]
    in_order = (*BEHIND, *(outcome for outcome in Outcome if not outcome.is_behind))
    unjudged = len(rows) - len(judged)
    return [*count_words(judged, in_order), *([(None, unjudged)] if unjudged else [])]


def list_imported_rows(period: Period, user: User) -> list[KeptRow]:
    """Lists the rows of a report that was issued on paper, out of the imported document, as far as the user may read them."""
    items = list_period_items(ProgressEntry.objects.filter(period=period))
    rows = [KeptRow(build_kept_item(item)) for item in items]
    return rows if reads_internal_items(user) else [row for row in rows if not row.is_internal]


def list_kept_paragraphs(publication: Publication, user: User) -> list[tuple[Level, str]]:
    """Lists the paragraphs of an issued text with the level that each is printed at.

    Who does not read internal items gets none of a text that may tell of one.
    """
    rows = publication.data.get("rows", [])
    if not reads_internal_items(user) and any(row.get("is_internal") for row in rows):
        return []
    lines = publication.data.get("paragraphs", [])
    return [(find_printed_level(line) if at else Level.TITLE, line) for at, line in enumerate(lines)]
