"""量化指标: no text makes a reader fail, and all spans lie inside the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.assessing.quantities import (
    find_ranks,
    find_second_bases,
    match_figures,
    read_commitments,
    read_quantities,
    read_ranks,
    read_second_bases,
    read_stated_figures,
    read_upper_targets,
)

_OFFICIAL = st.text(
    alphabet="0123456789.,，。、；：:%％‰万亿千百十一二三个家公里平方米亩 翻番成半零清/m³kWhtd负两位数持与上年内增长下降已完成正在建设新增（）“”《》()-—至约近\n",
    max_size=400,
)
_ANY = st.text(max_size=400)


@given(st.one_of(_OFFICIAL, _ANY))
@settings(deadline=None, max_examples=300)
def test_spans_lie_in_the_text_in_order_and_apart(text):
    spans = [each.span for each in read_quantities(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.one_of(_OFFICIAL, _ANY), st.one_of(_OFFICIAL, _ANY))
@settings(deadline=None, max_examples=300)
def test_every_commitment_gets_an_answer_or_none(task, progress):
    found = read_commitments(task)
    assert [each.quote for each in found] == [task[each.span.start : each.span.end] for each in found]
    answers = match_figures(found, progress)
    assert len(answers) == len(found)
    assert all(0.35 <= each.confidence <= 0.97 for each in answers if each)


_CLAIMED = st.text(
    alphabet="0123456789第一二三十位名全市区县主城并列居排名由至（），。、/扣除后同口径增长%市级下达亿元", max_size=200
)


@given(st.one_of(_OFFICIAL, _CLAIMED, _ANY), st.one_of(_CLAIMED, _ANY))
@settings(deadline=None, max_examples=300)
def test_every_quoted_number_says_its_words_and_is_within_bounds(task, progress):
    ranks, seconds, uppers = read_ranks(progress), read_second_bases(progress), read_upper_targets(progress)
    for one in (*ranks, *seconds, *uppers):
        assert 0 <= one.span.start < one.span.end <= len(progress)
        assert one.quote in progress
    assert all(1 <= rank.place <= (rank.of or 999) <= 999 for rank in ranks)
    commitments = read_commitments(task)
    matches = match_figures(commitments, progress)
    assert len(find_ranks(commitments, matches, progress)) == len(commitments)
    assert len(find_second_bases(matches, progress)) == len(commitments)


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "万",
        "9万",
        "一",
        "1,000",
        "5个、",
        "增长5%",
        "已完成3个，",
        "(",
        "“",
        "《",
        "1-",
        "截至1月",
        "完成全年",
        "全市第3位，",
        "第3、",
        "全市",
        "居全市排名",
        "扣除",
        "同口径增长5%，",
        "市级下达5个",
        "与甲区并列第",
        "1，000",
        "1 000 ",
        "三五个",
        "上千",
        "三年内新增1个",
        "降幅收窄",
        "到2030年1个",
        "高于全市平均2个百分点",
    ],
)
def test_twenty_thousand_characters_of_one_piece_are_read(piece):
    text = (piece * 20_000)[:20_000]
    assert len(match_figures(read_commitments(text), text)) == len(read_commitments(text))
    assert all(each.span.end <= len(text) for each in read_stated_figures(text))
    quoted = (*read_ranks(text), *read_second_bases(text), *read_upper_targets(text))
    assert all(each.span.end <= len(text) for each in quoted)
