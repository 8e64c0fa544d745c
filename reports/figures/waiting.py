"""What waits for the office at this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks import clock
from tasks.assessing.streaks import AGAIN
from tasks.checking import checks
from tasks.checking.checks import FindingSeverity
from tasks.checking.gather import build_checked_document
from tasks.enums import CoordinationState, EntryState, ObjectionState, RequestState
from tasks.filing.coordination import compute_coordination_state
from tasks.judging.queue import QueueItem
from tasks.models import ChangeRequest, FindingDecision, Objection, Period, ProgressEntry


@dataclass(frozen=True)
class PendingWork:
    """How many of each.

    Attributes:
        to_review: filed, not reviewed yet.
        overdue: due, and still with the unit.
        warned: suggestions that nobody has judged.
        again: behind in two periods running or more, as judged, else as suggested.
        must: findings that must be mended before the issue.
        requests, objections: open ones of the government, of whatever period.
        coordination: what units ask of leaders, not answered yet.
        new: reached the office since ``since``.
    """

    to_review: int
    overdue: int
    warned: int
    again: list[QueueItem]
    must: int
    requests: int
    objections: int
    coordination: int
    new: list[ProgressEntry]
    since: date


def compute_pending_work(
    period: Period, entries: Sequence[ProgressEntry], queue: Sequence[QueueItem]
) -> PendingWork:
    """
    Args:
        entries: all of the period in printed order, with everything a row prints and their replies.
        queue: the same as the queue of 研判.
    """
    today, government = clock.today(), period.plan.government
    since = government.workdays.before(today, 1)
    return PendingWork(
        to_review=sum(entry.state == EntryState.SUBMITTED for entry in entries),
        overdue=sum(entry.is_overdue(today) for entry in entries),
        warned=sum(item.is_warned for item in queue),
        again=sorted((item for item in queue if item.streak >= AGAIN), key=lambda item: -item.streak),
        must=count_period_must_findings(period, entries),
        requests=ChangeRequest.objects.filter(
            task__plan__government=government, state=RequestState.OPEN
        ).count(),
        objections=Objection.objects.filter(
            entry__period__plan__government=government, state=ObjectionState.OPEN
        ).count(),
        coordination=sum(compute_coordination_state(entry) == CoordinationState.WAITING for entry in entries),
        new=list_arrived_since(entries, since),
        since=since,
    )


def list_arrived_since(entries: Sequence[ProgressEntry], since: date) -> list[ProgressEntry]:
    """What reached the office on that day or later, the newest first."""
    arrived = [
        (entry.submitted_at, entry)
        for entry in entries
        if entry.is_handed_over
        and entry.submitted_at
        and clock.convert_to_local(entry.submitted_at).date() >= since
    ]
    return [entry for _, entry in sorted(arrived, key=lambda pair: pair[0], reverse=True)]


def count_period_must_findings(period: Period, entries: Sequence[ProgressEntry]) -> int:
    """How many findings of the check must be mended, without what was set aside."""
    aside = set(FindingDecision.objects.filter(period=period).values_list("key", flat=True))
    found = checks.check_document(build_checked_document(period, entries=entries))
    return sum(one.severity == FindingSeverity.MUST and one.key not in aside for one in found)
