"""接续: a person decides whether an item goes on with one of an earlier year. Nothing of the earlier year is changed."""

from collections.abc import Collection

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import ContinuationKind, ContinuationState, EventKind
from tasks.models import Event, Plan, Task, TaskContinuation, TaskDiscontinuation, User
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, describe_role_refusal

OVERTAKEN = "这两个事项的接续刚刚有同事办理过，请看现在的情况再办理；没有再办理。"
UNFIT = "只能与本级政府以前年度的事项接续。"


@transaction.atomic
def confirm_continuation(
    *, earlier: Task, later: Task, kind: ContinuationKind, seen: str, by: User
) -> TaskContinuation:
    """Confirms that an item goes on with one of an earlier year; also a pair that was rejected before.

    Args:
        seen: the state of the pair when the user opened the page, "" where nobody had decided.

    Raises:
        Refused: somebody else has decided since, it is confirmed already, the earlier item was dropped, the items are of
            one year or of two governments, or the user lacks the permission.
    """
    found = _lock_pair(earlier, later, by, seen)
    if found and found.state == ContinuationState.CONFIRMED:
        raise Refused(OVERTAKEN)
    if TaskDiscontinuation.objects.filter(task=earlier).exists():
        raise Refused(f"{describe_earlier(earlier)}已定为不再安排；要接续的，请先在“结转”中撤回。")
    row = found or TaskContinuation(
        earlier=earlier, later=later, earlier_year=earlier.plan.year, later_year=later.plan.year
    )
    row.state, row.kind, row.decided_at, row.decided_by = ContinuationState.CONFIRMED, kind, clock.now(), by
    row.save()
    after = {"上年事项": describe_earlier(earlier), "接续方式": kind.label}
    record(EventKind.TASK_CONTINUED, later, by=by, government_id=later.plan.government_id, after=after)
    return row


@transaction.atomic
def drop_continuation(*, earlier: Task, later: Task, seen: str, by: User) -> None:
    """Takes a confirmed continuation back; the pair counts as rejected from then on.

    Raises:
        Refused: it is not confirmed (any more), or the user lacks the permission.
    """
    row = _lock_pair(earlier, later, by, seen)
    if row is None or row.state != ContinuationState.CONFIRMED:
        raise Refused(OVERTAKEN)
    before = {"上年事项": describe_earlier(earlier), "接续方式": ContinuationKind(row.kind).label}
    row.state, row.kind, row.decided_at, row.decided_by = ContinuationState.REJECTED, "", clock.now(), by
    row.save()
    record(EventKind.TASK_CONTINUATION_DROPPED, later, by=by, government_id=later.plan.government_id, before=before)


@transaction.atomic
def reject_continuations(*, earlier: Collection[Task], later: Task, by: User) -> int:
    """Rejects that an item goes on with some of an earlier year; they are not suggested again.

    Returns:
        The number of pairs that nobody had decided before.

    Raises:
        Refused: one of them was confirmed meanwhile, none is named, one is not of an earlier year, or the user lacks the
            permission.
    """
    new = [one for one in earlier if _lock_pair(one, later, by) is None]
    confirmed = TaskContinuation.objects.filter(earlier__in=earlier, later=later, state=ContinuationState.CONFIRMED)
    if not earlier or confirmed.exists():
        raise Refused(OVERTAKEN)
    years = {"later_year": later.plan.year, "decided_at": clock.now(), "decided_by": by}
    TaskContinuation.objects.bulk_create(
        TaskContinuation(
            earlier=one, later=later, earlier_year=one.plan.year, state=ContinuationState.REJECTED, **years
        )
        for one in new
    )
    if new:
        after = {"不接续": [describe_earlier(one) for one in new]}
        record(EventKind.CONTINUATIONS_REJECTED, later, by=by, government_id=later.plan.government_id, after=after)
    return len(new)


def record_continuation_export(*, plan: Plan, file: str, rows: int, by: User) -> Event:
    """Records that somebody took out the table of a plan's continuations."""
    after = {"文件": [file], "行数": rows}
    return record(EventKind.EXPORTED, plan, by=by, government_id=plan.government_id, after=after)


def describe_earlier(task: Task) -> str:
    """Names an item with its year, as the audit log keeps it."""
    return f"{task.plan.year}年{task}"


def _lock_pair(earlier: Task, later: Task, by: User, seen: str | None = None) -> TaskContinuation | None:
    """Locks the government and returns what is decided of the pair.

    Args:
        seen: refuses where the state is another one now; None asks nothing.
    """
    if not can(by, Permission.IMPORT_DOCUMENTS) or by.government_id != later.plan.government_id:
        raise Refused(describe_role_refusal(by))
    if earlier.plan.government_id != later.plan.government_id or earlier.plan.year >= later.plan.year:
        raise Refused(UNFIT)
    lock_government(by.home)
    found = TaskContinuation.objects.filter(earlier=earlier, later=later).first()
    if seen is not None and seen != (found.state.value if found else ""):
        raise Refused(OVERTAKEN)
    return found
