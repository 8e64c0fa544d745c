"""不再安排: the office decides that an unfinished item goes on in no later year, and takes that back."""

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.continuing.carry_overs import CONFIRMED, was_left_unfinished
from tasks.continuing.continuation_actions import OVERTAKEN
from tasks.enums import EventKind
from tasks.models import Task, TaskDiscontinuation, User
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal

#: of a reason, in characters
LONGEST_REASON = 500


@transaction.atomic
def discontinue_item(*, task: Task, reason: str, by: User) -> TaskDiscontinuation:
    """Drops an item that its year left unfinished.

    Raises:
        Refused: no reason is given, or too long a one, the item is not judged unfinished, it goes on in a later one or is
            dropped already, or the user lacks the permission.
    """
    _lock(task, by)
    reason = reason.strip()
    if not reason:
        raise Refused("请写明不再安排的理由。")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"理由有 {len(reason)} 字，不能超过 {LONGEST_REASON} 字。")
    if TaskDiscontinuation.objects.filter(task=task).exists() or CONFIRMED.filter(earlier=task).exists():
        raise Refused(OVERTAKEN)
    if not was_left_unfinished(task):
        raise Refused(f"{task.plan}{task}年终没有认定为未完成，不必结转。")
    row = TaskDiscontinuation.objects.create(task=task, reason=reason, decided_at=clock.now(), decided_by=by)
    record(EventKind.TASK_DISCONTINUED, task, by=by, government_id=task.plan.government_id, reason=reason)
    return row


@transaction.atomic
def take_back_discontinuation(*, task: Task, seen: str, by: User) -> None:
    """Takes back that an item is dropped; it is undecided again.

    Args:
        seen: the key of the row that the page showed.

    Raises:
        Refused: it is not dropped any more, or was dropped anew meanwhile, or the user lacks the permission.
    """
    _lock(task, by)
    row = TaskDiscontinuation.objects.filter(task=task).first()
    if row is None or str(row.pk) != seen:
        raise Refused(OVERTAKEN)
    before = {"理由": row.reason}
    row.delete()
    kind = EventKind.TASK_DISCONTINUATION_TAKEN_BACK
    record(kind, task, by=by, government_id=task.plan.government_id, before=before)


def _lock(task: Task, by: User) -> None:
    if not can(by, Permission.IMPORT_DOCUMENTS) or by.government_id != task.plan.government_id:
        raise Refused(describe_role_refusal(by))
    lock_government(by.home)
