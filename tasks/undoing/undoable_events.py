"""撤销: which acts can be taken back, found in the audit log, and what was built on one since."""

from collections.abc import Iterable

from django.db.models import Exists, Max, OuterRef

from tasks import clock
from tasks.enums import EventKind, PeriodState
from tasks.models import Event, Judgement, Period, Plan, PlanReport, ProgressEntry, Task, User
from tasks.periods import format_month_day_time

#: the act → the kind of the audit row that its undoing leaves
UNDONE_BY = {
    EventKind.DOCUMENT_IMPORTED: EventKind.IMPORT_TAKEN_BACK,
    EventKind.PLAN_REPORT_IMPORTED: EventKind.PLAN_REPORT_TAKEN_BACK,
    EventKind.ENTRY_SUBMITTED: EventKind.FILING_TAKEN_BACK,
    EventKind.ENTRY_CONFIRMED: EventKind.CONFIRMATION_TAKEN_BACK,
    EventKind.ENTRY_ACCEPTED: EventKind.ENTRY_REOPENED,
    EventKind.ENTRY_RETURNED: EventKind.RETURN_TAKEN_BACK,
    EventKind.ENTRY_JUDGED: EventKind.JUDGEMENT_TAKEN_BACK,
    EventKind.PERIOD_CLOSED: EventKind.CLOSING_TAKEN_BACK,
    EventKind.PERIOD_OPENED: EventKind.OPENING_TAKEN_BACK,
    EventKind.TASK_ENDED: EventKind.TASK_RESUMED,
    EventKind.TASK_CORRECTED: EventKind.TASK_CHANGE_UNDONE,
    EventKind.TASK_ADDED: EventKind.TASK_CHANGE_UNDONE,
}


def list_undoable_events(
    user: User, subjects: Iterable[ProgressEntry | Task | Period | Plan | PlanReport]
) -> list[int]:
    """Lists the newest audit row of each subject, as far as it is an act of the user that can be undone.

    Args:
        subjects: all of one model, as an action left them.
    """
    subjects = list(subjects)
    if not subjects:
        return []
    rows = Event.objects.about(*subjects).order_by().values("subject_id").annotate(newest=Max("pk"))
    newest = Event.objects.filter(pk__in=[row["newest"] for row in rows], actor_id=user.pk, kind__in=UNDONE_BY)
    return [event.pk for event in newest.order_by("pk") if _is_undoable(event)]


def _is_undoable(event: Event) -> bool:
    """Returns whether the act left behind what its undoing needs: of openings only the first of a period does, and none
    that has judged done items, since a judgement is never deleted."""
    if event.kind == EventKind.DOCUMENT_IMPORTED:
        # a report tells its period, a correction what stood before; neither can be taken back
        return not event.period and not event.before
    if event.kind != EventKind.PERIOD_OPENED:
        return True
    is_first = event.before.get("状态") == PeriodState.PLANNED.label
    return is_first and not Judgement.objects.filter(entry__period=event.subject_id).exists()


def has_act_that_stands(events: Iterable[int]) -> bool:
    """Returns whether one of the acts is still the last one on its subject, so that undoing it makes sense."""
    later = Event.objects.filter(subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id"))
    return Event.objects.filter(~Exists(later.filter(pk__gt=OuterRef("pk"))), pk__in=list(events)).exists()


def describe_built_on(event: Event) -> str:
    """Describes what happened to the subject of an act after it, in one Chinese sentence; "" while it is the last one."""
    later = Event.objects.filter(subject_type=event.subject_type, subject_id=event.subject_id, pk__gt=event.pk)
    first = later.order_by("pk").first()
    if first is None:
        return ""
    when = clock.convert_to_local(first.at)
    said = f"{first.actor_place}{first.actor_name}已于{format_month_day_time(when)} "
    if first.kind == UNDONE_BY.get(event.kind):
        return f"{said}撤销或恢复，不必再撤销。"
    return f"{said}办理“{first.kind.label}”，在此之前的“{event.kind.label}”不能撤销；请按现在的情况办理。"
