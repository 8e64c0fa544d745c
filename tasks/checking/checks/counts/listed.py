"""Compares the numbered paragraphs of the narrative with the number announced before them and with the lagging table."""

from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.narrative import (
    StatedTotal,
    find_paragraph_item,
    get_body_paragraphs,
    list_numbered_runs,
    list_stated_totals,
    read_mentioned_state,
)
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.enums import TaskKind
from tasks.terms import terms


def check_listed_items(document: CheckedDocument) -> Iterator[Finding]:
    """Checks that as many items are listed as announced, and that the lagging ones are those of the table."""
    stated = list_stated_totals(document.paragraphs)
    for first, numbers in list_numbered_runs(document.paragraphs):
        announcing = [total for total in stated if total.paragraph == first - 1]
        yield from _check_length(document, numbers, announcing)
        yield from _check_lagging_items(document, first, len(numbers))


def _check_length(
    document: CheckedDocument, numbers: tuple[int, ...], announcing: list[StatedTotal]
) -> Iterator[Finding]:
    behind = [total for total in announcing if total.is_behind] or announcing[-1:]
    if not behind:
        return
    total = behind[-1]
    if total.count != len(numbers):
        listed = "列了" if total.count < len(numbers) else "只列"
        message = f"写明 {total.count} 项，其后{listed} {len(numbers)} 条。"
        source = document.paragraphs[total.paragraph]
        yield Finding(Code.COUNT_LISTED, message, None, Field.NARRATIVE, (total.quote,), source)
    if numbers != tuple(range(1, len(numbers) + 1)):
        printed = "、".join(map(str, numbers))
        yield Finding(Code.NUMBERING, f"正文列举的序号为 {printed}。", None, Field.NARRATIVE, (printed,), printed)


def _check_lagging_items(document: CheckedDocument, first: int, count: int) -> Iterator[Finding]:
    """Checks that numbered paragraphs announced as lagging list the items of the lagging table."""
    announced = get_body_paragraphs(document.paragraphs)[first - 1] if first else ""
    keys = tuple(item for item in document.items if item.kind is TaskKind.KEY)
    if not read_mentioned_state(announced) or not any(item.is_behind for item in keys):
        return
    listed: list[CheckedItem] = []
    for paragraph in document.paragraphs[first : first + count]:
        item = find_paragraph_item(paragraph, keys)
        if item is None or not item.is_behind:
            where = f"附件中为“{item.judged}”" if item and item.outcome else "附件中没有这一事项"
            message = f"正文列为滞后，{where}。"
            yield Finding(Code.LISTED_ELSEWHERE, message, item, Field.NARRATIVE, (paragraph[:40],), paragraph)
        listed += [item] if item else []
    for item in keys:
        if item.is_behind and item not in listed:
            yield Finding(Code.NOT_LISTED, f"{terms.judging}为滞后，正文所列滞后事项中没有。", item, Field.JUDGEMENT)
