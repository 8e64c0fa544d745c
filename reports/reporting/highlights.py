"""对比汇总: builds the tables that compare a period with the previous one and count the items of units and
leaders.

They are written to a file of their own, so that the office decides whether to send it with the report.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.db.models import Prefetch

from reports.printing.sheet import Align, Cell, Column, Sheet, merge_equal_cells, say_heads
from reports.reporting.items import format_unit_labels
from reports.reporting.narrative.items import join_lines
from reports.reporting.telling.lagging import describe_lag_reason
from tasks.assessing.earlier import find_previous_period
from tasks.assessing.facts import INDICATORS, prefetch_present_text
from tasks.assessing.lagging.official import leave_out_sentences
from tasks.assessing.quoted import find_unattached_rank, list_quoted_rows
from tasks.assessing.streaks import compare_outcomes, find_judged_outcome
from tasks.decimals import format_decimal
from tasks.enums import LagChange, Outcome, ResponsibilityRole
from tasks.models import Period, ProgressEntry, Reading, User
from tasks.queries import order_as_printed, prefetch_printed_parts, select_visible_entries
from tasks.requesting.requests import select_granted_requests
from tasks.terms import terms
from tasks.visible_words import read_filed

#: the changes that the comparison table lists, in its order
COMPARED_CHANGES = (LagChange.NEWLY, LagChange.AGAIN, LagChange.RECOVERED)


def build_highlight_sheets(period: Period, user: User | None = None) -> list[Sheet]:
    """Builds the tables that have rows, labelled 附表1, 附表2, ….

    Args:
        user: the reader, who limits the rows; None means all rows.
    """
    entries = list_highlight_entries(period, user)
    last = find_previous_period(period)
    title = str(period)
    quoted_columns, quoted_rows = build_quoted_table(entries)
    tables = [
        (
            "与上期对比情况表",
            COMPARISON,
            build_comparison_rows(entries, list_highlight_entries(last, user) if last else []),
        ),
        (
            f"{terms.responsible_unit}任务推进情况汇总表",
            SHARES,
            build_workload_rows(entries, get_lead_names, get_cooperating_names),
        ),
        (
            f"责任{terms.leader}任务推进情况汇总表",
            LEADERS,
            build_workload_rows(entries, get_leader_names),
        ),
        ("位次、口径和上级目标情况表", quoted_columns, quoted_rows),
        ("批准的调整情况表", ADJUSTMENTS, build_adjustment_rows(period, entries)),
    ]
    present = [(name, columns, rows) for name, columns, rows in tables if rows]
    is_internal = any(entry.task.is_internal for entry in entries)
    return [
        Sheet(
            f"附表{order}",
            f"{title}{name}",
            say_heads(columns),
            tuple(rows),
            merge_equal_cells([row[0] for row in rows], 0),
            is_internal=is_internal,
        )
        for order, (name, columns, rows) in enumerate(present, start=1)
    ]


def list_highlight_entries(period: Period, user: User | None) -> list[ProgressEntry]:
    rows = select_visible_entries(user) if user else ProgressEntry.objects.all()
    readings = Prefetch("readings", Reading.objects.select_related("indicator"))
    whole = prefetch_printed_parts(rows.filter(period=period)).prefetch_related(INDICATORS, readings)
    found = list(order_as_printed(whole))
    prefetch_present_text(found)
    return found


COMPARISON = (
    Column("情形", 0.08),
    Column("类别", 0.09),
    Column("序号", 0.05),
    Column("任务", 0.3, Align.LEFT),
    Column("{terms.lead_unit}", 0.14),
    Column("上期", 0.08),
    Column("本期", 0.08),
    Column("本期理由", 0.18, Align.LEFT),
)


def build_comparison_rows(entries: Sequence[ProgressEntry], earlier: Sequence[ProgressEntry]) -> list[tuple[Cell, ...]]:
    """Builds the rows of items whose judgement changed or that lag again, by ``COMPARED_CHANGES``."""
    former = {entry.task_id: entry.judgement.verdict for entry in earlier if entry.judgement}
    found = [
        (change, entry, was, now)
        for entry in entries
        if (was := former.get(entry.task_id))
        and entry.judgement
        and (now := entry.judgement.verdict)
        and (change := compare_outcomes(was.meaning, now.meaning)) is not None
    ]
    return [
        (
            change.label,
            entry.task.item_kind.label,
            entry.number,
            join_lines(entry.edition.text),
            format_unit_labels(entry.edition, ResponsibilityRole.LEAD),
            was.label,
            now.label,
            _describe_reason(entry, now.meaning) if now.is_behind else "",
        )
        for wanted in COMPARED_CHANGES
        for change, entry, was, now in found
        if change == wanted
    ]


def _describe_reason(entry: ProgressEntry, outcome: Outcome) -> str:
    reason = entry.judgement.reason if entry.judgement else ""
    why = describe_lag_reason(reason, read_filed(entry).problem, entry.signals, outcome)
    # the text of the task stands in the same row
    return leave_out_sentences(why, [entry.edition.text]) or why


SHARES = (
    Column("{terms.responsible_unit}", 0.3),
    Column("牵头", 0.12),
    Column("正常", 0.12),
    Column("滞后", 0.12),
    Column("未{terms.judging}", 0.12),
    Column("配合", 0.22),
)
LEADERS = (
    Column("责任{terms.leader}", 0.3),
    Column("负责", 0.18),
    Column("正常", 0.18),
    Column("滞后", 0.17),
    Column("未{terms.judging}", 0.17),
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


#: the columns of the quoted numbers; those without any value in a period are left out
QUOTED = (
    Column("类别", 0.1),
    Column("序号", 0.06),
    Column("指标", 0.24, Align.LEFT),
    Column("本期", 0.1),
    Column("位次", 0.14),
    Column("另一口径", 0.14, Align.LEFT),
    Column("上级目标", 0.1),
    Column("{terms.responsible_unit}", 0.12),
)
OPTIONAL = ("位次", "另一口径", "上级目标")


def build_quoted_table(entries: Sequence[ProgressEntry]) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """Builds columns and rows of the indicators with a rank outside, a second basis or an upper target."""
    rows = [row for entry in entries for row in _iterate_quoted_rows(entry)]
    kept = [at for at, column in enumerate(QUOTED) if column.label not in OPTIONAL or any(row[at] for row in rows)]
    whole = sum(QUOTED[at].share for at in kept)
    columns = tuple(replace(QUOTED[at], share=QUOTED[at].share / whole) for at in kept)
    return columns, [tuple(row[at] for at in kept) for row in rows]


def _iterate_quoted_rows(entry: ProgressEntry) -> Iterator[tuple[Cell, ...]]:
    rows = list_quoted_rows(entry, list(entry.task.indicators.all()))
    for row in rows:
        said = (row.numbers.rank, row.numbers.format_second(row.unit), row.upper_target)
        if any(said):
            text = row.commitment.measure if len(rows) > 1 else join_lines(entry.edition.text)
            value = "" if row.value is None else f"{format_decimal(row.value)}{row.unit}"
            yield _build_quoted_row(entry, text, value, said)
    if rank := find_unattached_rank(entry, rows):
        yield _build_quoted_row(entry, join_lines(entry.edition.text), "", (rank, "", ""))


def _build_quoted_row(entry: ProgressEntry, text: str, value: str, said: tuple[str, str, str]) -> tuple[Cell, ...]:
    units = format_unit_labels(entry.edition, ResponsibilityRole.LEAD)
    return (entry.task.item_kind.label, entry.number, text, value, *said, units)


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
            request.task.item_kind.label,
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
