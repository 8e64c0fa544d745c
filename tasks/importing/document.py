"""来件: a parsed document with its heading, tables and rows."""

from dataclasses import dataclass, field
from datetime import date

from tasks.enums import Outcome, TaskKind
from tasks.importing.approval import PlanFacts
from tasks.plans.edition_content import PrintedUnit


@dataclass
class ImportedRow:
    """An item as a table prints it.

    None means that the table has no such column: the item's earlier edition keeps its value. An empty value means
    that the cell is blank, and replaces the earlier one.

    Attributes:
        at: where the row stands: 附件3 第12行, Sheet1!A14.
        quarters: the printed targets of the four quarters, when the table has columns for them; "" for one without.
    """

    at: str
    kind: TaskKind
    number: int | None
    text: str
    section: str | None = None
    name: str | None = None
    leaders: list[str] | None = None
    lead: list[PrintedUnit] | None = None
    cooperating: list[PrintedUnit] | None = None
    due: str | None = None
    progress: str | None = None
    problem: str | None = None
    next_step: str | None = None
    judgement: str | None = None
    outcome: Outcome | None = None
    quarters: list[str] | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def parts(self) -> list[PrintedUnit]:
        return [*(self.lead or []), *(self.cooperating or [])]


@dataclass
class ImportedTable:
    """A printed table; its continuations on later pages are joined to it."""

    name: str | None
    title: str | None
    columns: list[str]
    rows: list[ImportedRow] = field(default_factory=list)


@dataclass
class ImportedDocument:
    """A parsed file.

    Attributes:
        period: 1 to 4, None for a plan.
        narrative: the paragraphs before the first table.
        facts: what a plan's notice says of its approval; empty for a report.
        errors: reasons not to import it.
    """

    filename: str
    title: str | None = None
    document_number: str | None = None
    issued_on: date | None = None
    government: str | None = None
    year: int | None = None
    period: int | None = None
    is_plan: bool = False
    narrative: list[str] = field(default_factory=list)
    facts: PlanFacts = field(default_factory=PlanFacts)
    tables: list[ImportedTable] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[ImportedRow]:
        return [row for table in self.tables for row in table.rows]
