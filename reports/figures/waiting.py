"""Counts what the office has to deal with now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.figures.quarter import QuarterWork, sort_out_work
from tasks import clock
from tasks.assessing.earlier import EarlierEntries
from tasks.assessing.lagging import SignalCode
from tasks.assessing.streaks import AGAIN
from tasks.checking import checks
from tasks.checking.checks import Finding, FindingSeverity
from tasks.checking.gather import build_checked_document
from tasks.enums import CoordinationState, ObjectionState, PeriodState, RequestState
from tasks.filing.coordination import compute_coordination_state
from tasks.judging.queue import QueueItem
from tasks.models import ChangeRequest, FindingDecision, Government, Objection, Period, ProgressEntry
from tasks.receiving.receipts import list_returned_receipts


@dataclass(frozen=True)
class PendingWork:
    """What the office has to deal with now.

    Attributes:
        work: the entries on which somebody can still act.
        unfinished: entries of items whose 完成时限 has passed without a report of their completion, as 预警 suggests.
        again: items behind in two or more periods running, as judged, else as suggested; the longest streak
            first.
        findings: of 校核, without those set aside; none of an issued period.
        requests, objections: open ones of the government, in any period.
        receipts: items of the plan that a unit returned when it was to sign, and that wait for the office.
        coordination: units' requests to leaders that are not answered.
        new: entries that reached the office on ``since`` or later, the newest first.
    """

    work: QuarterWork
    unfinished: int
    again: list[QueueItem]
    findings: list[Finding]
    requests: int
    objections: int
    receipts: int
    coordination: int
    new: list[ProgressEntry]
    since: date

    @property
    def must(self) -> list[Finding]:
        """The findings that must be corrected before the issue."""
        return [finding for finding in self.findings if finding.severity == FindingSeverity.MUST]


def compute_pending_work(
    period: Period,
    entries: Sequence[ProgressEntry],
    queue: Sequence[QueueItem],
    earlier: "EarlierEntries | None" = None,
) -> PendingWork:
    """Counts the pending work of a period.

    Args:
        entries: all of the period in printed order, with the printed parts and the coordination replies
            loaded.
        queue: the same entries as the queue of 研判.
        earlier: ``list_earlier_entries(period)``, if they are loaded already.
    """
    today, government = clock.today(), period.plan.government
    since = government.workdays.before(today, 1)
    return PendingWork(
        work=sort_out_work(period, entries, today),
        unfinished=sum(entry.has_signal(SignalCode.OVERDUE) for entry in entries),
        again=sorted((item for item in queue if item.streak >= AGAIN), key=lambda item: -item.streak),
        findings=list_period_findings(period, entries, earlier),
        requests=count_open_requests(government),
        objections=count_open_objections(government),
        receipts=len(list_returned_receipts(period.plan)),
        coordination=sum(compute_coordination_state(entry) == CoordinationState.WAITING for entry in entries),
        new=list_arrived_since(entries, since),
        since=since,
    )


def count_open_requests(government: Government) -> int:
    """Counts the units' requests that wait for a decision, in any period."""
    return ChangeRequest.objects.filter(task__plan__government=government, state=RequestState.OPEN).count()


def count_open_objections(government: Government) -> int:
    """Counts the objections that wait for a decision, in any period."""
    of_government = Objection.objects.filter(entry__period__plan__government=government)
    return of_government.filter(state=ObjectionState.OPEN).count()


def list_arrived_since(entries: Sequence[ProgressEntry], since: date) -> list[ProgressEntry]:
    """Lists the entries that reached the office on ``since`` or later, the newest first."""
    arrived = [
        (entry.submitted_at, entry)
        for entry in entries
        if entry.is_handed_over and entry.submitted_at and clock.convert_to_local(entry.submitted_at).date() >= since
    ]
    return [entry for _, entry in sorted(arrived, key=lambda pair: pair[0], reverse=True)]


def list_period_findings(
    period: Period,
    entries: Sequence[ProgressEntry],
    earlier: "EarlierEntries | None" = None,
) -> list[Finding]:
    """Lists the findings of 校核, without those set aside; none of an issued period."""
    if period.state == PeriodState.ISSUED:
        return []
    aside = set(FindingDecision.objects.filter(period=period).values_list("key", flat=True))
    found = checks.check_document(build_checked_document(period, entries=entries, earlier=earlier))
    return [one for one in found if one.key not in aside]
