"""接续: which items of the earlier year are suggested for an item."""

import pytest

from tasks.continuing.matching import KEPT, YearItem, rank_partners
from tests.measure.measure_continuations import YEARS, measure

PARK, ROAD, SCHOOL = 1, 2, 3
LAST_YEAR = (
    YearItem(PARK, "加快建设青木湖公园，新增绿地30万平方米", frozenset({7})),
    YearItem(ROAD, "加快推进东站连接道建设，完成投资2亿元", frozenset({8})),
    YearItem(SCHOOL, "加快建设东站片区学校，新增学位1200个", frozenset({9})),
)


def suggested(text: str, *units: int) -> list[int]:
    found = rank_partners(LAST_YEAR, (YearItem(50, text, frozenset(units)),)).get(50, ())
    return [partner.key for partner in found if partner.is_suggested]


def test_an_item_with_another_figure_goes_on_with_the_same_work():
    (best, *_) = rank_partners(LAST_YEAR, (YearItem(50, "青木湖公园新增绿地45万平方米", frozenset({7})),))[50]
    assert (best.key, best.words, best.shares_unit, best.shares_measure) == (
        PARK,
        ("青木湖公园", "万平方米", "新增绿地"),
        True,
        True,
    )
    assert best.is_suggested


def test_words_that_every_item_has_suggest_nothing():
    assert suggested("加快建设智慧停车平台", 7) == []


def test_an_item_that_shares_nothing_has_no_partner():
    assert rank_partners(LAST_YEAR, (YearItem(50, "举办龙舟赛"),)) == {}


def test_one_item_may_go_on_in_two_and_two_in_one():
    assert suggested("建成青木湖公园，投用东站片区学校", 7, 9) == [SCHOOL, PARK]


def test_no_more_partners_are_named_than_are_kept():
    many = tuple(YearItem(key, f"建成{name}青木湖公园") for key, name in enumerate("甲乙丙丁戊己"))
    assert len(rank_partners(many, (YearItem(50, "建成青木湖公园"),))[50]) == KEPT


@pytest.mark.parametrize("text", ["", "，。；", "100", "字", "重复" * 20_000, "，青木" * 20_000])
def test_any_text_is_ranked_in_bounded_time(text):
    ranked = rank_partners((*LAST_YEAR, YearItem(4, text)), (YearItem(50, text), YearItem(51, text + "湖")))
    assert all(len(partners) <= KEPT for partners in ranked.values())


@pytest.mark.parametrize(
    ("held_back", "figures"),
    [
        (False, {(2021, 2022): (34, 5, 39, 39), (2022, 2024): (29, 4, 35, 36)}),
        (True, {(2021, 2022): (44, 7, 49, 49), (2022, 2024): (27, 5, 36, 36)}),
    ],
)
def test_the_labelled_items_are_found_as_measured(held_back, figures):
    told = {years: measure(*years, held_back=held_back) for years in YEARS}
    assert {years: (one.right, one.wrong, one.among_three, one.items) for years, one in told.items()} == figures
