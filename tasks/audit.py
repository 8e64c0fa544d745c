"""留痕: writes the audit log. No other module creates an ``Event``."""

from django.db import models

from tasks import clock
from tasks.enums import EntryState, EventKind
from tasks.models import Event, Period, ProgressEntry, User


def record(
    kind: EventKind,
    subject: models.Model,
    *,
    by: User | None,
    government_id: int | None,
    title: str = "",
    period: str = "",
    before: dict | None = None,
    after: dict | None = None,
    reason: str = "",
    succeeded: bool = True,
    address: str = "",
) -> Event:
    """Adds one audit row. The action calls it inside its own transaction.

    Args:
        subject: the object of the action; its type, id and title are kept as text.
        by: None for the system itself (a command, a nightly run).
        title: overrides ``str(subject)``.
        before, after: label → JSON value, only of what changed.
    """
    return Event.objects.create(
        at=clock.now(),
        kind=kind,
        government_id=government_id,
        actor_id=by.pk if by else None,
        actor_name=by.name if by else "系统",
        actor_place=by.place if by else "",
        subject_type=str(subject._meta.model_name),
        subject_id=subject.pk,
        subject=(title or str(subject))[:500],
        period=period,
        before=before or {},
        after=after or {},
        reason=reason,
        succeeded=succeeded,
        address=address,
    )


def record_on_period(
    kind: EventKind, period: Period, *, by: User | None, before: dict, after: dict, reason: str = ""
) -> Event:
    """Adds the audit row of an action on a period; arguments as in ``record``."""
    return record(
        kind,
        period,
        by=by,
        government_id=period.plan.government_id,
        period=str(period),
        before=before,
        after=after,
        reason=reason,
    )


def record_on_entry(kind: EventKind, entry: ProgressEntry, *, by: User, before=None, after=None, reason="") -> None:
    """Adds the audit row of an action on an entry; arguments as in ``record``."""
    record(
        kind,
        entry,
        by=by,
        government_id=entry.period.plan.government_id,
        title=f"{entry.task} {entry.edition.text}",
        period=str(entry.period),
        before=before,
        after=after,
        reason=reason,
    )


def build_audit_state(state: EntryState) -> dict[str, str]:
    """Returns an entry's state as the audit log keeps it: label → value."""
    return {"状态": state.label}
