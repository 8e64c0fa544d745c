"""Tests what a notice says of the plan's approval and of its recipients."""

from datetime import date
from pathlib import Path

import pytest

from tasks.importing import parse_document, read_raw_document
from tasks.importing.approval import PlanFacts, read_plan_facts

DOCUMENTS = Path(__file__).resolve().parents[3] / "fixtures/documents"
DAY = date(2024, 1, 30)


def test_the_published_notice_of_2024_names_both_meetings_and_its_recipients():
    name = "2024年目标任务分解通知.docx"
    assert parse_document(read_raw_document(DOCUMENTS / name, name)).facts == PlanFacts(
        congress="区十九届人大四次会议",
        approving_meeting="区政府十九届第73次常务会议",
        recipients="各镇人民政府、街道办事处，区级各部门、各管委会、各人民团体、区属重点国有企业，有关单位",
    )


def test_a_report_on_progress_tells_nothing_of_an_approval():
    name = "2021年上半年推进情况报告.docx"
    assert parse_document(read_raw_document(DOCUMENTS / name, name)).facts == PlanFacts()


@pytest.mark.parametrize(
    ("text", "congress"),
    [
        ("《政府工作报告》已经区第十八届人民代表大会第四次会议审议通过。", "区第十八届人民代表大会第四次会议"),
        ("《工作报告》已由县第18届人民代表大会第3次会议批准，现印发。", "县第18届人民代表大会第3次会议"),
        ("根据区十九届人大四次会议审议通过的《政府工作报告》，制定本方案。", "区十九届人大四次会议"),
        ("2024年《政府工作报告》在区十九届人大四次会议上审议通过。", "区十九届人大四次会议"),
        ("为贯彻落实区十九届人大四次会议精神，按照《政府工作报告》部署，现印发。", ""),
        ("民生实事项目已经区十九届人大四次会议表决通过，现印发。", ""),
        ("区十九届人大常委会第二十次会议审议通过的预算报告。", ""),
        ("《政府工作报告》已经区第××届人民代表大会第××次会议审议通过。", ""),
        ("《政府工作报告》已经区第 届人民代表大会第 次会议审议通过。", ""),
        ("《政府工作报告》已经审议通过。", ""),
    ],
)
def test_the_congress_is_the_one_that_passed_the_work_report(text, congress):
    assert read_plan_facts([text]) == PlanFacts(congress=congress)


@pytest.mark.parametrize(
    ("text", "meeting", "day"),
    [
        ("方案已经区政府第57次常务会议审议通过，现印发给你们。", "区政府第57次常务会议", None),
        ("《方案》已于2024年1月30日经区政府第五十七次常务会议审议通过，现印发。", "区政府第五十七次常务会议", DAY),
        ("《方案》已经2024年1月30日区政府第57次常务会议研究同意，现予印发。", "区政府第57次常务会议", DAY),
        ("经区政府第57次常务会议（2024年1月30日）审议通过，现印发给你们。", "区政府第57次常务会议", DAY),
        ("2024年1月30日，区政府第57次常务会议审议通过了《方案》。现印发给你们。", "区政府第57次常务会议", DAY),
        ("经二〇二四年一月三十日召开的区委常委会会议审定，现印发。", "区委常委会会议", DAY),
        ("《方案》已经区委常委会2024年第3次会议审议通过，现印发。", "区委常委会2024年第3次会议", None),
        ("方案经2024年1月30日区政府第57次常务会议审议同意，现印发。", "区政府第57次常务会议", DAY),
        ("任务分解方案由区政府常务会议审定，现印发。", "区政府常务会议", None),
        ("任务分解一事区政府第57次常务会议审定，现印发。", "", None),
        ("报经县政府党组第8次会议研究同意，现印发。", "县政府党组第8次会议", None),
        ("区政府第5次全体（扩大）会议审议通过《方案》，现印发。", "区政府第5次全体（扩大）会议", None),
        ("《方案》已经经开区管委会第3次主任办公会议审议通过，现印发。", "经开区管委会第3次主任办公会议", None),
        ("于洪区政府第57次常务会议审议通过了《方案》，现印发。", "于洪区政府第57次常务会议", None),
        ("经区政府第7次常务会议、区委第3次常委会审议，现印发。", "区政府第7次常务会议、区委第3次常委会", None),
        (
            "经区政府第57次常务会议审议，并报区委常委会第30次会议审定同意，现印发。",
            "区政府第57次常务会议、区委常委会第30次会议",
            None,
        ),
        ("按照区政府第12次常务会议要求，经区政府第13次常务会议同意，现印发。", "区政府第13次常务会议", None),
        ("根据区委十四届六次全会审议通过的《意见》，结合实际，现印发给你们。", "", None),
        ("经区政府同意，现印发给你们。", "", None),
        ("《意见》已经区政府第57次常务会议审议通过。", "", None),
        ("报经区政府第××次常务会议审议同意，现印发给你们。", "", None),
        ("报经区政府第 次常务会议审议同意，现印发给你们。", "", None),
    ],
)
def test_the_meeting_is_the_one_that_approved_what_is_issued(text, meeting, day):
    assert read_plan_facts([text]) == PlanFacts(approving_meeting=meeting, approved_on=day)


@pytest.mark.parametrize(
    ("lines", "recipients"),
    [
        (["关于印发方案的通知", "各镇人民政府，区级各部门：", "现印发给你们。"], "各镇人民政府，区级各部门"),
        (["各镇人民政府、街道办事处，", "区级各部门："], "各镇人民政府、街道办事处，区级各部门"),
        (["各镇人民政府,各有关单位:"], "各镇人民政府,各有关单位"),
        (["现印发给你们。", "有关单位分工："], ""),
        (["现将各单位任务分解如下："], ""),
        (["各镇人民政府，××局："], ""),
        ([], ""),
    ],
)
def test_the_recipients_stand_before_the_text(lines, recipients):
    assert read_plan_facts(lines) == PlanFacts(recipients=recipients)
