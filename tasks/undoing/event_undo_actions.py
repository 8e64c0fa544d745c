"""撤销: takes an act back that the audit log tells of, as long as nothing was built on it.

Each act locks what it is about before it asks what came later, so that of two people one is told.
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from tasks.adjusting.undo_actions import undo_change
from tasks.ending.ending_actions import lock_item, resume_item
from tasks.enums import EventKind
from tasks.filing.draft_actions import take_back_confirmation, take_back_filing
from tasks.filing.entry_guard import lock_entry
from tasks.filing.period_actions import lock_period, take_back_closing, take_back_opening
from tasks.importing.import_undo_actions import lock_imported_plan, take_back_import
from tasks.judging.batch_actions import BatchResult, apply_to_each
from tasks.judging.judgement_actions import has_ended_item, take_back_judgement
from tasks.judging.review_actions import reopen_entry, take_back_return
from tasks.models import Event, Period, PlanChange, ProgressEntry, Task, User
from tasks.outlooks.report_actions import lock_report, take_back_report
from tasks.permissions import Refused
from tasks.undoing.undoable_events import describe_built_on

NOT_HIS = "只能撤销本人刚才办理的事项；由他人办理的，请在该事项的页面上办理。"
GONE = "要撤销的事项已不在方案中。"


@transaction.atomic
def undo_event(*, event: Event, by: User) -> None:
    """Undoes one act: what stood before stands again.

    Args:
        event: the audit row that the act left.

    Raises:
        Refused: it is an act of somebody else, or of a kind that cannot be undone; something was built on it; or the user
            lacks the permission that the act needs.
    """
    if event.actor_id != by.pk:
        raise Refused(NOT_HIS)
    if event.kind not in UNDOINGS or event.subject_id is None:
        raise Refused(f"“{event.kind.label}”不能撤销。")
    UNDOINGS[event.kind](event, event.subject_id, by)


def undo_events(*, events: Iterable[Event], by: User) -> BatchResult[Event]:
    """Undoes the acts of a batch, each in a transaction of its own."""
    return apply_to_each(((event,) for event in events), lambda event: undo_event(event=event, by=by))


def _refuse_if_built_on(event: Event) -> None:
    if built := describe_built_on(event):
        raise Refused(built)


def _undo_filing(event: Event, subject: int, by: User) -> None:
    entry = lock_entry(subject)
    _refuse_if_built_on(event)
    take_back_filing(entry=entry, filed=event, by=by)


def _undo_confirmation(event: Event, subject: int, by: User) -> None:
    entry = lock_entry(subject)
    _refuse_if_built_on(event)
    take_back_confirmation(entry=entry, confirmed=event, by=by)


def _undo_acceptance(event: Event, subject: int, by: User) -> None:
    entry = lock_entry(subject)
    _refuse_if_built_on(event)
    reopen_entry(entry=entry, by=by)


def _undo_return(event: Event, subject: int, by: User) -> None:
    entry = lock_entry(subject)
    _refuse_if_built_on(event)
    take_back_return(entry=entry, returned=event, by=by)


def _undo_judgement(event: Event, subject: int, by: User) -> None:
    entry = ProgressEntry.every.select_related("task__item_kind").get(pk=subject)
    if has_ended_item(event):
        lock_item(entry.task, by)
    entry = lock_entry(entry.pk)
    _refuse_if_built_on(event)
    take_back_judgement(entry=entry, judged=event, by=by)


def _undo_closing(event: Event, subject: int, by: User) -> None:
    period = lock_period(Period.objects.get(pk=subject), by)
    _refuse_if_built_on(event)
    take_back_closing(period=period, by=by)


def _undo_opening(event: Event, subject: int, by: User) -> None:
    period = lock_period(Period.objects.get(pk=subject), by)
    _refuse_if_built_on(event)
    take_back_opening(period=period, opened=event, by=by)


def _undo_ending(event: Event, subject: int, by: User) -> None:
    task = _find_task(subject)
    lock_item(task, by)
    _refuse_if_built_on(event)
    resume_item(task=task, reason="撤销刚才的办理。", by=by)


def _undo_plan_change(event: Event, subject: int, by: User) -> None:
    """Undoes the change that the audit row tells of; ``undo_change`` itself asks what was built on it."""
    made = PlanChange.objects.filter(task=_find_task(subject), made_by=by, made_at__lte=event.at)
    change = made.order_by("-pk").first()
    if change is None:
        raise Refused(GONE)
    undo_change(change=change, by=by)


def _find_task(key: int) -> Task:
    task = Task.objects.select_related("plan", "item_kind").filter(pk=key).first()
    if task is None:
        raise Refused(GONE)
    return task


def _undo_import(event: Event, subject: int, by: User) -> None:
    plan = lock_imported_plan(subject, by)
    _refuse_if_built_on(event)
    take_back_import(plan=plan, imported=event, by=by)


def _undo_plan_report(event: Event, subject: int, by: User) -> None:
    lock_report(subject, by)
    _refuse_if_built_on(event)
    take_back_report(key=subject, by=by)


UNDOINGS: dict[EventKind, Callable[[Event, int, User], None]] = {
    EventKind.DOCUMENT_IMPORTED: _undo_import,
    EventKind.PLAN_REPORT_IMPORTED: _undo_plan_report,
    EventKind.ENTRY_SUBMITTED: _undo_filing,
    EventKind.ENTRY_CONFIRMED: _undo_confirmation,
    EventKind.ENTRY_ACCEPTED: _undo_acceptance,
    EventKind.ENTRY_RETURNED: _undo_return,
    EventKind.ENTRY_JUDGED: _undo_judgement,
    EventKind.PERIOD_CLOSED: _undo_closing,
    EventKind.PERIOD_OPENED: _undo_opening,
    EventKind.TASK_ENDED: _undo_ending,
    EventKind.TASK_CORRECTED: _undo_plan_change,
    EventKind.TASK_ADDED: _undo_plan_change,
}
