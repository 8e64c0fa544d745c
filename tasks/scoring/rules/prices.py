"""Computes what one deduction costs a unit, so that every item can show what it cost."""

from dataclasses import dataclass
from decimal import Decimal

from tasks.enums import ResponsibilityRole
from tasks.scoring.rules.counts import ScoringCounts
from tasks.scoring.rules.marks import compute_weighted_sum, count_charged_lags, get_judged, get_times
from tasks.scoring.rules.settings import FULL, ScoringRules

ZERO = Decimal(0)
PriceByRole = dict[ResponsibilityRole, Decimal]


@dataclass(frozen=True, slots=True)
class Prices:
    """Points lost by one case each, before rounding; all cases together are what the mark lacks to 100.

    Attributes:
        behind: an item whose last judgement puts it behind, by the unit's role.
        lagged: an earlier judgement that put an item behind, by the unit's role.
        again: what is added if that judgement directly follows another, by the unit's role.
        late: a filing that was not in time.
        returned: a return beyond the free ones.
        hollow: a filing that is missing or copied.
        note: an ask for 配合进展 that was not answered in time.
    """

    behind: PriceByRole
    lagged: PriceByRole
    again: PriceByRole
    late: Decimal
    returned: Decimal
    hollow: Decimal
    note: Decimal


def compute_prices(counts: ScoringCounts, rules: ScoringRules) -> Prices:
    """Computes the prices for a unit with these counts; if a part exceeds its limit, each case costs less."""
    judged = compute_weighted_sum(counts, rules, get_judged)
    lags = compute_weighted_sum(counts, rules, lambda role: count_charged_lags(role, rules))
    times = compute_weighted_sum(counts, rules, get_times)
    filing = counts.filing
    # without filings the earned points are scaled to 100
    earned = rules.completion if filing.due else FULL
    lagged = _build_role_prices(rules, _compute_price(lags, times, rules.lagging))
    charged = Decimal(filing.count_charged_returns(int(rules.free_returns)))
    return Prices(
        behind=_build_role_prices(rules, earned / judged if judged else ZERO),
        lagged=lagged,
        again={role: price * rules.again for role, price in lagged.items()},
        late=rules.on_time / filing.due if filing.due else ZERO,
        returned=_compute_price(charged, Decimal(filing.due), rules.returned),
        hollow=_compute_price(Decimal(filing.empty + filing.copied), Decimal(filing.due), rules.hollow),
        note=_compute_price(Decimal(counts.notes.late), Decimal(counts.notes.asked), rules.notes),
    )


def _build_role_prices(rules: ScoringRules, price: Decimal) -> PriceByRole:
    return {
        ResponsibilityRole.LEAD: price * rules.lead,
        ResponsibilityRole.COOPERATE: price * rules.cooperate,
    }


def _compute_price(number: Decimal, of: Decimal, limit: Decimal) -> Decimal:
    """Divides the limit by ``of``, or by ``number`` if the cases would exceed the limit."""
    return limit / max(number, of) if of else ZERO
