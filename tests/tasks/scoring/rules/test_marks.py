"""The marks of a unit, with their whole arithmetic."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.scoring.rules import (
    EXAMPLE,
    FilingCounts,
    NoteCounts,
    RoleCounts,
    ScoringCounts,
    ScoringRules,
    compute_mark,
)

USUAL = ScoringRules()
ALL_WELL = ScoringCounts(lead=RoleCounts(items=10, good=10, times=10), filing=FilingCounts(due=10, on_time=10))


def lines(counts: ScoringCounts, rules: ScoringRules = USUAL) -> list[str]:
    """Every part and the total as the page prints them."""
    mark = compute_mark(counts, rules)
    return [f"{part.name} {part.arithmetic}" for part in mark.parts] + [mark.arithmetic]


def total(counts: ScoringCounts, rules: ScoringRules = USUAL) -> Decimal | None:
    return compute_mark(counts, rules).total


def test_a_unit_that_did_all_in_time_has_a_hundred():
    assert lines(ALL_WELL) == [
        "完成情况 牵头 10 ÷ 10 = 100 % × 70 分 = 70.0 分",
        "按时报送 10 ÷ 10 = 100 % × 30 分 = 30.0 分",
        "过程滞后 没有，不扣分",
        "退回 没有，不扣分",
        "未报、照抄 没有，不扣分",
        "获准的申请 没有",
        "70.0 ＋ 30.0 = 100.0 分",
    ]


def test_everything_that_can_happen_is_reckoned_in_one_line_each():
    assert lines(EXAMPLE) == [
        "完成情况 （牵头 9 × 1 ＋ 配合 4 × 0.3） ÷ （牵头 10 × 1 ＋ 配合 5 × 0.3） = 10.2 ÷ 11.5 ≈ 88.7 % × 70 分 = 62.1 分",
        "按时报送 18 ÷ 20 = 90 % × 30 分 = 27.0 分",
        "过程滞后 此前滞后 2 次，连续滞后 1 次（每次加计 1 次）："
        "（牵头 3 × 1 ＋ 配合 0 × 0.3） ÷ （牵头 20 × 1 ＋ 配合 10 × 0.3） = 3 ÷ 23 ≈ 13 % × 20 分 = 2.6 分",
        "退回 退回 3 次，每项每期前 1 次不扣，计 1 ÷ 20 = 5 % × 10 分 = 0.5 分",
        "未报、照抄 （未报 0 ＋ 照抄 1）÷ 20 = 5 % × 10 分 = 0.5 分",
        "获准的申请 1 件，不影响得分",
        "62.1 ＋ 27.0 − 2.6 − 0.5 − 0.5 = 85.5 分",
    ]


@pytest.mark.parametrize(
    "counts",
    [
        ScoringCounts(),
        ScoringCounts(lead=RoleCounts(items=3), filing=FilingCounts(due=3, on_time=3)),
        ScoringCounts(granted=2),
    ],
)
def test_without_a_judged_item_there_is_no_mark_neither_nought_nor_full(counts):
    mark = compute_mark(counts, USUAL)
    assert (mark.total, mark.parts, mark.arithmetic) == (None, (), "没有已研判的事项，不计分。")


def test_a_unit_that_only_cooperates_is_measured_by_what_became_of_the_items():
    assert lines(ScoringCounts(cooperate=RoleCounts(items=5, good=4, bad=1, times=5, behind=1))) == [
        "完成情况 配合 4 ÷ 5 = 80 % × 100 分 = 80.0 分",
        "按时报送 没有应由本单位报送的事项，不计",
        "过程滞后 没有，不扣分",
        "退回 没有，不扣分",
        "未报、照抄 没有，不扣分",
        "获准的申请 没有",
        "80.0 = 80.0 分",
    ]


def test_with_a_coefficient_of_nought_a_unit_that_only_cooperates_has_no_mark():
    mark = compute_mark(
        ScoringCounts(cooperate=RoleCounts(items=1, good=1, times=1)),
        ScoringRules.from_dict({"cooperate": 0}),
    )
    assert (mark.total, mark.arithmetic) == (None, "配合系数为 0，只有配合事项的单位不计分。")


def test_an_item_led_weighs_more_than_one_with_help():
    lead = ScoringCounts(lead=RoleCounts(10, good=9, bad=1, times=10), cooperate=RoleCounts(10, good=10, times=10))
    help_ = ScoringCounts(lead=RoleCounts(10, good=10, times=10), cooperate=RoleCounts(10, good=9, bad=1, times=10))
    assert (total(lead), total(help_)) == (Decimal("92.3"), Decimal("97.7"))


def test_size_does_not_matter_the_same_shares_give_the_same_mark():
    small = ScoringCounts(
        lead=RoleCounts(4, good=3, bad=1, times=8, behind=2, lagged=1),
        filing=FilingCounts(8, 6, returns=(2,), copied=1),
    )
    large = ScoringCounts(
        lead=RoleCounts(36, good=27, bad=9, times=72, behind=18, lagged=9),
        filing=FilingCounts(72, 54, returns=(2,) * 9, copied=9),
    )
    assert total(small) == total(large) == Decimal("69.9")


def test_an_item_that_caught_up_loses_little_one_that_is_late_at_the_end_much():
    caught_up = ScoringCounts(lead=RoleCounts(10, good=10, times=40, behind=1, lagged=1))
    late = ScoringCounts(lead=RoleCounts(10, good=9, bad=1, times=40, behind=1))
    assert (total(caught_up), total(late)) == (Decimal("99.5"), Decimal("90.0"))


def test_the_same_judgement_is_not_charged_twice():
    """One judgement that puts an item behind costs in 完成情况 alone."""
    once = ScoringCounts(lead=RoleCounts(10, good=9, bad=1, times=10, behind=1))
    assert lines(once)[2] == "过程滞后 没有，不扣分"


def test_lagging_again_is_charged_more_heavily_as_set():
    again = ScoringCounts(lead=RoleCounts(10, good=9, bad=1, times=10, behind=1, again=1))
    assert (total(again), total(again, ScoringRules.from_dict({"again": "2"}))) == (
        Decimal("88.0"),
        Decimal("86.0"),
    )


def test_never_more_is_lost_than_can_be_lost():
    worst = ScoringCounts(
        lead=RoleCounts(2, bad=2, times=8, behind=8, lagged=6, again=6),
        filing=FilingCounts(8, 0, (5, 5, 5), empty=5),
    )
    assert lines(worst)[2:5] == [
        "过程滞后 此前滞后 6 次，连续滞后 6 次（每次加计 1 次）：牵头 12 ÷ 8 = 150 %，最多扣 20.0 分",
        "退回 退回 15 次，每项每期前 1 次不扣，计 12 ÷ 8 = 150 %，最多扣 10.0 分",
        "未报、照抄 （未报 5 ＋ 照抄 0）÷ 8 = 62.5 % × 10 分 = 6.3 分",
    ]


def test_no_mark_falls_below_the_lowest_and_it_says_so():
    worst = ScoringCounts(lead=RoleCounts(2, bad=2, times=8, behind=8, lagged=6, again=6), filing=FilingCounts(8, 0))
    mark = compute_mark(worst, USUAL)
    assert (mark.total, mark.arithmetic) == (
        Decimal("0.0"),
        "0.0 ＋ 0.0 − 20.0 = −20.0 分，按最低分计 0.0 分",
    )
    assert total(worst, ScoringRules.from_dict({"floor": 40})) == 40


def test_no_mark_rises_above_the_highest():
    mark = compute_mark(ALL_WELL, ScoringRules.from_dict({"ceiling": 95}))
    assert mark.arithmetic == "70.0 ＋ 30.0 = 100.0 分，按最高分计 95.0 分"


@pytest.mark.parametrize(
    ("returns", "free", "said"),
    [
        ((1, 1, 1), 1, "退回 3 次，均在不扣分之内"),
        ((2, 1), 1, "退回 3 次，每项每期前 1 次不扣，计 1 ÷ 10 = 10 % × 10 分 = 1.0 分"),
        ((2, 1), 0, "计 3 ÷ 10 = 30 % × 10 分 = 3.0 分"),
        ((3,), 2, "退回 3 次，每项每期前 2 次不扣，计 1 ÷ 10 = 10 % × 10 分 = 1.0 分"),
    ],
)
def test_the_first_returns_of_a_filing_are_free_as_set(returns, free, said):
    counts = ScoringCounts(lead=RoleCounts(10, good=10, times=10), filing=FilingCounts(10, 10, returns))
    rules = ScoringRules.from_dict({"free_returns": free})
    assert compute_mark(counts, rules).parts[3].arithmetic == said


def test_granted_requests_cost_nothing():
    asked = replace(ALL_WELL, granted=7)
    assert (total(asked), compute_mark(asked, USUAL).parts[-1].arithmetic) == (100, "7 件，不影响得分")


def test_halves_are_rounded_up_as_on_paper():
    """7 ÷ 8 × 70 = 61.25."""
    counts = ScoringCounts(lead=RoleCounts(8, good=7, bad=1, times=8), filing=FilingCounts(due=8, on_time=8))
    assert compute_mark(counts, USUAL).parts[0].arithmetic == "牵头 7 ÷ 8 = 87.5 % × 70 分 = 61.3 分"


@pytest.mark.parametrize(
    ("notes", "weight", "points", "arithmetic", "total"),
    [
        (NoteCounts(4, 3), 0, None, "按时 3 ÷ 4，不影响得分", "100.0"),
        (NoteCounts(4, 3), 5, Decimal("-1.3"), "未按时 1 ÷ 4 = 25 % × 5 分 = 1.3 分", "98.7"),
        (NoteCounts(4, 4), 5, Decimal("0.0"), "按时 4 ÷ 4，不扣分", "100.0"),
    ],
)
def test_asked_for_notes_are_shown_and_cost_only_what_the_office_says(notes, weight, points, arithmetic, total):
    mark = compute_mark(replace(ALL_WELL, notes=notes), ScoringRules.from_dict({"notes": weight}))
    part = next(part for part in mark.parts if part.name == "配合填报")
    assert (part.points, part.arithmetic, str(mark.total)) == (points, arithmetic, total)


def test_a_unit_that_nobody_asked_has_no_such_part():
    assert [part.name for part in compute_mark(ALL_WELL, ScoringRules()).parts] == [
        "完成情况",
        "按时报送",
        "过程滞后",
        "退回",
        "未报、照抄",
        "获准的申请",
    ]


def test_where_nothing_is_to_be_filed_the_mark_is_the_share_and_not_a_rounded_part_of_it_scaled():
    mark = compute_mark(ScoringCounts(cooperate=RoleCounts(items=9, good=7, bad=2, times=9)), USUAL)
    assert (mark.parts[0].arithmetic, mark.total) == ("配合 7 ÷ 9 ≈ 77.8 % × 100 分 = 77.8 分", Decimal("77.8"))
