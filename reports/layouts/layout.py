"""版式: which attachments a document has and what each table looks like, read from ``reports/layouts/*.toml``.

A new style needs a new file and no code; a government's own stand in the database (``own_layouts``). All mistakes of a
text are reported at once, in Chinese.
"""

import re
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
from tasks.terms import Terms, get_spoken, reword
from tasks.terms.later import say_later

FOLDER = Path(__file__).parent

#: the fields that a column can show; long texts are left-aligned, all others centred
FIELDS: dict[str, Align] = {
    "number": Align.CENTER,
    "own_number": Align.CENTER,
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
    "ending": Align.LEFT,
}

#: the largest key of a sample
LAST_SAMPLE = 2**53

#: field → what people call it
FIELD_NAMES: dict[str, str] = {
    "number": "序号（表中第几行）",
    "own_number": "事项自己的序号",
    "kind": "类别",
    "section": "任务板块",
    "name": "项目名称",
    "text": "任务内容",
    "leaders": "责任领导",
    "lead_units": say_later("{terms.lead_unit}"),
    "cooperating_units": say_later("{terms.cooperating_unit}"),
    "due": "完成时限",
    "progress": "进展情况",
    **{field.name: field.label for field in BESIDE_TEXT},
    "state": "填报状态",
    "judgement": say_later("{terms.judging}结论"),
    "reason": say_later("{terms.judging}理由"),
    "note": "备注（本期批准的调整）",
    "ending": "办结停办",
}


@dataclass(frozen=True)
class ColumnLayout:
    """``field`` is a key of ``FIELDS``; an ``optional`` column is left out if it is empty in every row."""

    field: str
    label: str
    width: float
    spans: int = 1
    optional: bool = False


@dataclass(frozen=True)
class AttachmentLayout:
    """One table; if ``outcomes`` is empty it lists all items of the kinds, judged or not.

    ``sample`` is the key of the ``TableSample`` that it is printed into; 0 for none.
    """

    label: str
    title: str
    kinds: tuple[TaskKind, ...]
    outcomes: tuple[Outcome, ...]
    columns: tuple[ColumnLayout, ...]
    merge_sections: bool
    words: Mapping[Outcome, str] = field(default_factory=dict)
    sample: int = 0


@dataclass(frozen=True)
class Layout:
    """The ordered tables of one document.

    Attributes:
        key, name: the file's name without ending, and the name shown to people; the commands accept both.
        manner: the year whose style it follows; of the general layouts the newest suitable one is used.
        default_for: the ``(year, period code)`` pairs that use it by default.
        general_for: codes of the periods that use it if the year has no layout of its own.
        narrative: key of the layout whose report template it shares; empty means its own key.
        version: which version of a government's own layout it is; 0 for one that comes with the product.
    """

    key: str
    name: str
    manner: int
    default_for: frozenset[tuple[int, str]]
    general_for: frozenset[str]
    attachments: tuple[AttachmentLayout, ...]
    narrative: str = ""
    version: int = 0

    @property
    def is_own(self) -> bool:
        """Whether it is a government's own."""
        return self.version > 0


def parse_layout(key: str, text: str) -> Layout:
    """Parses a layout from the text of its file.

    Args:
        key: the file's name without ending, for messages.

    Raises:
        LayoutError: lists every mistake with its place.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # the parser speaks English, and says where in the same words each time
        where = re.search(r"at line (\d+), column (\d+)", str(error))
        place = f"第 {where[1]} 行第 {where[2]} 列附近有误" if where else "末尾不完整"
        raise LayoutError(key, [f"不是有效的 TOML 文件：{place}，请核对等号、引号和括号。"]) from error
    top = TomlTable(raw, "", [])
    layout = read_layout(key, top)
    if top.errors:
        raise LayoutError(key, top.errors)
    return layout


def read_layout(key: str, top: TomlTable) -> Layout:
    layout = Layout(
        key=key,
        name=top.read_text("name"),
        manner=top.read_whole_number("manner", periods.FIRST_PLAN_YEAR, periods.LAST_PLAN_YEAR),
        default_for=frozenset(read_occasion(part) for part in top.read_tables("default_for", required=False)),
        general_for=frozenset(top.read_members("general_for", PERIOD, required=False)),
        attachments=tuple(read_attachment(part) for part in top.read_tables("attachments")),
        narrative=top.read_text("narrative", default=""),
    )
    top.check_unknown_keys()
    return layout


def read_occasion(part: TomlTable) -> tuple[int, str]:
    occasion = (
        part.read_whole_number("year", periods.FIRST_PLAN_YEAR, periods.LAST_PLAN_YEAR),
        part.read_member("period", PERIOD),
    )
    part.check_unknown_keys()
    return occasion


def read_attachment(part: TomlTable) -> AttachmentLayout:
    attachment = AttachmentLayout(
        label=part.read_template("label", default="附件{order}"),
        title=part.read_template("title"),
        kinds=tuple(TaskKind(value) for value in part.read_members("kinds", map_values_to_labels(TaskKind))),
        outcomes=tuple(
            Outcome(value) for value in part.read_members("outcomes", map_values_to_labels(Outcome), required=False)
        ),
        columns=tuple(read_column(column) for column in part.read_tables("columns")),
        merge_sections=part.read_flag("merge_sections", default=False),
        words={Outcome(key): word for key, word in part.read_words("words", map_values_to_labels(Outcome)).items()},
        sample=part.read_whole_number("sample", 0, LAST_SAMPLE, default=0),
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
    """Checks that n - 1 columns without label follow a header cell over n columns, and all others have one."""
    covered = 0
    for order, column in enumerate(columns, start=1):
        if covered and column.label:
            part.add_error(f"columns 第{order}列已在左侧表头之下，不应再有 label")
        if not covered and not column.label:
            part.add_error(f"columns 第{order}列缺少 label")
        covered = covered - 1 if covered else column.spans - 1
    if covered > 0:
        part.add_error("columns 最后一个表头的 spans 超出了列数")


def load_layouts(folder: Path = FOLDER) -> dict[str, Layout]:
    """Loads every layout of a folder by its key, in the words of the place.

    Raises:
        LayoutError: the first file with mistakes, with all of them.
    """
    return _load_layouts(folder, get_spoken())


@lru_cache(maxsize=16)
def _load_layouts(folder: Path, spoken: Terms) -> dict[str, Layout]:
    """Loads the layouts as ``spoken`` words them, which hold at present."""
    return {
        path.stem: parse_layout(path.stem, reword(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.toml"))
    }


def get_layout_by_name(name: str, layouts: Mapping[str, Layout]) -> Layout:
    """Returns the layout with that key or name.

    Raises:
        LayoutError: there is none; the message lists the existing ones.
    """
    for layout in layouts.values():
        if name in (layout.key, layout.name):
            return layout
    there = "、".join(f"{layout.key}（{layout.name}）" for layout in layouts.values())
    raise LayoutError(name, [f"没有这个版式。现有版式：{there}"])


def get_layout_for_period(year: int, code: str, layouts: Mapping[str, Layout], form_code: str | None = None) -> Layout:
    """Returns the layout of a year's period: of the government's own before those that come with the product.

    Of each, the one made for that year and period comes first, then the newest general one not later than the year.

    Args:
        code: ``PLAN`` or the code of the period.
        form_code: the period of quarters whose general layout it takes; None for a period of quarters.

    Raises:
        LayoutError: there is no layout for the period.
    """
    own = [layout for layout in layouts.values() if layout.is_own]
    shipped = [layout for layout in layouts.values() if not layout.is_own]
    for group in (own, shipped):
        for layout in group:
            if (year, code) in layout.default_for:
                return layout
        # an office says from which year on its own holds; of the shipped ones a year before every manner uses the newest
        fit = [
            each for each in group if {code, form_code} & each.general_for and (each.manner <= year or not each.is_own)
        ]
        if fit:
            return max(fit, key=lambda layout: (layout.manner <= year, layout.manner))
    raise LayoutError(code, [f"没有适用于{periods.CODE_LABELS[code]}的通用版式"])
