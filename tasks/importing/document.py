"""来件: a parsed document with its heading, tables and rows."""

import re
from dataclasses import dataclass, field
from datetime import date

from tasks.enums import Outcome, TaskKind
from tasks.importing.approval import PlanFacts
from tasks.importing.stated_periods import StatedPeriod
from tasks.periods import QUARTERLY, Rhythm
from tasks.plans.edition_content import PrintedUnit


@dataclass(frozen=True)
class PrintedFigure:
    """A number beside an item: the label of its column (and sub-row), the number as printed, its unit if it has one."""

    label: str
    value: str
    unit: str | None = None


@dataclass(frozen=True)
class Blocked:
    """A place that stops the import until a person has said what it is.

    Attributes:
        key: identifies it within the file; the decision names it.
        at: the place, as ``ImportedRow.at`` or a column of a table.
        message: what is doubtful there, with the words that stand there, in Chinese.
        remedies: decision → its Chinese label; the first one is proposed.
    """

    key: str
    at: str
    message: str
    remedies: dict[str, str]


@dataclass
class ImportedRow:
    """An item as a table prints it.

    None means that the table has no such column: the item's earlier edition keeps its value. An empty value means
    that the cell is blank, and replaces the earlier one.

    Attributes:
        at: where the row stands: 附件3 第12行, Sheet1!A14.
        period_targets: calendar month → the printed target that is due by its end, where the table has columns for such.
        target: the number that is to be reached, where it has a column of its own.
        coordination: what the unit asks to be coordinated.
        item_kind: the code of its government's kind; "" while that is not known.
        figures: the numbers of other columns and of sub-rows.
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
    target: str | None = None
    coordination: str | None = None
    period_targets: dict[int, str] = field(default_factory=dict)
    figures: list[PrintedFigure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    item_kind: str = ""

    @property
    def kind_code(self) -> str:
        """What its items are listed under: the code of its kind, or its nature while the government is not there yet."""
        return self.item_kind or self.kind.value

    @property
    def asked_coordination(self) -> str:
        """What is to be coordinated; "" where the cell says that nothing is."""
        said = (self.coordination or "").strip()
        return "" if re.fullmatch(r"[-—–/／]*|无|没有|暂无。?|无。", said) else said

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
        period: its number, None for a plan.
        rhythm: the periods of the plan of its year.
        narrative: the paragraphs before the first table.
        facts: what a plan's notice says of its approval; empty for a report.
        errors: reasons not to import it.
        stated: until when it reports, where it says so by month or day.
        blocked: what a person has to decide before the import.
        decided: place → what a person has decided about it, in Chinese.
    """

    filename: str
    title: str | None = None
    document_number: str | None = None
    issued_on: date | None = None
    government: str | None = None
    year: int | None = None
    period: int | None = None
    rhythm: Rhythm = QUARTERLY
    is_plan: bool = False
    narrative: list[str] = field(default_factory=list)
    facts: PlanFacts = field(default_factory=PlanFacts)
    tables: list[ImportedTable] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    stated: StatedPeriod | None = None
    blocked: list[Blocked] = field(default_factory=list)
    decided: dict[str, str] = field(default_factory=dict)

    @property
    def period_label(self) -> str:
        """The Chinese name of its period; "" without one."""
        return self.rhythm.get_label(self.period) if self.period else ""

    @property
    def rows(self) -> list[ImportedRow]:
        return [row for table in self.tables for row in table.rows]
