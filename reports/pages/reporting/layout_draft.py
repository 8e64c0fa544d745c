"""版式 as a form: what a person sent, as the table that a file would hold, and the mistakes in the words of the form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from reports.layouts.layout import FIELD_NAMES, Layout, read_layout
from reports.layouts.reader import TomlTable
from reports.layouts.uses import map_uses
from tasks.enums import Outcome
from tasks.terms.later import say_later

#: bounds of what one form holds; free rows are those that stand open below the columns of a table
MOST_ATTACHMENTS, MOST_COLUMNS, FREE_ROWS = 12, 30, 2
#: the keys of a file → what the form calls them
WORDS = {
    "attachments": "附表",
    "columns": "栏目",
    "default_for": "自动用于",
    "general_for": "通用于",
    "narrative": "正文模板",
    "outcomes": "结论",
    "manner": "自哪一年起",
    "kinds": "类别",
    "label": "表头",
    "title": "标题",
    "width": "宽度",
    "spans": "合并",
    "field": "内容",
    "words": say_later("{terms.judging}写法"),
    "name": "名称",
}
_WORD = re.compile(rf"(?<![A-Za-z{{_])({'|'.join(WORDS)})(?![A-Za-z}}_])")


@dataclass
class ColumnRow:
    """One line of the form for a column; a free one has no field."""

    order: str = ""
    field: str = ""
    label: str = ""
    width: str = ""
    optional: bool = False


@dataclass
class AttachmentPart:
    """The part of the form for one table."""

    label: str = "附件{order}"
    title: str = ""
    kinds: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    merge_sections: bool = False
    words: dict[str, str] = field(default_factory=dict)
    sample: int = 0
    sample_name: str = ""
    #: of the table in the version that is stored, from 1; 0 for a new one and where the order was changed
    order: int = 0
    columns: list[ColumnRow] = field(default_factory=list)

    @property
    def outcome_words(self) -> list[tuple[Outcome, str]]:
        return [(outcome, self.words.get(outcome.value, "")) for outcome in Outcome]

    @property
    def height(self) -> int:
        """Rows of the field with the title."""
        return max(2, len(self.title) // 30 + 1)


@dataclass
class LayoutDraft:
    """A layout as the form shows it, right or wrong."""

    name: str = ""
    manner: str = ""
    narrative: str = ""
    default_for: list[str] = field(default_factory=list)
    general_for: list[str] = field(default_factory=list)
    attachments: list[AttachmentPart] = field(default_factory=list)

    def add_free_rows(self) -> None:
        for part in self.attachments:
            free = min(FREE_ROWS, MOST_COLUMNS - len(part.columns))
            part.columns += [ColumnRow() for _ in range(free)]


def build_draft(layout: Layout) -> LayoutDraft:
    """Builds the form of a layout."""
    draft = LayoutDraft(
        name=layout.name,
        manner=str(layout.manner),
        narrative=layout.narrative,
        default_for=[key for key in map_uses(layout) if "-from-" not in key],
        general_for=sorted(layout.general_for),
        attachments=[
            AttachmentPart(
                label=each.label,
                title=each.title,
                kinds=[kind.value for kind in each.kinds],
                outcomes=[outcome.value for outcome in each.outcomes],
                merge_sections=each.merge_sections,
                words={outcome.value: word for outcome, word in each.words.items()},
                sample=each.sample,
                columns=[
                    ColumnRow(str(order), column.field, column.label, f"{column.width:g}", column.optional)
                    for order, column in enumerate(each.columns, start=1)
                ],
            )
            for each in layout.attachments
        ],
    )
    draft.add_free_rows()
    return draft


def read_draft(sent: QueryDict) -> LayoutDraft:
    """Reads what the form has sent, in the order that it asks for; what is ticked to be left out is left out."""
    parts = []
    for at in range(min(read_count(sent, "attachments"), MOST_ATTACHMENTS)):
        if f"a{at}-drop" not in sent:
            parts.append((read_order(sent.get(f"a{at}-order", ""), at), read_part(sent, f"a{at}")))
    parts.sort(key=lambda pair: pair[0])
    draft = LayoutDraft(
        name=" ".join(sent.get("name", "").split()),
        manner=sent.get("manner", "").strip(),
        narrative=sent.get("narrative", ""),
        default_for=sent.getlist("default_for"),
        general_for=sent.getlist("general_for"),
        attachments=[part for _, part in parts],
    )
    if sent.get("do") == "add" and len(draft.attachments) < MOST_ATTACHMENTS:
        draft.attachments.append(AttachmentPart())
    draft.add_free_rows()
    return draft


def read_part(sent: QueryDict, place: str) -> AttachmentPart:
    rows = []
    for at in range(min(read_count(sent, f"{place}-columns"), MOST_COLUMNS)):
        own = f"{place}-c{at}"
        if sent.get(f"{own}-field") and f"{own}-drop" not in sent:
            row = ColumnRow(
                field=str(sent[f"{own}-field"]),
                label=sent.get(f"{own}-label", "").strip(),
                width=sent.get(f"{own}-width", "").strip(),
                optional=f"{own}-optional" in sent,
            )
            rows.append((read_order(sent.get(f"{own}-order", ""), at), row))
    rows.sort(key=lambda pair: pair[0])
    for order, (_, row) in enumerate(rows, start=1):
        row.order = str(order)
    return AttachmentPart(
        label=sent.get(f"{place}-label", "").strip(),
        title=" ".join(sent.get(f"{place}-title", "").split("\r\n")).strip(),
        kinds=sent.getlist(f"{place}-kinds"),
        outcomes=sent.getlist(f"{place}-outcomes"),
        merge_sections=f"{place}-merge" in sent,
        words={
            outcome.value: word.strip()
            for outcome in Outcome
            if (word := sent.get(f"{place}-word-{outcome.value}", "")).strip()
        },
        sample=0 if f"{place}-unsample" in sent else read_count(sent, f"{place}-sample", digits=15),
        columns=[row for _, row in rows],
    )


def read_count(sent: QueryDict, name: str, digits: int = 4) -> int:
    """Reads a number that the page itself has written; 0 for what is none."""
    value = sent.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= digits else 0


def read_order(text: str, otherwise: int) -> tuple[float, int]:
    """Reads the place that a person wrote: 2.5 stands between 2 and 3; one that is none stays where it was."""
    try:
        place = float(text)
    except ValueError:
        return otherwise + 1, otherwise
    return (place if place == place else otherwise + 1), otherwise


def parse_draft(draft: LayoutDraft, key: str) -> tuple[Layout | None, list[str]]:
    """Returns the layout that the form describes, or every mistake in it, in Chinese."""
    top = TomlTable(build_raw_layout(draft), "", [])
    layout = read_layout(key, top)
    errors = [] if draft.name else ["名称不能为空"]
    errors += [say_mistake(error) for error in top.errors]
    return (None, errors) if errors else (layout, [])


def build_raw_layout(draft: LayoutDraft) -> dict[str, Any]:
    """Builds what a file with this layout holds."""
    raw: dict[str, Any] = {
        "name": draft.name,
        "manner": read_number(draft.manner),
        "default_for": [build_raw_occasion(key) for key in draft.default_for],
        "general_for": draft.general_for,
        "attachments": [build_raw_attachment(part) for part in draft.attachments],
    }
    return raw | ({"narrative": draft.narrative} if draft.narrative else {})


def build_raw_occasion(key: str) -> dict[str, Any]:
    year, _, code = key.partition("-")
    return {"year": read_number(year), "period": code}


def build_raw_attachment(part: AttachmentPart) -> dict[str, Any]:
    columns: list[dict[str, Any]] = []
    for row in part.columns:
        if row.field:
            column = {"field": row.field, "width": read_number(row.width), "optional": row.optional}
            columns.append(column | ({"label": row.label} if row.label else {}))
    count_spans(columns)
    return {
        "label": part.label or "附件{order}",
        **({"title": part.title} if part.title else {}),
        "kinds": part.kinds,
        "outcomes": part.outcomes,
        "merge_sections": part.merge_sections,
        "words": part.words,
        "sample": part.sample,
        "columns": columns,
    }


def count_spans(columns: Sequence[dict[str, Any]]) -> None:
    """Lets a header span the columns without one at its right."""
    head = None
    for column in columns:
        if "label" in column:
            head = column
            head["spans"] = 1
        elif head is not None:
            head["spans"] += 1


def read_number(text: str) -> int | float | str:
    """Reads a number, a whole one as such; another text stays what it is, for the message."""
    if text.isascii() and text.isdecimal() and len(text) < 9:
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text


def say_mistake(error: str) -> str:
    """Says a mistake of a file in the words of the form: attachments 第1项 columns 第2项 缺少 width → 第1张表第2栏缺少宽度."""
    told = re.sub(r"attachments 第(\d+)项 ", r"第\1张表", error)
    told = re.sub(r"columns 第(\d+)[项列] ?", r"第\1栏", told)
    told = _WORD.sub(lambda found: str(WORDS[found[1]]), told)
    for name, label in FIELD_NAMES.items():
        told = re.sub(rf"(?<![A-Za-z_]){name}(?![A-Za-z_])", str(label), told)
    return told


def list_choices(labels: Mapping[str, str], chosen: Sequence[str]) -> list[tuple[str, str, bool]]:
    """Returns value, label and whether it is chosen."""
    return [(value, label, value in chosen) for value, label in labels.items()]
