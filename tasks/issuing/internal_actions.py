"""内部事项: which items a public version of the report leaves out."""

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import InternalItem, Task, User
from tasks.permissions import Permission, Refused, can, describe_role_refusal


@transaction.atomic
def mark_internal(*, task: Task, reason: str, by: User) -> InternalItem:
    """Leaves the item out of every public version from now on; what was issued stays as it is.

    Raises:
        Refused: no reason, marked already, or the person may not.
    """
    task = _lock_task(task, by)
    if not reason.strip():
        raise Refused("请写明标为内部事项的理由。")
    if InternalItem.objects.filter(task=task).exists():
        raise Refused("该事项已标为内部事项。")
    mark = InternalItem.objects.create(task=task, reason=reason.strip(), marked_at=clock.now(), marked_by=by)
    _record(EventKind.ITEM_MARKED_INTERNAL, task, by, mark.reason)
    return mark


@transaction.atomic
def unmark_internal(*, task: Task, by: User) -> None:
    """The item stands in public versions again.

    Raises:
        Refused: it is not marked, or the person may not.
    """
    task = _lock_task(task, by)
    mark = InternalItem.objects.filter(task=task).first()
    if mark is None:
        raise Refused("该事项没有标为内部事项，可能刚刚已被取消。")
    mark.delete()
    _record(EventKind.ITEM_UNMARKED_INTERNAL, task, by, mark.reason)


def _lock_task(task: Task, by: User) -> Task:
    Task.objects.select_for_update().only("pk").get(pk=task.pk)
    task = Task.objects.select_related("plan", "current").get(pk=task.pk)
    if not can(by, Permission.ISSUE_REPORT) or by.government_id != task.plan.government_id:
        raise Refused(describe_role_refusal(by))
    return task


def _record(kind: EventKind, task: Task, by: User, reason: str) -> None:
    title = f"{task} {task.current.text if task.current else ''}"
    record(kind, task, by=by, government_id=task.plan.government_id, title=title, reason=reason)
