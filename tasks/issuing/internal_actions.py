"""内部事项: marks the items that public versions of the report leave out."""

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import InternalItem, Task, User
from tasks.permissions import Permission, Refused, can, describe_role_refusal


@transaction.atomic
def mark_internal(*, task: Task, reason: str, by: User) -> InternalItem:
    """Leaves the item out of every public version from now on; earlier issues stay as they are.

    Raises:
        Refused: no reason is given, the item is marked already, or the person may not.
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
    """Includes the item in public versions again.

    Raises:
        Refused: the item is not marked, or the person may not.
    """
    task = _lock_task(task, by)
    mark = InternalItem.objects.filter(task=task).first()
    if mark is None:
        raise Refused("该事项没有标为内部事项，可能刚刚已被取消。")
    mark.delete()
    _record(EventKind.ITEM_UNMARKED_INTERNAL, task, by, mark.reason)


def _lock_task(task: Task, by: User) -> Task:
    Task.objects.select_for_update().only("pk").get(pk=task.pk)
    task = Task.objects.select_related("plan", "item_kind", "current").get(pk=task.pk)
    if not can(by, Permission.ISSUE_REPORT) or by.government_id != task.plan.government_id:
        raise Refused(describe_role_refusal(by))
    return task


def _record(kind: EventKind, task: Task, by: User, reason: str) -> None:
    title = f"{task} {task.current.text if task.current else ''}"
    record(kind, task, by=by, government_id=task.plan.government_id, title=title, reason=reason)
