"""对比汇总: builds the tables that compare a period with the previous one and count the items of units and
leaders.

They are written to a file of their own, so that the office decides whether to send it with the report.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from reports.printing.sheet import Align, Cell, Column, Sheet, merge_equal_cells
from reports.reporting.items import format_unit_labels
from reports.reporting.narrative.items import join_lines
from reports.reporting.telling.lagging import describe_lag_reason
from tasks.assessing.earlier import find_previous_period
from tasks.assessing.streaks import compare_outcomes, find_judged_outcome
from tasks.enums import LagChange, Outcome, ResponsibilityRole, TaskKind
from tasks.models import Period, ProgressEntry, User
from tasks.queries import order_as_printed, prefetch_printed_parts, select_visible_entries
from tasks.requesting.requests import select_granted_requests
from tasks.visible_words import read_filed, read_report_text

#: a rank as progress texts state it: 主城区第3名, 全市第13位, 与某区并列第3
RANK = re.compile(r"[^，。；;,、（）()\d]{0,12}第\s*\d{1,3}\s*[名位]?(?=[，。；;,、（）() ]|$)")
PLACES = re.compile(r"全国|全省|全市|全区|全县|主城|中心城区|城区|区县|并列|排名|位居|位列|居")
#: the changes that the comparison table lists, in its order
COMPARED_CHANGES = (LagChange.NEWLY, LagChange.AGAIN, LagChange.RECOVERED)


def build_highlight_sheets(period: Period, user: User | None = None) -> list[Sheet]:
    """Builds the tables that have rows, labelled 附表1, 附表2, ….

    Args:
        user: the reader, who limits the rows; None means all rows.
    """
    entries = list_highlight_entries(period, user)
    last = find_previous_period(period)
    title = f"{period.plan.year}年{period.label}"
    tables = [
        (
            "与上期对比情况表",
            COMPARISON,
            build_comparison_rows(entries, list_highlight_entries(last, user) if last else []),
        ),
        (
            "责任单位任务推进情况汇总表",
            SHARES,
            build_workload_rows(entries, get_lead_names, get_cooperating_names),
        ),
        (
            "责任区领导任务推进情况汇总表",
            LEADERS,
            build_workload_rows(entries, get_leader_names),
        ),
        ("指标位次情况表", RANKS, build_rank_rows(entries)),
        ("批准的调整情况表", ADJUSTMENTS, build_adjustment_rows(period, entries)),
    ]
    present = [(name, columns, rows) for name, columns, rows in tables if rows]
    return [
        Sheet(
            f"附表{order}",
            f"{title}{name}",
            columns,
            tuple(rows),
            merge_equal_cells([row[0] for row in rows], 0),
        )
        for order, (name, columns, rows) in enumerate(present, start=1)
    ]


def list_highlight_entries(period: Period, user: User | None) -> list[ProgressEntry]:
    rows = select_visible_entries(user) if user else ProgressEntry.objects.all()
    return list(order_as_printed(prefetch_printed_parts(rows.filter(period=period))))


COMPARISON = (
    Column("情形", 0.08),
    Column("类别", 0.09),
    Column("序号", 0.05),
    Column("任务", 0.3, Align.LEFT),
    Column("牵头单位", 0.14),
    Column("上期", 0.08),
    Column("本期", 0.08),
    Column("本期理由", 0.18, Align.LEFT),
)


def build_comparison_rows(entries: Sequence[ProgressEntry], earlier: Sequence[ProgressEntry]) -> list[tuple[Cell, ...]]:
    """Builds the rows of items whose judgement changed or that lag again, by ``COMPARED_CHANGES``."""
    former = {entry.task_id: outcome for entry in earlier if (outcome := find_judged_outcome(entry))}
    found = [
        (change, entry, was, now)
        for entry in entries
        if (was := former.get(entry.task_id))
        and (now := find_judged_outcome(entry))
        and (change := compare_outcomes(was, now)) is not None
    ]
    return [
        (
            change.label,
            entry.task.kind.label,
            entry.number,
            join_lines(entry.edition.text),
            format_unit_labels(entry.edition, ResponsibilityRole.LEAD),
            was.label,
            now.label,
            _describe_reason(entry, now) if now.is_behind else "",
        )
        for wanted in COMPARED_CHANGES
        for change, entry, was, now in found
        if change == wanted
    ]


def _describe_reason(entry: ProgressEntry, outcome: Outcome) -> str:
    reason = entry.judgement.reason if entry.judgement else ""
    return describe_lag_reason(reason, read_filed(entry).problem, entry.signals, outcome)


SHARES = (
    Column("责任单位", 0.3),
    Column("牵头", 0.12),
    Column("正常", 0.12),
    Column("滞后", 0.12),
    Column("未研判", 0.12),
    Column("配合", 0.22),
)
LEADERS = (
    Column("责任区领导", 0.3),
    Column("负责", 0.18),
    Column("正常", 0.18),
    Column("滞后", 0.17),
    Column("未研判", 0.17),
)

Names = Callable[[ProgressEntry], Iterable[str]]


def get_unit_names(entry: ProgressEntry, role: ResponsibilityRole) -> set[str]:
    return {each.unit.name for each in entry.edition.list_responsibilities(role)}


def get_lead_names(entry: ProgressEntry) -> set[str]:
    return get_unit_names(entry, ResponsibilityRole.LEAD)


def get_cooperating_names(entry: ProgressEntry) -> set[str]:
    return get_unit_names(entry, ResponsibilityRole.COOPERATE)


def get_leader_names(entry: ProgressEntry) -> set[str]:
    return {each.name for each in entry.edition.leading_officials}


def build_workload_rows(
    entries: Iterable[ProgressEntry], leads: Names, cooperates: Names | None = None
) -> list[tuple[Cell, ...]]:
    """Builds a row for each unit or leader, the most lagging first; an item with two lead units counts for both.

    Returns:
        Rows of name, led, going, behind and unjudged items; also cooperating items when ``cooperates`` is given.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        outcome = find_judged_outcome(entry)
        stand = "unjudged" if outcome is None else "behind" if outcome.is_behind else "going"
        for name in leads(entry):
            counts[name].update(("led", stand))
        for name in cooperates(entry) if cooperates else ():
            counts[name]["cooperating"] += 1
    ordered = sorted(
        counts.items(),
        key=lambda row: (-row[1]["behind"], -row[1]["led"], -row[1]["cooperating"], row[0]),
    )
    columns = ("led", "going", "behind", "unjudged", *(["cooperating"] if cooperates else []))
    return [(name, *(count[column] for column in columns)) for name, count in ordered]


RANKS = (
    Column("序号", 0.08),
    Column("指标", 0.4, Align.LEFT),
    Column("位次", 0.22),
    Column("责任单位", 0.3),
)


def build_rank_rows(entries: Sequence[ProgressEntry]) -> list[tuple[Cell, ...]]:
    """Builds the rows of the targets whose progress text states a rank among districts."""
    ranked = [(entry, parse_rank(read_report_text(entry))) for entry in entries if entry.task.kind == TaskKind.TARGET]
    return [
        (
            entry.number,
            join_lines(entry.edition.text),
            rank,
            format_unit_labels(entry.edition, ResponsibilityRole.LEAD),
        )
        for entry, rank in ranked
        if rank
    ]


ADJUSTMENTS = (
    Column("类别", 0.1),
    Column("序号", 0.05),
    Column("任务", 0.23, Align.LEFT),
    Column("申请单位", 0.1),
    Column("事由", 0.1),
    Column("原值", 0.16, Align.LEFT),
    Column("现值", 0.16, Align.LEFT),
    Column("依据", 0.1, Align.LEFT),
)


def build_adjustment_rows(period: Period, entries: Sequence[ProgressEntry]) -> list[tuple[Cell, ...]]:
    """Builds the rows of the requests granted in the period, with both values and the basis."""
    known = {entry.task_id: entry for entry in entries}
    return [
        (
            request.task.kind.label,
            known[request.task_id].number,
            join_lines(known[request.task_id].edition.text),
            request.unit.name,
            request.kind.label,
            format_adjusted_values(request.before),
            format_adjusted_values(request.after),
            request.basis,
        )
        for request in select_granted_requests(period)
        if request.task_id in known
    ]


def format_adjusted_values(state: Mapping[str, str | list[str]]) -> str:
    """Formats a single value alone; several values each with its label on a line."""
    said = {label: "、".join(value) if isinstance(value, list) else value for label, value in state.items() if value}
    return "\n".join(said.values() if len(state) == 1 else (f"{label}：{value}" for label, value in said.items()))


def parse_rank(text: str) -> str:
    """Parses a rank such as 主城区第3名 from a text; empty if there is none. 第一季度 and 第3项 are not ranks."""
    found = [match[0].strip() for match in RANK.finditer(text)]
    return next((each for each in found if PLACES.search(each)), "")
