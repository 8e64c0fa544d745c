"""查找: how a query is parsed and found in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.searching.phrases import (
    AROUND,
    LEFT_OUT,
    TextMatch,
    build_snippet,
    find_near,
    find_words,
    parse_query,
)

PARKING = "截至6月底，新增公共停车位3550个。改造老旧小区12个。"


def marked(query: str, text: str, *, near: bool = False) -> list[str]:
    """Returns the pieces of the text that would be marked."""
    found = (find_near if near else find_words)(parse_query(query), text)
    return [text[a:b] for a, b in found.spans] if found else []


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("停车位", ("停车位",)),
        (" 停车位　学位\t停车位 ", ("停车位", "学位")),
        ("ＡＢＣ Abc １５００", ("abc", "1500")),
        ("100%_", ("100%_",)),
    ],
)
def test_a_query_is_its_words_narrow_and_small_each_once(written, words):
    assert parse_query(written) == words


@pytest.mark.parametrize("written", ["", "  ", "　\n"])
def test_a_query_without_a_word_is_none(written):
    assert parse_query(written) is None


@pytest.mark.parametrize("written", ["停车位", "车", "停车", "3550个", "３５５０", "新增公共停车位3550个。"])
def test_every_substring_is_found_from_one_character_on(written):
    assert len(marked(written, PARKING)) == 1


@pytest.mark.parametrize("query", ["gdp", "ＧＤＰ", "GdP", "ｇｄｐ"])
@pytest.mark.parametrize("text", ["全区GDP增长6%", "全区ＧＤＰ增长6%", "全区gdp增长6%", "全区ＧdＰ增长6%"])
def test_case_and_width_make_no_difference(query, text):
    assert [one.translate({}) for one in marked(query, text)] == [text[2:5]]


@pytest.mark.parametrize(
    ("query", "text"),
    [("6%", "增长6%，去年60"), ("a_b", "a_b与axb"), ("1.5", "1.5与105"), ("[区]", "[区]与区")],
)
def test_signs_mean_themselves(query, text):
    assert marked(query, text) == [query]


def test_words_are_a_phrase_where_they_follow_each_other():
    texts = ["新增停车位", "新增 停车位", "新增公共停车位", "停车位新增", "新增学位"]
    found = [find_words(("新增", "停车位"), text) for text in texts]
    assert [one.is_phrase for one in found] == [True, True, False, False, False]
    assert [len(one.words) for one in found] == [2, 2, 2, 2, 1]


def test_a_text_without_any_word_has_nothing():
    assert find_words(("轨道交通",), PARKING) is None


@pytest.mark.parametrize(
    ("query", "pieces"),
    [
        ("新增停车位", ["新增", "停车位"]),
        ("公共停车位改造", []),
        ("停车位3550个", ["停车位3550个"]),
        ("改造旧小区12个", ["改造", "旧小区12个"]),
        ("停车位550台", []),
        ("停车楼", []),
        ("新增停车位 公共", ["新增公共停车位"]),
        ("停车", []),
    ],
)
def test_pieces_of_two_characters_that_make_up_the_whole_in_one_sentence(query, pieces):
    assert marked(query, PARKING, near=True) == pieces


def shown(query: str, text: str) -> str:
    """Returns the snippet, with its marks as brackets."""
    piece = build_snippet(text, find_words(parse_query(query), text))
    marks = sorted([(a, "[") for a, _ in piece.spans] + [(b, "]") for _, b in piece.spans], reverse=True)
    result = piece.text
    for at, mark in marks:
        result = result[:at] + mark + result[at:]
    return result


def test_a_short_text_is_shown_whole():
    assert shown("停车位", PARKING) == PARKING.replace("停车位", "[停车位]")


def test_of_a_long_text_what_stands_around_the_hit():
    text = "前" * 300 + "停车位" + "后" * 300
    assert shown("停车位", text) == f"{LEFT_OUT}{'前' * 24}[停车位]{'后' * (AROUND - 27)}{LEFT_OUT}"


def test_the_stretch_with_the_most_different_words_is_shown():
    text = "停车位。" + "前" * 200 + "学位和停车位" + "后" * 200
    assert shown("停车位 学位", text).strip(LEFT_OUT) == f"{'前' * 24}[学位]和[停车位]{'后' * (AROUND - 30)}"


@given(st.text("新增停车位aA１1%。 ", min_size=1, max_size=12), st.text("新增停车位aAａ１1%。 \n", max_size=200))
def test_spans_lie_in_the_text_and_in_the_snippet(query, text):
    words = parse_query(query)
    for found in filter(None, [words and find_words(words, text), words and find_near(words, text)]):
        assert isinstance(found, TextMatch)
        assert all(0 <= a < b <= len(text) for a, b in found.spans)
        piece = build_snippet(text, found)
        assert piece.spans
        assert all(0 <= a < b <= len(piece.text) for a, b in piece.spans)
        assert piece.text.removeprefix(LEFT_OUT).removesuffix(LEFT_OUT) in text
