"""历年指标: which commitments and figures of several years are taken for one measure."""

import pytest

from tasks.enums import IndicatorKind
from tasks.measures.matching import Counted, Grouping
from tests.measure.measure_measures import compare

CUMULATIVE, GROWTH = IndicatorKind.CUMULATIVE, IndicatorKind.GROWTH


def counted(key: str, name: str, unit: str = "个", **values) -> Counted:
    return Counted(key, **{"year": 2023, "kind": CUMULATIVE, "item": hash(key)} | values, name=name, unit=unit)


def groups(*things: Counted, **known) -> list[list[str]]:
    return [[one.key for one in group.members] for group in Grouping(things, **known).build_groups()]


def test_one_name_with_another_word_for_it_is_one_measure():
    assert groups(counted("a", "新增公共停车泊位"), counted("b", "新建公共停车位"), counted("c", "新增公厕")) == [
        ["a", "b"],
        ["c"],
    ]


def test_convertible_units_are_one_and_others_are_not():
    assert groups(counted("a", "新增市场主体", "户"), counted("b", "新增市场主体", "万户")) == [["a", "b"]]
    assert groups(counted("a", "老旧小区改造", "个"), counted("b", "老旧小区改造", "万平方米")) == [["a"], ["b"]]


def test_an_amount_and_its_growth_are_two():
    assert groups(counted("a", "税收收入", "%", kind=GROWTH), counted("b", "税收收入", "%")) == [["a"], ["b"]]


def test_two_bases_are_two():
    one, other = (
        counted("a", "工业增加值", "%", kind=GROWTH),
        counted("b", "工业增加值", "%", kind=GROWTH, basis="规模以上"),
    )
    assert groups(one, other) == [["a"], ["b"]]


def test_two_commitments_of_one_item_are_two():
    assert groups(counted("a", "投用道路", "条", item=7), counted("b", "投用道路", "条", item=7)) == [["a"], ["b"]]


def test_general_words_alone_need_a_confirmed_continuation():
    one, other = counted("a", "引进企业", "家", item=1), counted("b", "引进企业", "家", item=2)
    assert groups(one, other) == [["a"], ["b"]]
    assert groups(one, other, continued=[(1, 2)]) == [["a", "b"]]


def test_another_trade_and_a_part_of_the_whole_are_others():
    rates = [counted(name, name, "%", kind=GROWTH) for name in ("工业增加值", "物流业增加值")]
    assert groups(*rates) == [["工业增加值"], ["物流业增加值"]]
    assert groups(counted("a", "拆除违法建筑"), counted("b", "拆除东山路沿线违法建筑")) == [["a"], ["b"]]


def test_what_a_person_rejected_is_not_put_there_again():
    known = counted("m", "新增公共停车位", item=None, measure=5)
    assert groups(known, counted("a", "新增公共停车位"), counted("b", "新增公共停车位"), rejected=[("a", 5)]) == [
        ["m", "b"],
        ["a"],
    ]


def test_two_measures_that_are_known_stay_two():
    names = [counted(key, "新增公共停车位", item=None, measure=at) for at, key in enumerate("mn", start=1)]
    assert [len(one) for one in groups(*names, counted("a", "新增公共停车位"))] in ([2, 1], [1, 2])


def test_very_many_names_take_no_long_time():
    many = [counted(f"k{at}", f"新增第{at}类公共服务设施", item=at) for at in range(600)]
    assert sum(map(len, groups(*many))) == 600


@pytest.mark.parametrize(("held_back", "right", "wrong"), [(False, 51, 0), (True, 35, 3)])
def test_the_labelled_commitments_of_three_years_find_each_other(held_back, right, wrong):
    found = compare(continued=True, held_back=held_back)
    assert (len(found["right"]) >= right, len(found["wrong"]) <= wrong) == (True, True)
