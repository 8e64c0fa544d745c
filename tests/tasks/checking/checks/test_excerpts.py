"""Tests the excerpt of a finding."""

from tasks.checking.checks import Code, Field, Finding
from tasks.checking.checks.excerpts import build_excerpt


def shown(source: str, *quotes: str, **more) -> tuple[str, list[str]]:
    """Returns the excerpt, and the words marked in it."""
    finding = Finding(Code.DOUBLED, "重复。", None, Field.PROGRESS, quotes, source, **more)
    text, spans = build_excerpt(finding)
    return text, [text[start:end] for start, end in spans]


def test_a_short_text_is_shown_whole():
    assert shown("正在拟定拟定办法。", "拟定拟定") == ("正在拟定拟定办法。", ["拟定拟定"])


def test_a_long_text_is_cut_around_the_quotation():
    source = "甲" * 60 + "拟定拟定" + "乙" * 60
    assert shown(source, "拟定拟定") == ("…" + "甲" * 36 + "拟定拟定" + "乙" * 36 + "…", ["拟定拟定"])


def test_quotations_far_apart_are_shown_apart():
    source = "错一" + "甲" * 200 + "错二"
    assert shown(source, "错一", "错二") == (
        "错一" + "甲" * 36 + " …… " + "甲" * 36 + "错二",
        ["错一", "错二"],
    )


def test_the_characters_at_fault_are_marked_rather_than_the_quotation():
    text, marked = shown("截至815日，完成。", "截至815日，完成", marks=((2, 6),))
    assert (text, marked) == ("截至815日，完成。", ["815日"])


def test_words_that_stand_nowhere_are_shown_alone():
    assert shown("", "区城管局", "区城市管理局") == ("区城管局 …… 区城市管理局", [])
