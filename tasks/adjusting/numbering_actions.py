"""序号: moves items to another place in printed order; called by other actions, which hold the plan's periods.

The items between move up or down by one. Issued periods keep the order that they printed.
"""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import F, Model, QuerySet

from tasks.models import ProgressEntry, Task

Row = TypeVar("Row", bound=Model)


def move_item(task: Task, number: int, *, since: int, issued: Collection[int]) -> None:
    """Gives an item another number, in the plan and in the periods from ``since`` on that are not issued.

    Args:
        issued: numbers of the issued periods.
    """
    _move_between(_select_same_kind(task), task.number, number)
    for entry in _select_moved_entries(task, since, issued):
        _move_between(_select_beside(entry, task), entry.number, number)
    _select_moved_entries(task, since, issued).update(number=number)
    task.number = number
    task.save(update_fields=["number"])


def make_room(task: Task, *, since: int, issued: Collection[int]) -> None:
    """Moves the items from a new item's number on down by one; the item and its entries are not there yet."""
    behind = _select_same_kind(task).filter(number__gte=task.number)
    behind.update(number=F("number") + 1)
    _select_entries_of_kind(task, since, issued).filter(number__gte=task.number).update(number=F("number") + 1)


def close_gap(task: Task, *, since: int, issued: Collection[int]) -> None:
    """Moves the items behind a removed item up by one."""
    behind = _select_same_kind(task).filter(number__gt=task.number)
    behind.update(number=F("number") - 1)
    _select_entries_of_kind(task, since, issued).filter(number__gt=task.number).update(number=F("number") - 1)


def _move_between(others: QuerySet[Row], old: int, new: int) -> None:
    if new > old:
        others.filter(number__gt=old, number__lte=new).update(number=F("number") - 1)
    else:
        others.filter(number__gte=new, number__lt=old).update(number=F("number") + 1)


def _select_same_kind(task: Task) -> QuerySet[Task]:
    return Task.objects.filter(plan=task.plan_id, item_kind__code=task.item_kind_id).exclude(pk=task.pk)


def _select_entries_of_kind(task: Task, since: int, issued: Collection[int]) -> QuerySet[ProgressEntry]:
    of_kind = ProgressEntry.every.filter(
        task__plan=task.plan_id, task__item_kind__code=task.item_kind_id, period__number__gte=since
    )
    return of_kind.exclude(period__number__in=issued)


def _select_moved_entries(task: Task, since: int, issued: Collection[int]) -> QuerySet[ProgressEntry]:
    return _select_entries_of_kind(task, since, issued).filter(task=task)


def _select_beside(entry: ProgressEntry, task: Task) -> QuerySet[ProgressEntry]:
    return ProgressEntry.objects.filter(period=entry.period_id, task__item_kind__code=task.item_kind_id).exclude(
        pk=entry.pk
    )
