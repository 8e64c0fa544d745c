"""Measures how many of the planted mistakes of ``tests/labels/claims*.json`` 校核 finds, and how many findings are none.

    .venv/bin/python -m tests.measure.measure_claims [--seen]

Rows of even index were for writing the rules, those of odd index are held back. A finding is right when its quotes, or the
words that it contradicts, hold a word that the label names. ``--seen`` also prints what is missed and wrong in the first half.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tasks.checking.checks import Attachment, CheckedDocument, CheckedItem, CheckedUnit, Finding, check_document
from tasks.enums import Outcome, ResponsibilityRole, TaskKind
from tasks.periods import Quarter
from tests.measure.measure_checks import indicators_of

LABELS = Path(__file__).parents[1] / "labels"
#: by authors who had not seen the rules
FRESH = (
    "claims_reports_fresh.json",
    "claims_reports_later.json",
    "claims_reports_third.json",
    "claims_reports_fourth.json",
)
YEAR = 2031
LEAD = (("县水利局", "lead"),)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text or report with the words of its mistakes, of each of which a finding must quote one."""

    kind: str
    document: CheckedDocument
    mistakes: list[list[str]]


@dataclass(frozen=True, slots=True)
class Result:
    """What the checks find of a labelled text."""

    found: list[list[str]]
    missed: list[list[str]]
    wrong: list[Finding]
    right: int


def build_labelled_item(number: int, row: list[Any], quarter: int) -> CheckedItem:
    """Builds an item of its row: wording, progress, outcome (on track or reached where none is given), and the rest."""
    text, progress, outcome, more = [*row, None, None][:4]
    more = more or {}
    usual = Outcome.REACHED if quarter == 4 else Outcome.ON_TRACK
    units = (CheckedUnit(name, name, ResponsibilityRole(role)) for name, role in more.get("units", LEAD))
    return CheckedItem(
        kind=TaskKind(more.get("kind", "key")),
        number=number,
        text=text,
        attachment=more.get("attachment", "附件2"),
        units=tuple(units),
        progress=progress,
        previous=more.get("previous"),
        outcome=Outcome(outcome) if outcome else usual,
        indicators=indicators_of(text, progress, more.get("previous")),
    )


def build_labelled_document(row: dict[str, Any]) -> CheckedDocument:
    items = [build_labelled_item(number, one, row["at"]) for number, one in enumerate(row["items"], start=1)]
    tables = dict.fromkeys(item.attachment for item in items)
    attachments = (Attachment(name or "", "", tuple(one for one in items if one.attachment == name)) for name in tables)
    narrative = tuple(row["narrative"]) if row.get("narrative") else None
    return CheckedDocument(Quarter(YEAR, row["at"]), tuple(attachments), narrative)


@cache
def read_labelled(name: str) -> list[Labelled]:
    rows = json.loads((LABELS / name).read_text(encoding="utf-8"))
    return [
        Labelled(
            row.get("kind", row.get("place")),
            build_labelled_document(row),
            row.get("mistakes", [row["words"]] if "words" in row else []),
        )
        for row in rows
    ]


def is_quoted(words: list[str], finding: Finding) -> bool:
    """Whether a finding quotes one of the words, or holds its quotes against one."""
    said = [*finding.quotes, finding.other.words if finding.other else ""]
    return any(word in one for word in words for one in said)


def check_labelled(labelled: Labelled) -> Result:
    findings = check_document(labelled.document)
    found = [words for words in labelled.mistakes if any(is_quoted(words, one) for one in findings)]
    wrong = [one for one in findings if not any(is_quoted(words, one) for words in labelled.mistakes)]
    missed = [words for words in labelled.mistakes if words not in found]
    return Result(found, missed, wrong, len(findings) - len(wrong))


def iterate_half(name: str, *, held_back: bool | None) -> Iterator[tuple[Labelled, Result]]:
    """Yields the texts of a half, or of both where it is None, with what is found."""
    for labelled in read_labelled(name) if held_back is None else read_labelled(name)[held_back::2]:
        yield labelled, check_labelled(labelled)


def measure(name: str, *, held_back: bool | None) -> tuple[int, int, int, int]:
    """Returns the planted mistakes, those found, the right findings and the wrong ones."""
    results = [result for _, result in iterate_half(name, held_back=held_back)]
    planted = sum(len(one.found) + len(one.missed) for one in results)
    return planted, sum(len(one.found) for one in results), sum(one.right for one in results), sum(
        len(one.wrong) for one in results
    )  # fmt: skip


def main() -> None:
    halves = (("seen", False), ("held back", True))
    for name in ("claims.json", "claims_reports.json", *FRESH):
        for half, held_back in halves if name not in FRESH else (("all", None),):
            planted, found, right, wrong = measure(name, held_back=held_back)
            precision = right / (right + wrong) if right + wrong else 1
            print(
                f"{name} {half}: {found} of {planted} ({found / planted:.2f}), {wrong} of {right + wrong} wrong ({precision:.2f})"
            )
    if "--seen" in sys.argv:
        for name in ("claims.json", "claims_reports.json"):
            for labelled, result in iterate_half(name, held_back=False):
                for words in result.missed:
                    print("missed", labelled.kind, words)
                for one in result.wrong:
                    print("wrong ", labelled.kind, one.code, one.message, one.quotes)


if __name__ == "__main__":
    main()
