"""How items were judged, and how a unit's items were judged the time before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.assessing.streaks import outcome_of
from tasks.models import Period, ProgressEntry, User
from tasks.queries import entries_visible_to, in_printed_order, led_by

Outcomes = Counter


def outcomes_in(entries: Iterable[ProgressEntry]) -> Outcomes:
    """How many of each ``Outcome``, and under None how many nobody judged."""
    return Counter(map(outcome_of, entries))


@dataclass(frozen=True)
class Record:
    """How the items that a unit leads were judged in a period."""

    period: Period
    outcomes: Outcomes
    behind: list[ProgressEntry]


def record_of(user: User, period: Period) -> Record:
    """In one query."""
    entries = led_by(user, entries_visible_to(user).filter(period=period))
    led = list(in_printed_order(entries.select_related("judgement", "task", "edition")))
    return Record(period, outcomes_in(led), [entry for entry in led if entry.is_behind])
