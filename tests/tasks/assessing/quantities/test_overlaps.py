"""Tests which targets of two items are comparable, and which of them holds."""

from decimal import Decimal

import pytest

from tasks.assessing.quantities import build_stated_target, find_target_overlaps, read_commitments


def overlaps(own: str, other: str) -> list[tuple[str, str, bool]]:
    texts = [[build_stated_target(one) for one in read_commitments(text)] for text in (own, other)]
    return [(one.own.label, one.other.label, one.is_stricter) for one in find_target_overlaps(*texts)]


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ("新增公共停车位7000个", "新增公共停车位8000个", [("达到7000个", "达到8000个", False)]),
        ("新增公共停车位8000个", "新增公共停车泊位7000个", [("达到8000个", "达到7000个", True)]),
        ("改造管网1.2万米", "改造管网15公里", [("达到1.2万米", "达到15公里", False)]),
        ("城镇登记失业率控制在5%以内", "城镇登记失业率控制在5.5%以内", [("不高于5%", "不高于5.5%", True)]),
        ("新增公共停车位7000个", "新增公共停车位7000个", []),
        ("新增公共停车位7000个", "新增普惠性学位8000个", []),
        ("新增公共停车位7000个", "新增公共停车位面积8000平方米", []),
        ("办好龙舟赛", "办好龙舟赛", []),
    ],
)
def test_the_stricter_target_of_one_measure_holds(own, other, expected):
    assert overlaps(own, other) == expected


def test_the_holding_value_is_in_the_own_unit():
    own, other = (
        [build_stated_target(one) for one in read_commitments(text)] for text in ("改造管网1.2万米", "改造管网15公里")
    )
    [overlap] = find_target_overlaps(own, other)
    assert (overlap.holding.label, overlap.holding_value) == ("达到15公里", Decimal("1.5"))
