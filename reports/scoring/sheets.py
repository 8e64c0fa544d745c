"""Builds the sheets of a scorecard, and those of one unit's items."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from reports.printing.sheet import Align, Cell, Column, Sheet, merge_equal_cells, say_heads
from reports.scoring.scope import ScorecardScope
from tasks.enums import Outcome, ResponsibilityRole
from tasks.enums.outcome_words import OutcomeWord, build_judged_word
from tasks.terms import terms

PROPOSAL = "（建议稿，未经审定）"
LEFT = Align.LEFT
COLUMNS = [
    Column("序号", 0.04),
    Column("{terms.responsible_unit}", 0.14, LEFT),
    Column("牵头事项", 0.06),
    Column("牵头完成或正常", 0.12),
    Column("牵头滞后次数", 0.06),
    Column("配合事项", 0.06),
    Column("配合完成或正常", 0.12),
    Column("配合滞后次数", 0.06),
    Column("按时报送", 0.12),
    Column("退回次数", 0.05),
    Column("未报照抄", 0.05),
    Column("获准申请", 0.05),
    Column("配合填报按时", 0.06),
    Column("得分", 0.07),
]
ROLES = {role.value: role.label for role in ResponsibilityRole}


def build_scorecard_sheets(scope: ScorecardScope, data: dict, *, approved: str) -> tuple[Sheet, ...]:
    """Builds all sheets of a scorecard: units, arithmetic, excluded entries and formula.

    Args:
        approved: who approved it and when; empty for a proposal, which has no ranks.
    """
    title = f"{scope.label}目标任务考核{'结果' if approved else PROPOSAL}"
    parts = [
        (f"{title}：{terms.lead_unit}", [row for row in data["units"] if row["leads"]]),
        (f"{title}：只有配合事项的单位", [row for row in data["units"] if not row["leads"]]),
    ]
    tables = [_build_units_sheet(title, rows, with_ranks=bool(approved)) for title, rows in parts if rows]
    sheets = [*tables, _build_arithmetic_sheet(sort_by_rank(data["units"], with_ranks=False))]
    if data["excluded"]:
        sheets.append(_build_excluded_sheet(data))
    sheets.append(_build_formula_sheet(data, approved))
    return tuple(replace(sheet, label=f"附表{number}") for number, sheet in enumerate(sheets, start=1))


def build_unit_sheets(
    scope: ScorecardScope, data: dict, row: dict, *, approved: str, is_internal: bool = False
) -> tuple[Sheet, ...]:
    """Builds the sheets of one unit: its items with what each cost, and the arithmetic of its mark.

    Args:
        is_internal: whether one of its items is internal.
    """
    title = f"{scope.label}{row['name']}考核明细{'' if approved else PROPOSAL}"
    sheets = (_build_items_sheet(title, data, row), _build_arithmetic_sheet([row]))
    return tuple(
        replace(sheet, label=f"附表{number}", is_internal=is_internal) for number, sheet in enumerate(sheets, start=1)
    )


def _build_units_sheet(title: str, rows: Sequence[dict], *, with_ranks: bool) -> Sheet:
    """Builds a row for each unit, with its rank in the last column if ``with_ranks``."""
    columns = say_heads([*COLUMNS, Column("名次", 0.06)] if with_ranks else COLUMNS)
    cells = [
        (number, *_build_unit_cells(row), *([row["rank"] or "不排名"] if with_ranks else []))
        for number, row in enumerate(sort_by_rank(rows, with_ranks), start=1)
    ]
    return Sheet("", title, _fit_columns(columns), tuple(cells))


def sort_by_rank(units: Sequence[dict], with_ranks: bool) -> list[dict]:
    """Sorts leading units first, then by rank if ``with_ranks`` with unranked ones last, else by name."""

    def get_sort_key(row: dict) -> tuple:
        return not row["leads"], with_ranks and row["rank"] is None, (with_ranks and row["rank"]) or 0

    return sorted(units, key=get_sort_key)


def _build_unit_cells(row: dict) -> list[Cell]:
    lead, cooperate, filing, shares = row["lead"], row["cooperate"], row["filing"], row["shares"]
    return [
        format_unit_name(row),
        lead["items"],
        shares["lead"] or "—",
        lead["behind"],
        cooperate["items"],
        shares["cooperate"] or "—",
        cooperate["behind"],
        shares["on_time"] or "—",
        filing["returned"],
        filing["empty"] + filing["copied"],
        row["granted"],
        _format_notes(row.get("notes")),
        Decimal(row["total"]) if row["total"] else "不计分",
    ]


def _format_notes(notes: dict | None) -> str:
    """Formats the 配合填报 in time of all that were asked; — where none were."""
    return f"{notes['on_time']} ÷ {notes['asked']}" if notes and notes["asked"] else "—"


def format_unit_name(row: dict) -> str:
    """Formats a unit's name with the former names under which it was named."""
    return f"{row['name']}（含{'、'.join(row['former'])}）" if row["former"] else row["name"]


def _build_arithmetic_sheet(units: Sequence[dict]) -> Sheet:
    columns = (
        Column(terms.responsible_unit, 0.16),
        Column("部分", 0.12),
        Column("计算过程", 0.6, LEFT),
        Column("分", 0.12),
    )
    rows = [cells for row in units for cells in _iterate_arithmetic(row)]
    merges = merge_equal_cells([cells[0] for cells in rows], 0)
    return Sheet("", "计算过程", columns, tuple(rows), merges)


def _iterate_arithmetic(row: dict) -> Iterable[tuple[Cell, ...]]:
    """Yields the total and the parts in which something counted; those that say 没有 only fill paper."""
    for part in row["parts"]:
        if not part["way"].startswith("没有"):
            yield row["name"], part["name"], part["way"], _parse_points(part["points"])
    yield row["name"], "合计", row["way"], _parse_points(row["total"])


def _parse_points(text: str) -> Cell:
    return Decimal(text.replace("−", "-")) if text else "不计"


def _build_excluded_sheet(data: dict) -> Sheet:
    names = {row["unit"]: row["name"] for row in data["units"]}
    columns = (
        Column("序号", 0.05),
        Column("事项", 0.37, LEFT),
        Column("填报期", 0.08),
        Column(terms.responsible_unit, 0.16, LEFT),
        Column("理由", 0.2, LEFT),
        Column("依据", 0.14, LEFT),
    )
    rows = tuple(
        (
            number,
            f"{each['title']}　{each['text']}",
            each["period"],
            "、".join(names[unit] for unit in each["units"] if unit in names),
            each["why"],
            each["basis"],
        )
        for number, each in enumerate(data["excluded"], start=1)
    )
    return Sheet("", "不计入考核的事项", columns, rows)


def _build_formula_sheet(data: dict, approved: str) -> Sheet:
    rows = [*map(tuple, data["formula"]), ("审定", approved or "尚未审定，为建议稿。")]
    return Sheet("", "计分办法", (Column("部分", 0.24), Column("办法", 0.76, LEFT)), tuple(rows))


def _build_items_sheet(title: str, data: dict, row: dict) -> Sheet:
    columns = (
        Column("事项", 0.12),
        Column("内容", 0.32, LEFT),
        Column("角色", 0.06),
        Column("填报期", 0.07),
        Column(terms.judging, 0.09),
        Column("报送", 0.09),
        Column("扣分及原因", 0.25, LEFT),
    )
    rows = tuple(_build_item_row(data["entries"][item["entry"]], item) for item in row["items"])
    # an item's wording may change within the year, so it is merged only where title and wording are equal
    texts = merge_equal_cells([f"{cells[0]}\n{cells[1]}" for cells in rows], 1)
    return Sheet("", title, columns, rows, merge_equal_cells([cells[0] for cells in rows], 0) + texts)


def _build_item_row(entry: dict, item: dict) -> tuple[Cell, ...]:
    return (
        entry["title"],
        entry["text"],
        ROLES[item["role"]],
        entry["period"],
        judged.label if (judged := read_kept_word(entry)) else f"未{terms.judging}",
        format_filed_on(entry, item),
        "\n".join(f"{cost['part']} {cost['points']}：{cost['why']}" for cost in item["costs"]) or "—",
    )


def read_kept_word(entry: dict) -> OutcomeWord | None:
    """Reads the outcome of a kept entry in the word in which it was judged; None where it was not.

    What was approved in earlier releases keeps the meaning alone.
    """
    if not entry["outcome"]:
        return None
    return build_judged_word(Outcome(entry["outcome"]), entry.get("word", ""), entry.get("token", ""))


def format_filed_on(entry: dict, item: dict) -> str:
    """Formats when the unit filed the entry; — if it did not have to file it."""
    if not item["files"] or not (entry["is_due"] or entry["filed_on"]):
        return "—"
    # what was approved in earlier releases does not tell what a unit's head has
    return entry["filed_on"] or ("待单位审核" if entry.get("is_with_head") else "未报送")


def _fit_columns(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Scales the columns' shares to a sum of 1."""
    columns = list(columns)
    whole = sum(column.share for column in columns)
    return tuple(Column(column.label, column.share / whole, column.align) for column in columns)
