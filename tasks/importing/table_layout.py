"""Which columns of a table mean what."""

from dataclasses import dataclass, field

from tasks.importing.columns import Column


@dataclass
class TableLayout:
    """The grid columns of each meaning.

    Attributes:
        columns: meaning → indexes of grid columns.
        targets: calendar month → index of the column of the target that is due by its end.
        left_out: labels of the columns that are not imported.
        ticks: index of a column that a tick chooses → the state that its label names.
        figures: indexes of the columns that hold only numbers and have no other meaning.
        place: index of the column that names a town for each line of an item.
        promoted: the label of the only column of units, which names cooperating ones.
    """

    columns: dict[Column, list[int]] = field(default_factory=dict)
    targets: dict[int, int] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    ticks: dict[int, str] = field(default_factory=dict)
    figures: list[int] = field(default_factory=list)
    place: int | None = None
    promoted: str = ""

    def has_column(self, column: Column) -> bool:
        return column in self.columns
