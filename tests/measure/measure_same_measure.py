"""Measures whether 校核 takes two items for ones that report the same thing.

    .venv/bin/python -m tests.measure.measure_same_measure

The first four of every eight rows were for writing the rule, the others are held back.
"""

import json
from pathlib import Path

from tasks.checking.checks import Code, check_document
from tasks.checking.checks.records import Attachment, CheckedDocument, CheckedItem
from tasks.enums import TaskKind
from tasks.periods import Quarter

LABELS = Path(__file__).parents[1] / "labels"
ALIKE, REORDERED = "same_measure.json", "reordered_measures.json"


def read_labels(name: str, *, held_back: bool) -> list[dict]:
    rows = json.loads((LABELS / name).read_text(encoding="utf-8"))
    return [row for place, row in enumerate(rows) if (place // 4) % 2 == held_back]


def is_found(row: dict) -> bool:
    """Whether the check finds two values of one measure in the two items."""
    words = ((row["task"], row["progress"]), (row["other_task"], row["other_progress"]))
    items = tuple(
        CheckedItem(TaskKind.KEY, number, text, progress=said, attachment="附件2", task=number, same_as=number)
        for number, (text, said) in enumerate(words, start=1)
    )
    found = check_document(CheckedDocument(Quarter(2024, 2), (Attachment("附件2", "", items),)))
    return any(one.code == Code.TWO_VALUES for one in found)


def measure(name: str, *, held_back: bool) -> tuple[int, int, int]:
    """Returns the contradictions found rightly, found wrongly and missed."""
    rows = [(row["is_one"], is_found(row)) for row in read_labels(name, held_back=held_back)]
    return rows.count((True, True)), rows.count((False, True)), rows.count((True, False))


if __name__ == "__main__":
    for name in (ALIKE, REORDERED):
        for half, held_back in (("seen", False), ("held back", True)):
            print(name, half, "right {}, wrong {}, missed {}".format(*measure(name, held_back=held_back)))
