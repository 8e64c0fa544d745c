"""Sorts the entries of a period by the work that is left on them, in the order of the quarter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from tasks.enums import WARNED, EntryState, PeriodState
from tasks.models import Period, ProgressEntry, User
from tasks.queries import select_user_units, select_visible_entries
from tasks.terms import terms


@dataclass(frozen=True)
class QuarterWork:
    """The entries on which somebody can still act; none of an issued period.

    Attributes:
        owed: with their units, which can still file them.
        overdue: 逾期未报, of ``owed``.
        to_review: 待审核.
        unjudged: without a judgement.
        warned: of ``unjudged``, those with a warning.
    """

    owed: list[ProgressEntry]
    overdue: list[ProgressEntry]
    to_review: list[ProgressEntry]
    unjudged: list[ProgressEntry]
    warned: list[ProgressEntry]

    @property
    def to_judge(self) -> list[ProgressEntry]:
        """What of ``unjudged`` can be judged today: it is accepted, or nobody files it any more."""
        return [one for one in self.unjudged if one.state == EntryState.ACCEPTED or not one.takes_filings]


def sort_out_work(period: Period, entries: Iterable[ProgressEntry], on: date) -> QuarterWork:
    """Sorts out what is left to do.

    Args:
        entries: of the period.
        on: the business date.
    """
    live = [] if period.state == PeriodState.ISSUED else list(entries)
    unjudged = [entry for entry in live if entry.judgement_id is None]
    return QuarterWork(
        owed=[entry for entry in live if entry.is_owed],
        overdue=[entry for entry in live if entry.is_overdue(on)],
        to_review=[entry for entry in live if entry.state == EntryState.SUBMITTED],
        unjudged=unjudged,
        warned=[entry for entry in unjudged if entry.standing in WARNED],
    )


def list_work_left(user: User, period: Period) -> list[str]:
    """Lists in words what is left to do in a period that a newer one has followed; in one query. Nothing is left of an
    issued one; a unit reads of its own entries alone."""
    if period.state == PeriodState.ISSUED:
        return []
    entries = select_visible_entries(user).filter(period=period)
    if user.unit_id:
        owed = entries.owed().filed_by(select_user_units(user)).count()
        return [f"{owed} 项待报送"] if owed else []
    counts = entries.order_by().aggregate(
        waiting=Count("pk", filter=Q(state=EntryState.SUBMITTED)),
        returned=Count("pk", filter=Q(state=EntryState.RETURNED)),
        unjudged=Count("pk", filter=Q(judgement=None)),
    )
    said = {"waiting": "待审核", "returned": "退回未重报", "unjudged": f"未{terms.judging}"}
    return [*(f"{counts[name]} 项{words}" for name, words in said.items() if counts[name]), "报告尚未印发"]
