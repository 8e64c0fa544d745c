"""完成时限: no text makes the reader fail, and all words quoted stand in the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.assessing.deadlines import DeadlineKind, pick_final_deadline, read_deadlines

_PIECES = (
    "2024年 明年 次年 去年 13月 2月 6月 十二月 底 末 前 后 起 至 - 、 ， 。 （ ） 《 》 30日 31日 上半年 三季度 全年 年底 "
    "春节前 元旦前 长期 持续推进 每 截至 完成 开工 启动 其中 的 十四五 2024.6 2100 1989 l O 0 ９ 〇".split()
)
_OFFICIAL = st.lists(st.sampled_from([*_PIECES, " ", "\n", "\u3000"]), max_size=40).map("".join)
_YEARS = st.integers(min_value=1, max_value=9999)


@given(st.one_of(_OFFICIAL, st.text(max_size=200)), _YEARS)
@settings(deadline=None, max_examples=300)
def test_deadlines_stand_in_the_text_in_order_and_apart(text, year):
    found = read_deadlines(text, year)
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert [each.quote for each in found] == [text[slice(*each.span)] for each in found]
    assert all(each.quote in each.scope and each.scope in text for each in found)


@given(_OFFICIAL, _YEARS)
@settings(deadline=None, max_examples=150)
def test_only_an_open_deadline_has_no_day_and_none_leaves_the_calendar(text, year):
    found = read_deadlines(text, year)
    assert all((each.on is None) == (each.kind is DeadlineKind.OPEN) for each in found)
    assert all(1990 <= each.on.year <= 2100 or "元旦" in each.quote for each in found if each.on)


@given(_OFFICIAL, _YEARS)
@settings(deadline=None, max_examples=150)
def test_the_deadline_of_the_whole_is_one_of_the_completions(text, year):
    final = pick_final_deadline(text, year)
    assert final is None or (final in read_deadlines(text, year) and final.kind is DeadlineKind.COMPLETION)


@pytest.mark.parametrize(
    "piece", ["5月", "1-", "2024年", "6月底前、", "（", "《", "长期、", "〇", "10月至", "每年", "其中6月底前"]
)
def test_three_thousand_characters_of_one_piece_are_read(piece):
    text = (piece * 3_000)[:3_000]
    assert all(each.span.end <= len(text) for each in read_deadlines(text, 2024))
