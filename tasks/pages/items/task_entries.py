"""事项: the entries that the page of an item shows."""

from collections.abc import Iterable

from django.db.models import Prefetch

from tasks.filing.coordination import REPLIES
from tasks.models import Edition, ProgressEntry, Reading, Task, User
from tasks.queries import select_task_entries


def list_task_entries(task: Task, user: User, editions: Iterable[Edition]) -> list[ProgressEntry]:
    """Returns the task's entries, the latest first, each with its edition out of ``editions``.

    Args:
        task: one that the person may see.
    """
    by_key = {edition.pk: edition for edition in editions}
    read = Prefetch("readings", Reading.objects.select_related("indicator"))
    whole = select_task_entries(task, user).select_related(
        "period__plan", "judgement", "returned_revision", "submitted_by__unit"
    )
    found = list(whole.prefetch_related(read, REPLIES))
    for entry in found:
        entry.edition, entry.task = by_key[entry.edition_id], task
    return found
