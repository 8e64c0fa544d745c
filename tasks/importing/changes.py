"""What an import changes: each row, its matching item in the plan, and the differences."""

from dataclasses import dataclass, field
from typing import Any

from tasks.importing.document import ImportedDocument, ImportedRow
from tasks.importing.names import UnitBook
from tasks.models import Edition, Government, Plan, Task

#: an item and the edition of it that a document is compared with
Stored = tuple[Task, Edition]


@dataclass
class RowChange:
    """A row and what it changes.

    Attributes:
        number: its place in the merged order of this document's tables, from 1 within its kind.
        change: new, same or changed; unmatched while there is nothing to compare with.
        task: the matching item; None for a new row until the import has created its item.
        former: the edition that the row is compared with; after the import the edition that holds for it.
        similarity: of the texts of row and item, 0 to 1.
        differs: Chinese names of the fields that the row changes.
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
        """Returns ``task``.

        Raises:
            ValueError: the item has not been created yet.
        """
        if self.task is None:
            raise ValueError(f"第{self.number}行尚无事项")
        return self.task


@dataclass
class Changes:
    """The result of a dry run, and the input of an import.

    Attributes:
        facts: field of ``Plan`` → the value that the document gives it, of number and approval.
    """

    document: ImportedDocument
    government: Government | None
    book: UnitBook
    rows: list[RowChange]
    plan: Plan | None = None
    facts: dict[str, Any] = field(default_factory=dict)
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

    def count(self, change: str) -> int:
        return sum(row.change == change for row in self.rows)
