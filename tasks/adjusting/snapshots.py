"""方案调整: what an item said in every period before and after a change, so that the change can be undone exactly."""

from collections.abc import Collection
from typing import Any

from tasks.models import Task
from tasks.periods import MOST_PERIODS
from tasks.plans.edition_content import PARTS, EditionContent, pack_content, read_content, unpack_content

#: number of a period, 0 for the plan → what the item says in it
Contents = dict[int, EditionContent]


def read_contents(task: Task) -> Contents:
    """Reads what an item says in the plan and in every period; an item that came later has no earlier ones."""
    editions = {edition.since: edition for edition in task.editions.order_by("since").prefetch_related(*PARTS)}
    held: Contents = {}
    content = None
    for number in range(MOST_PERIODS + 1):
        content = read_content(editions[number]) if number in editions else content
        if content is not None:
            held[number] = content
    return held


def pack_contents(contents: Contents) -> list[list[Any]]:
    """Returns the contents as JSON can hold them: the number from which each holds, and the content."""
    packed: list[list[Any]] = []
    last = None
    for number, content in contents.items():
        if content != last:
            packed.append([number, pack_content(content)])
        last = content
    return packed


def unpack_contents(packed: list[list[Any]]) -> Contents:
    """Returns the contents that ``pack_contents`` packed."""
    starts = {number: unpack_content(content) for number, content in packed}
    held: Contents = {}
    for number in range(min(starts), MOST_PERIODS + 1):
        held[number] = starts.get(number) or held[number - 1]
    return held


def pack_indicators(task: Task) -> dict[str, list[Any]]:
    """Returns key of each of the task's indicators → its place in the text and its state."""
    rows = task.indicators.values_list("pk", "start", "end", "state")
    return {str(pk): [start, end, str(state)] for pk, start, end, state in rows}


def build_kept(before: Contents, after: Contents, *, issued: Collection[int], **more: Any) -> dict[str, Any]:
    """Builds ``PlanChange.kept``.

    Args:
        issued: numbers of the periods that were issued when the change was made.
        more: ``numbers``: the 序号 before and after; ``indicators``: ``pack_indicators`` before.
    """
    return {"before": pack_contents(before), "after": pack_contents(after), "issued": sorted(issued), **more}
