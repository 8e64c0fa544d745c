"""Builds the template values of the items that were stopped with the period."""

from collections.abc import Sequence

from reports.reporting.narrative.items import join_lines
from tasks.models import Task


def build_stopped_values(tasks: Sequence[Task]) -> dict:
    """Builds 停办 and 停办数.

    Args:
        tasks: each with its ending, the item that it was merged into, and its present wording.
    """
    return {"停办": [_build_item(task) for task in tasks], "停办数": len(tasks)}


def _build_item(task: Task) -> dict:
    end, edition = task.ending, task.edition
    into = str(end.merged_into or "")
    return {
        "标识": task.pk,
        "名称": join_lines(edition.title),
        "种类": f"{end.kind.label}{into}",
        "依据": end.basis,
        "原因": join_lines(end.reason),
    }
