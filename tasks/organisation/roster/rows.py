"""名册: the rows that were read, before they are compared with anything."""

from dataclasses import dataclass, field

from tasks.enums import RosterPart
from tasks.organisation.roster.columns import ROSTER_COLUMNS

#: a row as it stands in the stored 名册: column → text
Cells = dict[str, str]


@dataclass(frozen=True)
class RosterRow:
    """A row of one part.

    Attributes:
        number: of the row in its sheet or in the pasted text, from 1.
        cells: column → text, trimmed at both ends, without the empty ones.
        faults: why cells cannot be relied upon (a formula without result, a part of a merged area).
    """

    part: RosterPart
    number: int
    cells: Cells
    faults: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return f"“{self.part.label}”第 {self.number} 行"


@dataclass
class RosterReading:
    """All rows that were read, in their order, and in words what was left out."""

    rows: list[RosterRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def describe_cell(part: RosterPart, name: str) -> str:
    """Returns how a fault names a column: “角色”."""
    return next(f"“{column.label}”" for column in ROSTER_COLUMNS[part] if column.name == name)
