"""Compares the data kept with an issue with the present data."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from tasks.enums import TaskKind
from tasks.models.entry_fields import BESIDE_TEXT
from tasks.terms import say

#: so many changed paragraphs are named, each by so many characters
NAMED, WORDS = 5, 24
#: field of a kept row (``ReportItem``, number and internal mark) → its label, as ``say`` reads it
FIELD_LABELS = {
    "section": "任务板块",
    "name": "项目名称",
    "text": "任务内容",
    "leaders": "责任{terms.leader}",
    "lead_units": "{terms.lead_unit}",
    "cooperating_units": "{terms.cooperating_unit}",
    "due": "完成时限",
    "progress": "进展",
    **{field.name: field.pattern for field in BESIDE_TEXT},
    "state": "填报状态",
    "outcome": "结论",
    "word": "结论用词",
    "kind_name": "类别",
    "printed": "结论写法",
    "reason": "{terms.judging}理由",
    "note": "备注",
    "number": "序号",
    "is_internal": "内部标记",
}


@dataclass(frozen=True)
class IssueChange:
    """What differs from an issue in one item.

    ``entry`` is None for an item no longer listed, for one of a notice and for the text; ``fields`` are labels.
    """

    entry: int | None
    title: str
    fields: tuple[str, ...]


def list_issue_changes(issued: dict, now: dict) -> list[IssueChange]:
    """Lists what differs from an issue's data: the text, then items in printed order, then removed items."""
    before = {get_row_key(row): row for row in issued["rows"]}
    after = {get_row_key(row): row for row in now["rows"]}
    found = []
    for key, row in after.items():
        fields = list_changed_fields(before[key], row) if key in before else ("新增事项",)
        if fields:
            found.append(IssueChange(row["entry"], format_row_title(row), fields))
    gone = [IssueChange(None, format_row_title(row), ("不再列入",)) for key, row in before.items() if key not in after]
    return list_text_changes(issued["paragraphs"], now["paragraphs"]) + found + gone


def get_row_key(row: dict) -> tuple[str, int]:
    """Returns what identifies a kept row: the entry of a report, the item of a notice."""
    return ("entry", row["entry"]) if row["entry"] else ("task", row["task"])


def list_text_changes(before: list[str], after: list[str]) -> list[IssueChange]:
    """Lists the changed text of the report as one change, which names the paragraphs."""
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    named: list[str] = []
    for kind, start, end, since, until in blocks:
        if kind != "equal":
            gone, come = before[start:end], after[since:until]
            named += [f"“{shorten(line)}”" for line in come]
            named += [f"“{shorten(line)}”（已不再列）" for line in gone[len(come) :]]
    if not named:
        return []
    more = f"等，共 {len(named)} 段" if len(named) > NAMED else ""
    return [IssueChange(None, f"正文 {len(named)} 段不同", ("、".join(named[:NAMED]) + more,))]


def shorten(line: str) -> str:
    """Returns the first words of a paragraph, by which a reader finds it."""
    words = " ".join(line.split())
    return words if len(words) <= WORDS else f"{words[:WORDS]}……"


def list_changed_fields(before: dict, after: dict) -> tuple[str, ...]:
    """Lists the labels of the fields that differ; a field that an older issue does not have counts as empty."""
    return tuple(
        say(label) for field, label in FIELD_LABELS.items() if (before.get(field) or None) != (after.get(field) or None)
    )


def format_row_title(row: dict) -> str:
    words = row["name"] or row["text"]
    return f"{row.get('kind_name') or TaskKind(row['kind']).label}第{row['number']}项 {words[:40]}"
