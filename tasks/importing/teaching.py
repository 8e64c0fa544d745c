"""认列: what a person teaches of a table that the machine does not understand; it stands in the place of the guess."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from tasks.enums import Outcome
from tasks.importing.columns import COLUMN_NAMES, Column

#: the largest number of tables, of columns and of state words that are kept, and the longest word in characters
MOST_TABLES, MOST_COLUMNS, MOST_WORDS, LONGEST_WORD = 60, 400, 100, 60
#: the largest number of rows of a header
TALLEST_HEADER = 6
#: a column that is not imported, a word that is no conclusion
LEFT_OUT, NO_OUTCOME = "drop", "none"
#: what a person may say that a column is
TEACHABLE = COLUMN_NAMES | {Column.STATE: "打勾的状态（栏名就是结论）"}


class Continuation(StrEnum):
    """Which lines of a table continue the item above."""

    NUMBER = "number"
    TEXT = "text"
    NEVER = "never"


CONTINUATIONS = {
    Continuation.NUMBER: "序号空着或与上一行相同的，续上一项",
    Continuation.TEXT: "任务内容空着的，续上一项",
    Continuation.NEVER: "每一行都是一项",
}


def squeeze_word(word: str) -> str:
    """Returns a state word without spaces, as it is compared; longer ones are sentences and cut."""
    return "".join(word.split())[:LONGEST_WORD]


class Unteachable(ValueError):
    """What was taught cannot be meant; the message says why, in Chinese."""


@dataclass(frozen=True)
class TaughtTable:
    """What was taught of one table; what is left open stays the machine's guess.

    Attributes:
        header: indexes of the rows of the header within the grid, half-open; equal ones for a table without a header.
        body: index of the first row with data, None for the row below the header.
        columns: index of a column → its meaning, None for one that is left out.
        continues: which lines continue the item above.
        states: word of the judgement column → its outcome, None for a word that is no conclusion.
        is_left_out: whether the table is not imported.
        is_joined: whether its lines belong to the table before.
    """

    header: tuple[int, int] | None = None
    body: int | None = None
    columns: Mapping[int, Column | None] = field(default_factory=dict)
    continues: Continuation | None = None
    states: Mapping[str, Outcome | None] = field(default_factory=dict)
    is_left_out: bool = False
    is_joined: bool = False

    def __bool__(self) -> bool:
        return self != NOTHING

    def list_choices(self, numbers: Sequence[int] = ()) -> list[tuple[str, str]]:
        """Lists what was taught: the key of each choice, and the choice in Chinese.

        Args:
            numbers: of each row of the grid, as the file counts them; without them rows count from the top of the table.
        """
        count = dict(enumerate(numbers))
        told: list[tuple[str, str]] = [("left_out", "整张表不导入")] * self.is_left_out
        told += [("joined", "接上一张表")] * self.is_joined
        if self.header:
            first, end = self.header
            last = count.get(end - 1, end)
            told.append(("header", _describe_header(count.get(first, first + 1), last, has_rows=first < end)))
        if self.body is not None:
            told.append(("body", f"数据自第 {count.get(self.body, self.body + 1)} 行起"))
        for index, column in sorted(self.columns.items()):
            told.append((f"column:{index}", f"第 {index + 1} 列{f'是{TEACHABLE[column]}' if column else '不导入'}"))
        if self.continues:
            told.append(("continues", CONTINUATIONS[self.continues]))
        for word, outcome in self.states.items():
            told.append((f"state:{word}", f"“{word}”{f'就是{outcome.label}' if outcome else '不作结论'}"))
        return told

    def name_columns(self, columns: Mapping[int, Column | None]) -> "TaughtTable":
        """Returns the table with further columns named."""
        return replace(self, columns={**self.columns, **columns})

    def forget(self, key: str) -> "TaughtTable":
        """Returns the table without one choice, by its key."""
        kind, _, rest = key.partition(":")
        if kind == "column":
            return replace(self, columns={at: one for at, one in self.columns.items() if str(at) != rest})
        if kind == "state":
            return replace(self, states={word: one for word, one in self.states.items() if word != rest})
        return _ONE_CHOICE[kind](self) if kind in _ONE_CHOICE else self


_ONE_CHOICE: dict[str, Callable[[TaughtTable], TaughtTable]] = {
    "left_out": lambda table: replace(table, is_left_out=False),
    "joined": lambda table: replace(table, is_joined=False),
    "header": lambda table: replace(table, header=None),
    "body": lambda table: replace(table, body=None),
    "continues": lambda table: replace(table, continues=None),
}
NOTHING = TaughtTable()


def _describe_header(first: int, last: int, *, has_rows: bool) -> str:
    if not has_rows:
        return "没有表头"
    return f"表头是第 {first} 行" if first == last else f"表头是第 {first}—{last} 行"


@dataclass(frozen=True)
class Teaching:
    """What was taught of one file: place of a table (``RawTable.key``) → what was taught of it."""

    tables: Mapping[str, TaughtTable] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.tables.values())

    def get_table(self, key: str) -> TaughtTable:
        return self.tables.get(key, NOTHING)

    def teach(self, key: str, table: TaughtTable) -> "Teaching":
        """Returns what is taught with another table in the place of the former."""
        tables = {**self.tables, key: table}
        return Teaching({at: one for at, one in tables.items() if one})


def build_table_data(table: TaughtTable) -> dict[str, Any]:
    """Returns what was taught of a table as JSON values, without what was left open."""
    data = {
        "header": list(table.header) if table.header else None,
        "body": table.body,
        "columns": {str(at): column.value if column else LEFT_OUT for at, column in sorted(table.columns.items())},
        "continues": table.continues.value if table.continues else None,
        "states": {word: one.value if one else NO_OUTCOME for word, one in table.states.items()},
        "left_out": table.is_left_out,
        "joined": table.is_joined,
    }
    return {name: value for name, value in data.items() if value not in (None, {}, False)}


def read_table_data(data: object) -> TaughtTable:
    """Reads what ``build_table_data`` returns, or a person has written into a file.

    Raises:
        Unteachable: a value is unknown or out of its bounds.
    """
    if not isinstance(data, dict):
        raise Unteachable("来文格式的内容不完整，无法使用。")
    header = data.get("header")
    columns, states = data.get("columns", {}), data.get("states", {})
    if header is not None and not _is_header(header):
        raise Unteachable("来文格式中表头的行号不对。")
    if not isinstance(columns, dict) or len(columns) > MOST_COLUMNS or not isinstance(states, dict):
        raise Unteachable("来文格式中列或状态词的写法不对。")
    if len(states) > MOST_WORDS or any(not 0 < len(word) <= LONGEST_WORD for word in states):
        raise Unteachable(f"状态词最多 {MOST_WORDS} 个，每个不超过 {LONGEST_WORD} 字。")
    return TaughtTable(
        (header[0], header[1]) if header else None,
        _read_index(data.get("body")),
        dict(_read_column_choice(at, said) for at, said in columns.items()),
        _read_choice(Continuation, data.get("continues")),
        {word: None if said == NO_OUTCOME else _read_choice(Outcome, said) for word, said in states.items()},
        data.get("left_out") is True,
        data.get("joined") is True,
    )


def _is_header(said: object) -> bool:
    if not isinstance(said, list | tuple) or len(said) != 2 or not all(type(one) is int for one in said):
        return False
    return 0 <= said[0] <= said[1] <= said[0] + TALLEST_HEADER


def _read_index(said: object) -> int | None:
    if said is None or (type(said) is int and said >= 0):
        return said
    raise Unteachable("来文格式中首行的行号不对。")


def _read_column_choice(at: object, said: object) -> tuple[int, Column | None]:
    if not (isinstance(at, str) and at.isascii() and at.isdecimal() and len(at) < 5 and int(at) < MOST_COLUMNS):
        raise Unteachable(f"只认前 {MOST_COLUMNS} 列。")
    if said == LEFT_OUT:
        return int(at), None
    column = _read_choice(Column, said)
    if column not in TEACHABLE:
        raise Unteachable(f"没有“{said}”这种列。")
    return int(at), column


def _read_choice(choice: type, said: object):
    try:
        return choice(said) if said else None
    except ValueError:
        raise Unteachable(f"没有“{said}”这种读法。") from None


def build_teaching_data(teaching: Teaching) -> dict[str, Any]:
    """Returns what was taught of a file as JSON values."""
    return {key: build_table_data(table) for key, table in teaching.tables.items()}


def read_teaching_data(data: Mapping[str, object]) -> Teaching:
    """Reads what ``build_teaching_data`` returns.

    Raises:
        Unteachable: as ``read_table_data``.
    """
    return Teaching({key: read_table_data(one) for key, one in data.items()})
