"""Layouts: which attachments a document has and how each table looks, read from ``reports/layouts/*.toml``.

A new manner is a new file, not code. What is wrong in a file is said in Chinese, all of it at once.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from reports.layouts.reader import PERIOD, LayoutError, TomlTable
from reports.printing.sheet import Align
from tasks import periods
from tasks.enums import Outcome, TaskKind
from tasks.models.entry_fields import BESIDE_TEXT, FieldKind

FOLDER = Path(__file__).parent

#: what a column can show; long texts are set left, everything else in the middle
FIELDS: dict[str, Align] = {
    "number": Align.CENTER,
    "kind": Align.CENTER,
    "section": Align.CENTER,
    "name": Align.CENTER,
    "text": Align.LEFT,
    "leaders": Align.CENTER,
    "lead_units": Align.CENTER,
    "cooperating_units": Align.CENTER,
    "due": Align.CENTER,
    "progress": Align.LEFT,
    **{field.name: Align.LEFT if field.kind == FieldKind.TEXT else Align.CENTER for field in BESIDE_TEXT},
    "state": Align.CENTER,
    "judgement": Align.CENTER,
    "reason": Align.LEFT,
    "note": Align.LEFT,
}


@dataclass(frozen=True)
class ColumnLayout:
    """``field`` of ``FIELDS`` under the printed ``label``; ``optional``: left out where no row has anything in it."""

    field: str
    label: str
    width: float
    spans: int = 1
    optional: bool = False


@dataclass(frozen=True)
class AttachmentLayout:
    """One table. ``outcomes`` empty: all items of the kinds, judged or not."""

    label: str
    title: str
    kinds: tuple[TaskKind, ...]
    outcomes: tuple[Outcome, ...]
    columns: tuple[ColumnLayout, ...]
    merge_sections: bool
    words: Mapping[Outcome, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """An ordered list of tables.

    Attributes:
        key: the file's name without ending; ``name``: what people call it. The commands take either.
        manner: the year whose manner it follows; among general layouts the newest suitable one is taken.
        narrative: the report template it shares with another layout, ``reports/layouts/<narrative>.txt``; empty:
            the one of its own key.
        default_for: the ``(year, period code)`` it was made for.
        general_for: period codes it serves where a year has no layout of its own.
    """

    key: str
    name: str
    manner: int
    default_for: frozenset[tuple[int, str]]
    general_for: frozenset[str]
    attachments: tuple[AttachmentLayout, ...]
    narrative: str = ""


def parse_layout(key: str, text: str) -> Layout:
    """A layout from the text of its file.

    Args:
        key: the file's name without ending, for messages.

    Raises:
        LayoutError: says every mistake with its place.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(key, [f"不是有效的 TOML 文件：{error}"]) from error
    top = TomlTable(raw, "", [])
    layout = read_layout(key, top)
    if top.errors:
        raise LayoutError(key, top.errors)
    return layout


def read_layout(key: str, top: TomlTable) -> Layout:
    layout = Layout(
        key=key,
        name=top.read_text("name"),
        manner=top.read_whole_number("manner", 1949, 2199),
        default_for=frozenset(read_occasion(part) for part in top.read_tables("default_for", required=False)),
        general_for=frozenset(top.read_members("general_for", PERIOD, required=False)),
        attachments=tuple(read_attachment(part) for part in top.read_tables("attachments")),
        narrative=top.read_text("narrative", default=""),
    )
    top.check_unknown_keys()
    return layout


def read_occasion(part: TomlTable) -> tuple[int, str]:
    occasion = part.read_whole_number("year", 1949, 2199), part.read_member("period", PERIOD)
    part.check_unknown_keys()
    return occasion


def read_attachment(part: TomlTable) -> AttachmentLayout:
    attachment = AttachmentLayout(
        label=part.read_template("label", default="附件{order}"),
        title=part.read_template("title"),
        kinds=tuple(TaskKind(value) for value in part.read_members("kinds", map_values_to_labels(TaskKind))),
        outcomes=tuple(
            Outcome(value)
            for value in part.read_members("outcomes", map_values_to_labels(Outcome), required=False)
        ),
        columns=tuple(read_column(column) for column in part.read_tables("columns")),
        merge_sections=part.read_flag("merge_sections", default=False),
        words={
            Outcome(key): word
            for key, word in part.read_words("words", map_values_to_labels(Outcome)).items()
        },
    )
    check_spans(part, attachment.columns)
    part.check_unknown_keys()
    return attachment


def read_column(part: TomlTable) -> ColumnLayout:
    column = ColumnLayout(
        field=part.read_member("field", {name: name for name in FIELDS}),
        label=part.read_template("label", default=""),
        width=part.read_size("width"),
        spans=part.read_whole_number("spans", 1, 8, default=1),
        optional=part.read_flag("optional", default=False),
    )
    part.check_unknown_keys()
    return column


def map_values_to_labels(vocabulary) -> dict[str, str]:
    return {member.value: member.label for member in vocabulary}


def check_spans(part: TomlTable, columns: tuple[ColumnLayout, ...]) -> None:
    """A header cell that spans n columns is followed by n - 1 columns without label; any other has a label."""
    covered = 0
    for order, column in enumerate(columns, start=1):
        if covered and column.label:
            part.add_error(f"columns 第{order}列已在左侧表头之下，不应再有 label")
        if not covered and not column.label:
            part.add_error(f"columns 第{order}列缺少 label")
        covered = covered - 1 if covered else column.spans - 1
    if covered > 0:
        part.add_error("columns 最后一个表头的 spans 超出了列数")


@lru_cache(maxsize=4)
def load_layouts(folder: Path = FOLDER) -> dict[str, Layout]:
    """Every layout of a folder by key.

    Raises:
        LayoutError: the first file that has mistakes, with all of them.
    """
    return {
        path.stem: parse_layout(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.toml"))
    }


def get_layout_by_name(name: str, layouts: Mapping[str, Layout]) -> Layout:
    """The layout with that key or name.

    Raises:
        LayoutError: there is none; the message lists what there is.
    """
    for layout in layouts.values():
        if name in (layout.key, layout.name):
            return layout
    there = "、".join(f"{layout.key}（{layout.name}）" for layout in layouts.values())
    raise LayoutError(name, [f"没有这个版式。现有版式：{there}"])


def get_layout_for_period(year: int, code: str, layouts: Mapping[str, Layout]) -> Layout:
    """The layout made for that year and period, else the general one in the newest manner not later than the year.

    Args:
        code: ``PLAN``, ``Q1``, ``H1``, ``Q3`` or ``FY``.

    Raises:
        LayoutError: no layout serves the period.
    """
    for layout in layouts.values():
        if (year, code) in layout.default_for:
            return layout
    general = [layout for layout in layouts.values() if code in layout.general_for]
    if not general:
        raise LayoutError(
            code, [f"没有适用于{periods.get_period_label(periods.parse_period_code(code))}的通用版式"]
        )
    # a year before every manner takes the newest all the same
    return max(general, key=lambda layout: (layout.manner <= year, layout.manner))
