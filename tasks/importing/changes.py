"""What an import changes: each row, its matching item in the plan, and the differences."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tasks.assessing.quantities import TargetOverlap
from tasks.enums import ImportTreatment
from tasks.importing.choices import ImportChoices
from tasks.importing.document import ImportedDocument, ImportedRow
from tasks.importing.names import UnitBook
from tasks.models import Edition, Government, Plan, PlanDocument, Task
from tasks.models.changes import compute_fingerprint

#: an item and the edition of it that a document is compared with
Stored = tuple[Task, Edition]
#: fields of ``Difference`` besides those of a wording: a new item, the order of the items of a kind
NEW, ORDER = "new", "order"


@dataclass(frozen=True)
class Difference:
    """One thing that a corrected document says otherwise; a person takes or leaves it.

    Attributes:
        key: identifies it within the file, such as ``3-lead``.
        field: a key of ``wording.FIELDS``, ``NEW`` or ``ORDER``.
        label: the Chinese name of the field.
        before, after: as printed.
        stands_by: by which basis and from when the present words stand, where they were changed during the year; "" for
            words that the plan has had from the start. What a person decided is not undone unless a person ticks it.
    """

    key: str
    field: str
    label: str
    before: str
    after: str
    stands_by: str = ""

    @property
    def is_removal(self) -> bool:
        """Whether the document leaves blank what the plan has; it is not taken unless a person ticks it."""
        return not self.after

    @property
    def is_ticked_at_first(self) -> bool:
        return not self.is_removal and not self.stands_by


@dataclass
class RowChange:
    """A row and what it changes.

    Attributes:
        number: its place in the merged order of this document's tables, from 1 within its kind.
        change: new, same or changed; unmatched while there is nothing to compare with.
        task: the matching item; None for a new row until the import has created its item.
        former: the edition that the row is compared with; after the import the edition that holds for it.
        similarity: of the texts of row and item, 0 to 1.
        differences: of the fields that the row changes; of a new row in a correction the row itself.
    """

    row: ImportedRow
    number: int
    change: str = "unmatched"
    task: Task | None = None
    former: Edition | None = None
    similarity: float = 0.0
    differences: list[Difference] = field(default_factory=list)

    @property
    def differs(self) -> list[str]:
        """The Chinese names of the fields that the row changes."""
        return [one.label for one in self.differences if one.field != NEW]

    @property
    def settled_task(self) -> Task:
        """Returns ``task``.

        Raises:
            ValueError: the item has not been created yet.
        """
        if self.task is None:
            raise ValueError(f"第{self.number}行尚无事项")
        return self.task


@dataclass(frozen=True)
class NearEqualPair:
    """A new row, and an item of another list that asks for nearly the same.

    Attributes:
        key: identifies the pair within the file and the plan.
        similarity: of the two texts, 0 to 1.
        overlaps: targets of one measure with different values, the row's as the own one.
        is_likely: whether it is ticked at first.
    """

    key: str
    change: RowChange
    task: Task
    edition: Edition
    similarity: float
    overlaps: tuple[TargetOverlap, ...]
    is_likely: bool


@dataclass
class Changes:
    """The result of a dry run, and the input of an import.

    Attributes:
        facts: field of ``Plan`` → the value that the document gives it, of number and approval.
        treatment: what the document is for the year.
        since: the number of the first period in which it holds; 0 for the plan itself.
        plan_document: the list besides the plan's notice that the document brings or corrects; None for the notice and a report.
        reorderings: of a correction, the kinds whose items stand in another order.
        missing: the items of the list that the document leaves out.
        pairs: near-equal items of other lists, of new rows.
    """

    document: ImportedDocument
    government: Government | None
    book: UnitBook
    rows: list[RowChange]
    choices: ImportChoices = field(default_factory=ImportChoices)
    plan: Plan | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    treatment: ImportTreatment = ImportTreatment.PLAN
    since: int = 0
    plan_document: PlanDocument | None = None
    reorderings: list[Difference] = field(default_factory=list)
    missing: list[Stored] = field(default_factory=list)
    pairs: list[NearEqualPair] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    nothing_new: bool = False
    committed: bool = False

    @property
    def settled_plan(self) -> Plan:
        """Returns ``plan``.

        Raises:
            ValueError: the plan has not been created yet.
        """
        if self.plan is None:
            raise ValueError("年度方案尚未建立")
        return self.plan

    @property
    def period_number(self) -> int:
        return 0 if self.document.is_plan else self.document.period or 0

    @property
    def is_list(self) -> bool:
        return self.treatment == ImportTreatment.LIST

    @property
    def is_correction(self) -> bool:
        return self.treatment == ImportTreatment.CORRECTION

    @property
    def differences(self) -> Iterator[Difference]:
        """Every difference of a correction."""
        for change in self.rows:
            yield from change.differences
        yield from self.reorderings

    def map_row_to_place(self) -> dict[int, int]:
        """Returns the identity of each row → its place in the document, from 0; the same file always gives the same."""
        return {id(row): place for place, row in enumerate(self.document.rows)}

    def is_taken(self, difference: Difference) -> bool:
        taken = self.choices.taken
        return difference.is_ticked_at_first if taken is None else difference.key in taken

    def is_linked(self, pair: NearEqualPair) -> bool:
        linked = self.choices.linked
        return pair.is_likely if linked is None else pair.key in linked

    def count(self, change: str) -> int:
        return sum(row.change == change for row in self.rows)

    def compute_fingerprint(self) -> str:
        """Returns a hash of what a person agrees to or chooses from."""
        told = [[one.key, one.before, one.after, one.stands_by] for one in self.differences]
        pairs = [[pair.key, pair.edition.pk] for pair in self.pairs]
        state = {"treatment": self.treatment, "since": self.since, "differences": told, "pairs": pairs}
        return compute_fingerprint(
            state
            | {"decided": sorted(self.document.decided.items())}
            | {"rows": len(self.rows), "list": self.plan_document.pk if self.plan_document else None}
        )
