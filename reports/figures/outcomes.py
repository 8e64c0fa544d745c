"""How items were judged, and how a unit's items were judged the time before."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.assessing.streaks import find_judged_outcome
from tasks.models import Period, ProgressEntry, User
from tasks.queries import filter_led_by, order_as_printed, select_visible_entries

Outcomes = Counter


def count_outcomes(entries: Iterable[ProgressEntry]) -> Outcomes:
    """How many of each ``Outcome``, and under None how many nobody judged."""
    return Counter(map(find_judged_outcome, entries))


@dataclass(frozen=True)
class UnitOutcomes:
    """How the items that a unit leads were judged in a period."""

    period: Period
    outcomes: Outcomes
    behind: list[ProgressEntry]


def compute_unit_outcomes(user: User, period: Period) -> UnitOutcomes:
    """In one query."""
    entries = filter_led_by(user, select_visible_entries(user).filter(period=period))
    led = list(order_as_printed(entries.select_related("judgement", "task", "edition")))
    return UnitOutcomes(period, count_outcomes(led), [entry for entry in led if entry.is_behind])
