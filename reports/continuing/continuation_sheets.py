"""接续对照表 and 结转 of a plan, as tables to print."""

from collections.abc import Iterator

from reports.printing.sheet import Align, Cell, Column, Sheet, remove_unprintable, say_heads
from tasks.continuing.carry_overs import CarryOver, UnfinishedItem
from tasks.continuing.changed_words import describe_changed_figures
from tasks.continuing.continuations import PlanContinuations, join_wording
from tasks.enums import ContinuationKind
from tasks.models import Task, TaskContinuation

#: what stands for an item of which nobody has decided
UNDECIDED = "待确认"
LEFT_OPEN = "待定"
DROPPED = "不再安排"


def build_continuation_sheets(carry_over: CarryOver, *, is_internal: bool) -> list[Sheet]:
    """Builds both sheets of a plan that has an earlier one; a sheet without rows is left out.

    Args:
        is_internal: whether one of the items is internal.
    """
    plan, earlier = carry_over.plan, carry_over.earlier
    pairs = (
        Column("事项", 0.13),
        Column(f"{plan}内容", 0.28, Align.LEFT),
        Column("接续方式", 0.09),
        Column(f"{earlier}事项", 0.13),
        Column(f"{earlier}内容", 0.23, Align.LEFT),
        Column("数字变化", 0.14, Align.LEFT),
    )
    unfinished = (
        Column(f"{earlier}事项", 0.13),
        Column(f"{earlier}内容", 0.3, Align.LEFT),
        Column("年终{terms.judging}", 0.1),
        Column("去向", 0.09),
        Column("接续事项", 0.13),
        Column("接续内容或不再安排的理由", 0.25, Align.LEFT),
    )
    sheets = [
        Sheet("", f"{plan}接续对照表", pairs, tuple(_list_pairs(carry_over.continuations)), is_internal=is_internal),
        Sheet(
            "",
            f"{earlier}未完成事项结转表",
            say_heads(unfinished),
            tuple(row for one in carry_over.items.values() for row in _list_successors(one)),
            is_internal=is_internal,
        ),
    ]
    return [sheet for sheet in sheets if sheet.rows]


def _list_pairs(known: PlanContinuations) -> Iterator[tuple[Cell, ...]]:
    for key, task in known.tasks.items():
        confirmed = [row for row in known.list_confirmed(key) if row.earlier_id in known.earlier_tasks]
        for row in confirmed:
            yield _describe_pair(row, known.earlier_tasks[row.earlier_id], task)
        if not confirmed:
            state = UNDECIDED if known.is_undecided(key) else ""
            yield (str(task), _say(task), state, "", "", "")


def _describe_pair(row: TaskContinuation, earlier: Task, later: Task) -> tuple[Cell, ...]:
    figures = "；".join(describe_changed_figures(earlier.edition.text, later.edition.text))
    return (str(later), _say(later), ContinuationKind(row.kind).label, str(earlier), _say(earlier), figures)


def _list_successors(item: UnfinishedItem) -> Iterator[tuple[Cell, ...]]:
    said = (str(item.task), _say(item.task), item.judgement.verdict.label if item.judgement else "")
    for row in item.successors:
        yield (*said, ContinuationKind(row.kind).label, f"{row.later.plan}{row.later}", _say(row.later))
    if item.discontinuation:
        yield (*said, DROPPED, "", remove_unprintable(item.discontinuation.reason))
    if item.is_undecided:
        yield (*said, LEFT_OPEN, "", "")


def _say(task: Task) -> str:
    return remove_unprintable(join_wording(task.edition))
