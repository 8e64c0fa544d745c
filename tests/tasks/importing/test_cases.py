"""Small papers with one difficulty each: what they say is read, or named, and nothing wrong comes in without a word."""

import json
from pathlib import Path

import pytest

from tasks.importing import Unreadable
from tests.tasks.importing.papers import row_values, understood

FOLDER = Path(__file__).parent / "cases"
CASES = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
#: the keys of an expectation that are compared with a row as they stand
PLAIN = {"number", "name", "text", "section", "kind", "due", "progress", "problem", "next_step", "judgement", "outcome",
         "leaders", "target", "coordination"}  # fmt: skip
UNITS = {"lead_units": "lead", "cooperating_units": "cooperating", "coop_units": "cooperating"}


class Read:
    """A paper as it was read.

    Attributes:
        told: all that a person is told of it.
    """

    def __init__(self, file: str, options: dict):
        self.refusal, self.document = "", None
        try:
            self.document = understood(FOLDER / file, file, **options)
        except Unreadable as refusal:
            self.refusal = str(refusal)
        self.rows = [self.build_row(row) for row in self.document.rows] if self.document else []
        self.told = self.refusal
        if self.document:
            warnings = [warning for row in self.document.rows for warning in row.warnings]
            blocked = [f"{one.at} {one.message}" for one in self.document.blocked]
            self.told = "\n".join([*self.document.warnings, *self.document.errors, *warnings, *blocked])

    def build_row(self, row) -> dict:
        values = row_values(row) | {"target": row.target, "coordination": row.coordination}
        values |= {"figures": [[one.label, one.value, one.unit] for one in row.figures]}
        return {key: value for key, value in values.items() if value}

    def find(self, wanted: dict) -> dict | None:
        """Finds the row of a text, else of a number, else of a name."""
        for key in ("text", "name", "number"):
            if wanted.get(key) is not None:
                return next((row for row in self.rows if row.get(key) == wanted[key]), None)
        return None


def list_faults(case: dict, read: Read) -> list[str]:
    expected = case.get("expected", case)
    faults = [fault for wanted in expected.get("rows", []) for fault in compare_row(wanted, read)]
    if faults and any(expected.get(key) for key in ("or_message", "or_else")) and names_a_way(expected, read):
        faults = []
    faults += compare_warnings(expected, read) + compare_document(expected, read)
    printed = json.dumps(read.rows, ensure_ascii=False)
    faults += [f"{word}在行中" for word in expected.get("absent", []) if word in without_warnings(read)]
    faults += [
        f"{text}作为任务" for text in expected.get("absent_texts", []) if text in {row["text"] for row in read.rows}
    ]
    faults += [f"没有{word}" for word in expected.get("contains", []) if word not in printed]
    for words in [expected["must_warn_or_contains"]] if "must_warn_or_contains" in expected else []:
        faults += [f"没有{word}" for word in words if word not in read.told + printed]
    return faults


def names_a_way(expected: dict, read: Read) -> bool:
    """Whether a paper that is not read is refused, or stopped for a person, with a word."""
    return bool(read.refusal or (read.document and (read.document.errors or read.document.blocked)))


def without_warnings(read: Read) -> str:
    return json.dumps([{key: row[key] for key in row if key != "warnings"} for row in read.rows], ensure_ascii=False)


def compare_row(wanted: dict, read: Read) -> list[str]:
    row = read.find(wanted)
    if row is None:
        return [f"没有这一行：{wanted}"]
    faults = [
        f"{key}：{row.get(key)!r}，应为 {value!r}"
        for key, value in wanted.items()
        if key in PLAIN and (row.get(key) or None) != (value or None)
    ]
    for key, own in UNITS.items():
        if (
            key in wanted
            and row.get(own, []) != wanted[key]
            and not (wanted.get("or_row_warning") and row.get("warnings"))
        ):
            faults.append(f"{key}：{row.get(own)}")
    if "outcome_not" in wanted and row.get("outcome") == wanted["outcome_not"]:
        faults.append(f"outcome：{row['outcome']}")
    if "progress_or" in wanted and row.get("progress") not in wanted["progress_or"]:
        faults.append(f"progress：{row.get('progress')}")
    said = "".join(row.get("warnings", []))
    faults += [
        f"没有提醒{wanted[key]}" for key in ("must_warn", "due_warn") if key in wanted and wanted[key] not in said
    ]
    printed = json.dumps(row, ensure_ascii=False)
    faults += [f"没有{word}" for word in wanted.get("contains", []) if word not in printed]
    if "value" in wanted and wanted["value"] not in printed:
        faults.append(f"没有{wanted['value']}")
    return faults


def compare_warnings(expected: dict, read: Read) -> list[str]:
    faults = []
    words = [*expected.get("must_warn", []), *expected.get("warned", [])]
    if words and not any(word in read.told for word in words):
        faults.append(f"没有提醒{words}")
    for words in [expected["or_must_warn"]] if "or_must_warn" in expected and "rows" not in expected else []:
        faults += [] if any(word in read.told for word in words) else [f"没有提醒{words}"]
    printed = json.dumps(read.rows, ensure_ascii=False) + read.told
    faults += [
        f"{column}没有了"
        for column, sample in expected.get("kept_or_warned", [])
        if not (sample in printed or column in printed)
    ]
    return faults


def compare_document(expected: dict, read: Read) -> list[str]:
    faults = []
    if expected.get("refuse") and not read.refusal:
        faults.append("没有拒绝")
    if "rows_count" in expected and len(read.rows) != expected["rows_count"] and not read.refusal:
        faults.append(f"{len(read.rows)} 行")
    if "rows_exactly" in expected and len(read.rows) != expected["rows_exactly"]:
        faults.append(f"{len(read.rows)} 行")
    if read.document is None:
        return faults
    period = read.document.period and ("Q1", "H1", "Q3", "FY")[read.document.period - 1]
    found = {"period": period, "government": read.document.government}
    found["kind"] = "plan" if read.document.is_plan else "progress"
    return faults + [f"{key}：{found[key]}" for key in found if key in expected and expected[key] != found[key]]


def name(case: dict) -> str:
    return case.get("id") or case["file"].partition("_")[0]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_the_paper_says_is_read_or_named(case):
    files = case.get("files") or [case["file"]]
    faults = {file: list_faults(case, Read(file, case["options"])) for file in files}
    assert faults == {file: [] for file in files}
