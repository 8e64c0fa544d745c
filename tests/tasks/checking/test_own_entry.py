"""Tests what 校核 tells a clerk of his own entry while he writes."""

from tasks.checking.own_entry import list_wording_remarks


def said(cast, text: str) -> list[str]:
    return [str(one) for one in list_wording_remarks(cast.key_entry, text, None)]


def test_the_own_words_are_held_against_themselves(cast):
    assert said(cast, "规上企业由120家增加到150家，增长30%。") == ["数字不合：从 120 到 150 是 25%，文中写 30%"]
    assert said(cast, "摸排困境儿童79名，全部纳入困镜儿童保障范围。") == ["文字待核：“困镜”疑为“困境”"]


def test_what_is_right_unfinished_or_only_form_is_not_told(cast):
    assert said(cast, "规上企业由120家增加到150家，增长25%。") == []
    assert said(cast, "规上企业由120家增加到") == []
    assert said(cast, "") == []


def test_no_more_than_four_are_told(cast):
    text = "。".join(f"{name}类企业由120家增加到150家，增长3{at}%" for at, name in enumerate("甲乙丙丁戊己")) + "。"
    assert len(said(cast, text)) == 4


def test_a_very_long_text_is_left_to_the_office(cast):
    words = "规上企业由120家增加到150家，增长30%。"
    assert said(cast, words + "排查隐患。" * 700) == ["数字不合：从 120 到 150 是 25%，文中写 30%"]
    assert said(cast, words + "排查隐患。" * 800) == []
