"""What one thing costs a unit: its mark taken apart, so that every item can say what it has cost."""

from dataclasses import dataclass
from decimal import Decimal

from tasks.enums import ResponsibilityRole
from tasks.scoring.rules.counts import ScoringCounts
from tasks.scoring.rules.marks import compute_weighted_ratio, count_charged_lags
from tasks.scoring.rules.settings import FULL, ScoringRules

ZERO = Decimal(0)
PriceByRole = dict[ResponsibilityRole, Decimal]


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

    behind: PriceByRole
    lagged: PriceByRole
    again: PriceByRole
    late: Decimal
    returned: Decimal
    hollow: Decimal


def compute_prices(counts: ScoringCounts, rules: ScoringRules) -> Prices:
    """The prices for a unit with these counts; where most is lost already, one more costs less."""
    judged = compute_weighted_ratio(counts, rules, lambda side: ZERO, lambda side: side.judged).bottom
    lagging = compute_weighted_ratio(
        counts, rules, lambda side: count_charged_lags(side, rules), lambda side: side.times
    )
    filing = counts.filing
    # without anything to file, what was earned is reckoned up to 100
    earned = rules.completion if filing.due else FULL
    lagged = _build_role_prices(rules, _compute_price(lagging.top, lagging.bottom, rules.lagging))
    charged = Decimal(filing.count_charged_returns(int(rules.free_returns)))
    return Prices(
        behind=_build_role_prices(rules, earned / judged if judged else ZERO),
        lagged=lagged,
        again={role: price * rules.again for role, price in lagged.items()},
        late=rules.on_time / filing.due if filing.due else ZERO,
        returned=_compute_price(charged, Decimal(filing.due), rules.returned),
        hollow=_compute_price(Decimal(filing.empty + filing.copied), Decimal(filing.due), rules.hollow),
    )


def _build_role_prices(rules: ScoringRules, price: Decimal) -> PriceByRole:
    return {
        ResponsibilityRole.LEAD: price * rules.lead,
        ResponsibilityRole.COOPERATE: price * rules.cooperate,
    }


def _compute_price(number: Decimal, of: Decimal, limit: Decimal) -> Decimal:
    """One out of ``of``, or out of ``number`` where together they would lose more than can be lost."""
    return limit / max(number, of) if of else ZERO
