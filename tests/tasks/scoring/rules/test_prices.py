"""What one thing costs: all of them together are what the mark lacks."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.enums import ResponsibilityRole
from tasks.scoring.rules import (
    EXAMPLE,
    FilingCounts,
    NoteCounts,
    RoleCounts,
    ScoringCounts,
    ScoringRules,
    compute_mark,
    compute_prices,
)

LEAD, COOPERATE = ResponsibilityRole.LEAD, ResponsibilityRole.COOPERATE
USUAL = ScoringRules()
CASES = {
    "everything": EXAMPLE,
    "cooperating alone": ScoringCounts(
        cooperate=RoleCounts(items=5, good=3, bad=2, times=9, behind=3, lagged=1, again=1)
    ),
    "asked for notes": replace(EXAMPLE, notes=NoteCounts(4, 1)),
    "more than can be lost": ScoringCounts(
        lead=RoleCounts(4, good=3, bad=1, times=8, behind=7, lagged=6, again=5),
        filing=FilingCounts(8, 7, (5, 5, 5), 1, 8),
    ),
}


def charged(counts: ScoringCounts, rules: ScoringRules) -> Decimal:
    """Every thing that counted, at its price."""
    each, filing = compute_prices(counts, rules), counts.filing
    sides = ((LEAD, counts.lead), (COOPERATE, counts.cooperate))
    items = sum(
        side.bad * each.behind[role] + side.lagged * each.lagged[role] + side.again * each.again[role]
        for role, side in sides
    )
    late, returned = filing.due - filing.on_time, filing.count_charged_returns(int(rules.free_returns))
    hollow = (filing.empty + filing.copied) * each.hollow
    return items + late * each.late + returned * each.returned + hollow + counts.notes.late * each.note


@pytest.mark.parametrize("rules", [USUAL, ScoringRules.from_dict({"notes": 10})], ids=["usual", "notes weigh"])
@pytest.mark.parametrize("counts", CASES.values(), ids=CASES.keys())
def test_the_prices_add_up_to_what_the_mark_lacks_of_a_hundred(counts, rules):
    assert abs(compute_mark(counts, rules).total - (100 - charged(counts, rules))) <= Decimal("0.3")


def test_the_prices_of_the_example():
    each = compute_prices(EXAMPLE, USUAL)
    assert [round(price, 2) for price in (each.behind[LEAD], each.behind[COOPERATE], each.late)] == [
        Decimal("6.09"),
        Decimal("1.83"),
        Decimal("1.50"),
    ]
    assert [round(price, 2) for price in (each.lagged[LEAD], each.again[LEAD], each.returned)] == [
        Decimal("0.87"),
        Decimal("0.87"),
        Decimal("0.50"),
    ]


def test_with_nothing_counted_nothing_costs_anything():
    each = compute_prices(ScoringCounts(), USUAL)
    assert {each.behind[LEAD], each.lagged[COOPERATE], each.late, each.returned, each.hollow} == {0}
