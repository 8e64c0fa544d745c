"""The page that shows what a file would change before it is imported."""

from dataclasses import dataclass
from functools import cached_property

from tasks import periods
from tasks.importing.answer import build_import_json
from tasks.importing.changes import Changes
from tasks.importing.document import ImportedDocument
from tasks.pages.importing.forms import ConfirmForm

#: a change of a row: label, colour token
CHANGES = {
    "new": ("新增", "watch"),
    "changed": ("表述有变化", "watch"),
    "same": ("一致", "ok"),
    "unmatched": ("未比对", "none"),
}


@dataclass(frozen=True)
class ImportPreviewPage:
    """The document as it was read, what it would change, and the question whether to import it."""

    changes: Changes
    form: ConfirmForm

    @property
    def document(self) -> ImportedDocument:
        return self.changes.document

    @property
    def period_label(self) -> str:
        """The period of a report; "" where the document names none."""
        return periods.get_period_label(self.document.period) if self.document.period else ""

    @property
    def counts(self) -> list[tuple[int, str, str]]:
        """The number of rows with each change, with its label and colour token."""
        return [(self.changes.count(change), label, token) for change, (label, token) in CHANGES.items()]

    @cached_property
    def answer(self) -> dict:
        """The changes as ``tasks.importing.answer`` prints them, each row with the label and token of its change."""
        answer = build_import_json(self.changes)
        for table in answer["tables"]:
            for row in table["rows"]:
                row["label"], row["token"] = CHANGES[row["change"]]
        return answer

    @cached_property
    def doubtful_rows(self) -> list[dict]:
        return [row for table in self.answer["tables"] for row in table["rows"] if row["warnings"]]
