"""The answer of a dry run, and the order of an import: rows, what each was found again as, what is new of it."""

from dataclasses import dataclass, field

from tasks.importing.document import ImportedDocument, ImportedRow
from tasks.importing.names import UnitBook
from tasks.models import Edition, Government, Plan, Task

#: a task and the wording of it that a document is compared with
Stored = tuple[Task, Edition]


@dataclass
class RowChange:
    """One row and what it does.

    Attributes:
        number: its place in this document's merged order, from 1 within its kind.
        task, similarity: the task it was found again as; None for a new one.
        change: new, same, changed; unmatched while there is nothing to compare with.
        differs: Chinese names of what the wording changes.
    """

    row: ImportedRow
    number: int
    change: str = "unmatched"
    task: Task | None = None
    former: Edition | None = None
    similarity: float = 0.0
    differs: list[str] = field(default_factory=list)

    @property
    def settled_task(self) -> Task:
        """The task it was found again as, or was made into.

        Raises:
            ValueError: it is a new one that is not made yet.
        """
        if self.task is None:
            raise ValueError(f"第{self.number}行尚无事项")
        return self.task


@dataclass
class Changes:
    """The answer of a dry run, and the order of an import."""

    document: ImportedDocument
    government: Government | None
    book: UnitBook
    rows: list[RowChange]
    plan: Plan | None = None
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    nothing_new: bool = False
    committed: bool = False

    @property
    def settled_plan(self) -> Plan:
        """The plan of its year.

        Raises:
            ValueError: it is not made yet.
        """
        if self.plan is None:
            raise ValueError("年度方案尚未建立")
        return self.plan

    @property
    def period_number(self) -> int:
        return 0 if self.document.is_plan else self.document.period or 0

    def count(self, change: str) -> int:
        return sum(row.change == change for row in self.rows)
