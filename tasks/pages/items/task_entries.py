"""事项: the entries that the page of an item shows."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q

from tasks.enums import AT_THE_OFFICE
from tasks.filing.coordination import REPLIES
from tasks.models import Edition, ProgressEntry, Reading, Task, User
from tasks.queries import select_visible_entries


def list_task_entries(task: Task, user: User, editions: Iterable[Edition]) -> list[ProgressEntry]:
    """Returns the task's entries, the latest first, each with its edition out of ``editions``.

    What was filed before the item was stopped stays as its last word, though it counts no more.

    Args:
        task: one that the person may see.
    """
    by_key = {edition.pk: edition for edition in editions}
    counted = Q(pk__in=select_visible_entries(user).filter(task=task).order_by().values("pk"))
    entries = ProgressEntry.every.filter(counted | Q(state__in=AT_THE_OFFICE), task=task).order_by("-period__number")
    read = Prefetch("readings", Reading.objects.select_related("indicator"))
    whole = entries.select_related("period__plan", "judgement", "returned_revision", "submitted_by__unit")
    found = list(whole.prefetch_related(read, REPLIES))
    for entry in found:
        entry.edition, entry.task = by_key[entry.edition_id], task
    return found
