"""Tests that no place of a document is left open, and what the check of a notice reads."""

import pytest

from tasks.checking.checks import UnfilledPlace, check_notice, check_places
from tests.tasks.checking.checks.papers import document, item


def said(*items, **given) -> list[tuple[str, str, str, tuple[str, ...]]]:
    found = check_places(document(*items, **given))
    return [(each.code, each.severity, each.message, each.quotes) for each in found]


@pytest.mark.parametrize(
    "text", ["报告已经第××次会议审议通过。", "区第×届人大会议通过。", "共＿＿项。", "共____项。", "联系人XX。"]
)
def test_a_place_kept_open_is_found_in_the_text_and_in_the_items(text):
    [of_text] = said(narrative=(text,))
    assert (of_text[0], of_text[1], of_text[3]) == ("open_place", "must", (text,))
    assert [each[0] for each in said(item(progress=text))] == ["open_place"]
    assert [each[0] for each in said(item(text=text))] == ["open_place"]


@pytest.mark.parametrize("text", ["新建3×5米展板。", "引进XX-20型设备、WXX平台。", "面积2×10平方米。", "共3项。"])
def test_a_measure_or_a_model_is_no_open_place(text):
    assert said(item(progress=text), narrative=(text,)) == []


def test_the_message_names_the_place():
    [found] = said(document_number="示府办〔2024〕××号")
    assert found[2] == "还有没填的“××”，请填写或改写这一句。"


def test_a_value_without_data_must_be_filled_and_a_sentence_left_out_is_to_be_known():
    places = (UnfilledPlace("审议会议", "报经审议同意。"), UnfilledPlace("主送"))
    assert said(unfilled=places) == [
        (
            "unfilled",
            "must",
            "模板用到的“审议会议”没有数据，文中空缺，请补充数据、改写这一段或修改模板。",
            ("报经审议同意。",),
        ),
        ("unfilled", "look", "没有填写主送，文中不写这一内容。", ()),
    ]


def test_the_check_of_a_notice_asks_for_no_progress_and_no_judgement():
    planned = {"progress": "", "outcome": None, "is_filed": True}
    nobody = item("修建水库一座", units=(), **planned)
    found = check_notice(document(item("改造管网20公里", **planned), nobody))
    assert [(each.code, each.item) for each in found] == [("no_lead", nobody)]
