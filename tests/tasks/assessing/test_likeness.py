"""雷同: comparing two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.assessing.likeness import compute_text_similarity, is_hardly_changed, is_unchanged

LONG = "东湖公园一期工程已经开工，完成投资三千万元，二期正在办理前期手续。"


@pytest.mark.parametrize(
    ("former", "text", "unchanged", "hardly"),
    [
        (LONG, LONG, True, True),
        (LONG, " " + LONG.replace("，", ",").rstrip("。"), True, True),
        (LONG + LONG + LONG, LONG + LONG + LONG.replace("三", "四"), False, True),
        (LONG, LONG.replace("已经开工", "主体完工"), False, False),
        ("已完成。", "已完成", True, False),
        ("完成3.5亿元", "完成35亿元", False, False),
        ("", "", False, False),
        ("。", "，", False, False),
    ],
)
def test_unchanged_is_letter_by_letter_and_hardly_changed_is_nearly(former, text, unchanged, hardly):
    assert (is_unchanged(former, text), is_hardly_changed(former, text)) == (unchanged, hardly)


@given(st.text(alphabet="甲乙丙丁。1. "), st.text(alphabet="甲乙丙丁。1. "))
def test_likeness_is_mutual_and_what_is_unchanged_is_wholly_alike(one, other):
    assert 0 <= compute_text_similarity(one, other) == compute_text_similarity(other, one) <= 1
    assert is_unchanged(one, other) == is_unchanged(other, one)
    if is_unchanged(one, other) and len(one.strip(". 。")) > 1:
        assert compute_text_similarity(one, other) in (0, 1)
