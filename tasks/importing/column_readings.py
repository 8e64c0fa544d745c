"""How each column of a table was read, and how certain that is."""

from collections.abc import Collection
from dataclasses import dataclass

from tasks.importing.columns import Column
from tasks.importing.decisions import COLUMN
from tasks.importing.period_targets import name_target
from tasks.importing.rows import TableReader
from tasks.importing.teaching import TEACHABLE

#: in percent: a person said so; label and content agree; the content decided; several claim one meaning; it is doubted
SAID, AGREED, BY_CONTENT, CHOSEN, DOUBTED = 100, 96, 75, 65, 30
#: a column whose label is known and which is not imported
PUT_ASIDE, UNKNOWN = 80, 0


@dataclass(frozen=True)
class ColumnReading:
    """How a column was read.

    Attributes:
        index: its place in the grid, from 0.
        label: as printed.
        said: what it was taken for, in Chinese; "" where it is not imported.
        certainty: in percent; 0 where its label is unknown.
        is_taught: whether a person or a form has said so.
    """

    index: int
    label: str
    said: str
    certainty: int
    is_taught: bool


def list_column_readings(reader: TableReader, position: int, doubted: Collection[str]) -> list[ColumnReading]:
    """Lists the columns of a table as they were read.

    Args:
        position: of the table in the document, from 1.
        doubted: the keys of the doubtful places (``Blocked.key``).
    """
    taught = reader.cut.taught.columns
    read = {at: column for column, places in reader.layout.columns.items() for at in places}
    found = []
    for at, lines in enumerate(reader.cut.header.labels):
        certainty = _compute_certainty(reader, at, read.get(at), is_doubted=f"{COLUMN}:{position}:{at}" in doubted)
        found.append(
            ColumnReading(
                at, "·".join(lines), _describe_reading(reader, at, read.get(at)), SAID if at in taught else certainty,
                at in taught,
            )
        )  # fmt: skip
    return found


def _describe_reading(reader: TableReader, at: int, column: Column | None) -> str:
    targets = {place: month for month, place in reader.layout.targets.items()}
    if at in reader.layout.ticks:
        return TEACHABLE[Column.STATE]
    if at in targets:
        return name_target(targets[at], reader.time.rhythm)
    if at in reader.layout.figures:
        return "数（随事项保留）"
    return TEACHABLE.get(column, "") if column else ""


def _compute_certainty(reader: TableReader, at: int, column: Column | None, *, is_doubted: bool) -> int:
    meaning = reader.cut.header.meanings[at]
    if is_doubted:
        return DOUBTED
    if column is None:
        return AGREED if at in reader.layout.ticks else PUT_ASIDE if meaning else UNKNOWN
    if reader.layout.promoted and column is Column.LEAD:
        return DOUBTED
    rivals = sum(other is meaning for other in reader.cut.header.meanings)
    return (CHOSEN if rivals > 1 and meaning else AGREED) if meaning is column else BY_CONTENT
