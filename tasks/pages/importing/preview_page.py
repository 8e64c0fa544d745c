"""The page that shows what a file would change before it is imported."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from tasks import clock
from tasks.enums import ImportTreatment, PeriodState
from tasks.filing.filing_days import describe_late_day
from tasks.importing.answer import build_import_json
from tasks.importing.changes import NEW, ORDER, Changes, Difference, NearEqualPair, RowChange, Stored
from tasks.importing.document import ImportedDocument
from tasks.models import Period
from tasks.pages.frame.views.wording import DiffPiece, compute_diff, split_tokens
from tasks.pages.importing.forms import ConfirmForm, DecisionsForm, TreatmentForm
from tasks.pages.importing.teaching_page import TeachingPage

#: so many rows of a table are listed as they were read
SHOWN_READ_ROWS = 300
#: a change of a row: label, colour token
CHANGES = {
    "new": ("新增", "watch"),
    "changed": ("表述有变化", "watch"),
    "same": ("一致", "ok"),
    "unmatched": ("未比对", "none"),
}


@dataclass(frozen=True)
class ShownDifference:
    """A difference of a correction with its checkbox.

    Attributes:
        change: None for the order of a kind.
        is_first: whether it is the first of its row.
    """

    difference: Difference
    change: RowChange | None
    is_taken: bool
    is_first: bool

    @property
    def is_compared(self) -> bool:
        """Whether both sides are words of which the difference can be marked."""
        return self.difference.field not in (NEW, ORDER)

    @property
    def pieces(self) -> tuple[DiffPiece, ...]:
        return compute_diff(split_tokens(self.difference.before), split_tokens(self.difference.after))


@dataclass(frozen=True)
class ShownPair:
    """A pair of near-equal items with its checkbox."""

    pair: NearEqualPair
    is_linked: bool

    @property
    def pieces(self) -> tuple[DiffPiece, ...]:
        """The diff from the item that is there to the new one."""
        return compute_diff(split_tokens(self.pair.edition.text), split_tokens(self.pair.change.row.text))

    @property
    def targets(self) -> list[str]:
        """Which of the two targets of a measure is the stricter one, in words."""
        return [
            f"{overlap.own.measure}：本文件{overlap.own.label}，已有{overlap.other.label}，"
            f"按{'本文件' if overlap.is_stricter else '已有'}的执行"
            for overlap in self.pair.overlaps
        ]


@dataclass(frozen=True)
class ImportPreviewPage:
    """The document as it was read, what it would change, and the question whether to import it.

    Attributes:
        doubts: the places that a person has to decide first.
        teaching: the paper itself, and what may be taught of it.
        treatment: the choice of what the document is; None where there is nothing to choose.
    """

    changes: Changes
    form: ConfirmForm
    doubts: DecisionsForm
    teaching: TeachingPage
    treatment: TreatmentForm | None = None

    @property
    def document(self) -> ImportedDocument:
        return self.changes.document

    @property
    def decided(self) -> list[tuple[str, str]]:
        """Each place that a person has decided, with what was said of it."""
        return list(self.document.decided.items())

    @property
    def period_label(self) -> str:
        """The period of a report; "" where the document names none."""
        return self.document.period_label

    @property
    def since_label(self) -> str:
        """The first period in which another list or a correction holds."""
        return f"{self.changes.settled_plan}{self.changes.settled_plan.rhythm.get_label(self.changes.since)}"

    @cached_property
    def late_days(self) -> list[str]:
        """Until when the new items are filed in open periods, where they would be late at once otherwise."""
        opened = Period.objects.filter(plan=self.changes.settled_plan, state=PeriodState.OPEN)
        late = opened.filter(number__gte=self.changes.since).select_related("plan__government").order_by("number")
        return [said for period in late if (said := describe_late_day(period, clock.today()))]

    @property
    def query(self) -> str:
        """The query that keeps the person's choice of treatment and period."""
        chosen = {"treatment": self.changes.treatment.value, "since": self.changes.since}
        return f"?{urlencode(chosen)}" if self.treatment else ""

    @property
    def counts(self) -> list[tuple[int, str, str]]:
        """The number of rows with each change, with its label and colour token."""
        return [(self.changes.count(change), label, token) for change, (label, token) in CHANGES.items()]

    @cached_property
    def differences(self) -> list[ShownDifference]:
        if self.changes.treatment != ImportTreatment.CORRECTION:
            return []
        found: list[tuple[Difference, RowChange | None, bool]] = [
            (one, change, place == 0) for change in self.changes.rows for place, one in enumerate(change.differences)
        ]
        found += [(one, None, True) for one in self.changes.reorderings]
        return [ShownDifference(one, change, self.changes.is_taken(one), first) for one, change, first in found]

    @cached_property
    def pairs(self) -> list[ShownPair]:
        return [ShownPair(pair, self.changes.is_linked(pair)) for pair in self.changes.pairs]

    @property
    def missing(self) -> list[Stored]:
        return self.changes.missing if self.changes.is_correction else []

    @cached_property
    def answer(self) -> dict:
        """The changes as ``tasks.importing.answer`` prints them, each row with the label and token of its change."""
        answer = build_import_json(self.changes)
        for position, table in enumerate(answer["tables"]):
            table["is_here"] = position == self.teaching.read_position
            table["more"] = max(len(table["rows"]) - SHOWN_READ_ROWS, 0)
            for row in table["rows"]:
                row["label"], row["token"] = CHANGES[row["change"]]
        return answer

    @property
    def shown_rows(self) -> str:
        """Which rows of a table are listed, as the template's ``slice`` takes it."""
        return f":{SHOWN_READ_ROWS}"

    @property
    def needs_teaching(self) -> bool:
        """Whether the next step is to say how a table is to be read."""
        here = self.teaching.here
        return bool(self.changes.errors) and here is not None and here.table is None

    @cached_property
    def doubtful_rows(self) -> list[dict]:
        return [row for table in self.answer["tables"] for row in table["rows"] if row["warnings"]]
