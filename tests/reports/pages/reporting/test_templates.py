"""修改模板 and 版式: a text is tried on the period's data before it is kept; a mistake is told with its line."""

import pytest

from reports.layouts.layout import FOLDER
from tasks.models import NarrativeTemplate
from tests.pages import errors, found, said

ADDRESS = "/report/template/progress/?of=2024-Q1"
FILE = (FOLDER / "progress.txt").read_text(encoding="utf-8")
OWN = "【标题】{{ 年度 }}年{{ 期 }}督查专报\n【正文】共{{ 重点任务.总数 }}项。"


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def send(client, text: str, do: str = "save", seen: str = FILE, **given):
    return client.post(ADDRESS, {"text": text, "seen": seen, "do": do}, **given)


def stored() -> list[str]:
    return [row.text for row in NarrativeTemplate.objects.all()]


def test_the_page_begins_with_the_template_that_comes_with_the_layout(office):
    answer = office.get(ADDRESS)
    assert answer.context["page"].text == FILE
    assert found(answer, "article")[0].startswith("示范区人民政府督查办 关于2024年区政府工作报告重点任务")


def test_a_preview_shows_the_text_and_keeps_nothing(office):
    answer = send(office, OWN, do="preview")
    assert (answer.status_code, found(answer, "article"), stored()) == (
        200,
        ["2024年一季度督查专报 共2项。"],
        [],
    )


def test_a_saved_template_makes_the_report(office):
    answer = send(office, OWN, follow=True)
    assert said(answer) == ["“通用进展报告样式”的模板已保存。"]
    assert found(answer, "article") == ["2024年一季度督查专报 改 共2项。 改"]
    assert stored() == [OWN]


def test_it_is_the_government_s_own(office, cast, sign_in):
    send(office, OWN)
    assert sign_in(cast.stranger).get("/report/template/progress/").context["page"].text == FILE


def test_restored_the_layout_s_own_holds(office):
    send(office, OWN, follow=True)
    answer = send(office, OWN, do="restore", follow=True)
    assert (said(answer), answer.context["page"].text, stored()) == (["已恢复为自带模板。"], FILE, [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("【正文】甲\n{% for 项 in 滞后事项 %}", "第2行：不认识“滞后事项”，可用："),
        ("【正文】甲\n{% include '/etc/passwd' %}", "第2行：不能使用“include”，可用的标签："),
        ("没有层级", "“没有层级”前应写明段落的层级，如【标题】【正文】。"),
        ("", "模板没有内容。"),
    ],
)
@pytest.mark.parametrize("do", ["save", "preview"])
def test_a_mistake_is_told_and_nothing_kept(office, text, why, do):
    answer = send(office, text, do=do)
    assert answer.status_code == 422
    assert why in found(answer, "p.why")[0]
    assert stored() == []


def test_a_colleague_s_template_is_not_overwritten_unseen(office, cast, sign_in):
    send(sign_in(cast.second_office), OWN)
    answer = send(office, f"{OWN}完毕。")
    assert answer.status_code == 422
    assert "另一位同事刚刚修改了模板" in found(answer, "p.why")[0]
    assert stored() == [OWN]
    assert send(office, f"{OWN}完毕。", seen=answer.context["page"].seen).status_code == 302


def test_a_list_that_has_no_report_has_no_template(office):
    assert office.get("/report/template/ledger/").status_code == 404


LAYOUT = """
name = "试用样式"
manner = 2024
[[attachments]]
title = "{count}项重点工作"
kinds = ["key"]
columns = [{ field = "number", label = "序号", width = 1 }, { field = "text", label = "任务", width = 5 }]
"""


def test_an_installed_layout_is_shown_on_the_rows_of_a_period(office):
    answer = office.get("/report/layouts/?show=progress&of=2024-Q1")
    assert found(answer, "p.is-ok") == ["没有发现错误：4 个附件。"]
    assert "附件1 1项经济社会发展预期目标任务1-3月进展情况表" in found(answer, "h3")


def test_a_pasted_layout_is_checked_and_shown(office):
    answer = office.post("/report/layouts/?of=2024-Q1", {"text": LAYOUT})
    assert found(answer, "h3") == ["附件1 2项重点工作"]
    assert "没有发现错误：1 个附件。" in found(answer, "p.is-ok")[0]


def test_every_mistake_of_a_pasted_layout_is_told(office):
    wrong = LAYOUT.replace('"key"', '"keys"').replace("width = 5", "wide = 5")
    answer = office.post("/report/layouts/", {"text": wrong})
    assert (answer.status_code, errors(answer)) == (
        422,
        [
            "attachments 第1项 kinds 不认识 keys，可用：target、livelihood、key",
            "attachments 第1项 columns 第2项 缺少 width",
            "attachments 第1项 columns 第2项 不认识的键 wide",
        ],
    )


def test_an_unknown_layout_is_not_found(office):
    assert office.get("/report/layouts/?show=nothing").status_code == 404
