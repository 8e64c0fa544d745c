"""What a person has said of the doubtful places of a file, and what that changes of it."""

from collections.abc import Iterable, Mapping

from tasks.importing.columns import COLUMN_NAMES, Column
from tasks.importing.document import Blocked, ImportedDocument

#: remedies: leave it out; take it as it stands; leave the outcome out
DROP, TAKE, UNJUDGED = "drop", "take", "unjudged"
#: the beginnings of keys
ROW, COLUMN, UNITS, LAGGING, HIDDEN = "row", "column", "units", "lagging", "hidden"


class Decisions:
    """The decisions of a person on one file: key of a doubtful place → remedy."""

    def __init__(self, said: Mapping[str, str]):
        self.said = dict(said)

    def list_shown_sheets(self) -> frozenset[str]:
        """Returns the sheets whose hidden rows are read."""
        return frozenset(
            key.removeprefix(f"{HIDDEN}:")
            for key, remedy in self.said.items()
            if key.startswith(f"{HIDDEN}:") and remedy == TAKE
        )

    def map_columns(self, position: int) -> dict[int, Column | None]:
        """Returns index of a column → what it is, for the table at a position; None for one that is left out."""
        found: dict[int, Column | None] = {}
        for key, remedy in self.said.items():
            kind, _, rest = key.partition(":")
            table, _, index = rest.partition(":")
            if table != str(position):
                continue
            if kind == COLUMN and index.isdecimal() and remedy == DROP:
                found[int(index)] = None
            elif kind == COLUMN and index.isdecimal() and remedy in COLUMN_NAMES:
                found[int(index)] = Column(remedy)
            elif kind == UNITS and remedy.startswith(f"{Column.LEAD}:") and remedy.rpartition(":")[2].isdecimal():
                found[int(remedy.rpartition(":")[2])] = Column.LEAD
        return found

    def apply(self, document: ImportedDocument, doubts: Iterable[Blocked]) -> None:
        """Drops the rows and outcomes that a person leaves out; what nobody has decided blocks the document."""
        for doubt in doubts:
            remedy = self.said.get(doubt.key, "")
            if remedy not in doubt.remedies or not self._settle(document, doubt, remedy):
                document.blocked.append(doubt)
        for position in range(1, len(document.tables) + 1):
            for index, column in self.map_columns(position).items():
                what = COLUMN_NAMES[column] if column else "不导入"
                document.decided[f"第 {position} 张表第 {index + 1} 列"] = what
        for sheet in self.list_shown_sheets():
            document.decided[f"工作表“{sheet}”"] = "隐藏的行也读入"

    def _settle(self, document: ImportedDocument, doubt: Blocked, remedy: str) -> bool:
        """Returns whether the remedy settles the doubt; a column that was named anew and is doubtful again stays so."""
        kind = doubt.key.partition(":")[0]
        if kind == ROW and remedy == DROP:
            at = doubt.key.partition(":")[2]
            for table in document.tables:
                table.rows = [row for row in table.rows if row.at != at]
        elif kind == LAGGING and remedy == UNJUDGED:
            for row in document.rows:
                row.outcome = row.outcome if row.judgement else None
        elif kind in (COLUMN, UNITS) and remedy != TAKE:
            return False
        document.decided[doubt.at] = doubt.remedies[remedy]
        return True
