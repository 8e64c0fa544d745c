"""The numbered paragraphs of the narrative against what announces them and against the lagging table."""

from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.narrative import (
    NumberedRun,
    StatedTotal,
    find_paragraph_item,
    get_body_paragraphs,
    list_numbered_runs,
    list_stated_totals,
    read_mentioned_state,
)
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.enums import TaskKind


def check_listed_items(document: CheckedDocument) -> Iterator[Finding]:
    """As many as announced, and the same as in the table."""
    stated = list_stated_totals(document.paragraphs)
    for run in list_numbered_runs(document.paragraphs):
        yield from _check_length(document, run, stated)
        yield from _check_lagging_items(document, run)


def _check_length(
    document: CheckedDocument, run: NumberedRun, stated: list[StatedTotal]
) -> Iterator[Finding]:
    announcing = [total for total in stated if total.paragraph == run.announced_by]
    behind = [total for total in announcing if total.is_behind] or announcing[-1:]
    if not behind:
        return
    total = behind[-1]
    if total.count != len(run.numbers):
        message = f"写明 {total.count} 项，其后只列 {len(run.numbers)} 条。"
        if total.count < len(run.numbers):
            message = f"写明 {total.count} 项，其后列了 {len(run.numbers)} 条。"
        source = document.paragraphs[run.announced_by]
        yield Finding(Code.COUNT_LISTED, message, None, Field.NARRATIVE, (total.quote,), source)
    expected = tuple(range(1, len(run.numbers) + 1))
    if run.numbers != expected:
        printed = "、".join(map(str, run.numbers))
        yield Finding(
            Code.NUMBERING, f"正文列举的序号为 {printed}。", None, Field.NARRATIVE, (printed,), printed
        )


def _check_lagging_items(document: CheckedDocument, run: NumberedRun) -> Iterator[Finding]:
    """The items a run lists as lagging are those of the lagging table."""
    announced = get_body_paragraphs(document.paragraphs)[run.announced_by] if run.announced_by >= 0 else ""
    keys = tuple(item for item in document.items if item.kind is TaskKind.KEY)
    if not read_mentioned_state(announced) or not any(item.is_behind for item in keys):
        return
    listed: list[CheckedItem] = []
    for paragraph in document.paragraphs[run.first : run.first + len(run.numbers)]:
        item = find_paragraph_item(paragraph, keys)
        if item is None or not item.is_behind:
            where = f"附件中为“{item.outcome.label}”" if item and item.outcome else "附件中没有这一事项"
            message = f"正文列为滞后，{where}。"
            yield Finding(Code.LISTED_ELSEWHERE, message, item, Field.NARRATIVE, (paragraph[:40],), paragraph)
        listed += [item] if item else []
    for item in keys:
        if item.is_behind and item not in listed:
            yield Finding(Code.NOT_LISTED, "研判为滞后，正文所列滞后事项中没有。", item, Field.JUDGEMENT)
