"""What one thing costs a unit: its mark taken apart, so that every item can say what it has cost."""

from dataclasses import dataclass
from decimal import Decimal

from tasks.enums import ResponsibilityRole
from tasks.scoring.rules.counts import Counts
from tasks.scoring.rules.marks import lags, weighed
from tasks.scoring.rules.settings import FULL, ScoringRules

ZERO = Decimal(0)
Sides = dict[ResponsibilityRole, Decimal]


@dataclass(frozen=True, slots=True)
class Prices:
    """Points lost by one thing each, before rounding; together they are what a mark lacks to 100.

    Attributes:
        behind: an item whose last judgement puts it behind, by the unit's role in it.
        lagged: an earlier judgement that did.
        again: what is added where it followed upon another.
        late: a filing that was not in time.
        returned: a return beyond the free ones.
        hollow: a filing that is missing or copied.
    """

    behind: Sides
    lagged: Sides
    again: Sides
    late: Decimal
    returned: Decimal
    hollow: Decimal


def prices(counts: Counts, rules: ScoringRules) -> Prices:
    """The prices for a unit with these counts; where most is lost already, one more costs less."""
    judged = weighed(counts, rules, lambda side: ZERO, lambda side: side.judged).bottom
    lagging = weighed(counts, rules, lambda side: lags(side, rules), lambda side: side.times)
    filing = counts.filing
    # without anything to file, what was earned is reckoned up to 100
    earned = rules.completion if filing.due else FULL
    lagged = _sides(rules, _each(lagging.top, lagging.bottom, rules.lagging))
    charged = Decimal(filing.charged(int(rules.free_returns)))
    return Prices(
        behind=_sides(rules, earned / judged if judged else ZERO),
        lagged=lagged,
        again={role: price * rules.again for role, price in lagged.items()},
        late=rules.on_time / filing.due if filing.due else ZERO,
        returned=_each(charged, Decimal(filing.due), rules.returned),
        hollow=_each(Decimal(filing.empty + filing.copied), Decimal(filing.due), rules.hollow),
    )


def _sides(rules: ScoringRules, price: Decimal) -> Sides:
    return {
        ResponsibilityRole.LEAD: price * rules.lead,
        ResponsibilityRole.COOPERATE: price * rules.cooperate,
    }


def _each(number: Decimal, of: Decimal, limit: Decimal) -> Decimal:
    """One out of ``of``, or out of ``number`` where together they would lose more than can be lost."""
    return limit / max(number, of) if of else ZERO
