"""Tests which facts of a plan an imported notice sets."""

from datetime import date

import pytest

from tasks.enums import EventKind, PeriodState, Role
from tasks.filing.period_actions import create_periods
from tasks.models import Event, Plan
from tests.cast import UserFactory
from tests.tasks.importing.papers import docx, understood
from tests.tasks.importing.test_import_actions import HEADER, PLAN_ROWS, commit

APPROVED = "《工作报告》已经区十九届人大四次会议审议通过。方案经{}区政府第{}次常务会议审议同意，现印发给你们。"
FACTS = ("document_number", "congress", "approving_meeting", "approved_on", "recipients")


def notice(*lines: str, number: str = "南政办发〔2023〕1号", rows=PLAN_ROWS):
    title = "南山区人民政府办公室关于印发2023年重点工作分工的通知"
    table = [HEADER, *rows]
    return understood(docx(number, title, *lines, "2023年2月6日", "附件1", "任务分解表", table), "方案.docx")


def facts() -> tuple:
    return Plan.objects.values_list(*FACTS).get()


def adjusted() -> list[list[str]]:
    """The same plan with one more row, so that there is something to import."""
    return [*PLAN_ROWS, ["5", "民生改善", "新建公园一座", "户  邑", "区住建局", ""]]


@pytest.fixture
def imported(db) -> None:
    changes = commit(notice("各镇人民政府，区级各部门：", APPROVED.format("2023年2月1日", 7)))
    assert changes.errors == []


def test_the_notice_sets_what_it_says(imported):
    assert facts() == (
        "南政办发〔2023〕1号",
        "区十九届人大四次会议",
        "区政府第7次常务会议",
        date(2023, 2, 1),
        "各镇人民政府，区级各部门",
    )


def test_a_notice_that_says_nothing_leaves_everything_empty_and_takes_nothing_away(imported):
    before = facts()
    assert commit(notice(rows=adjusted())).errors == []
    assert facts() == before
    Plan.objects.update(congress="", approving_meeting="", approved_on=None, recipients="")
    assert commit(notice(rows=PLAN_ROWS[:3])).errors == []
    assert facts()[1:] == ("", "", None, "")


def test_the_same_notice_again_fills_in_what_is_not_known_yet_even_when_the_year_has_begun(imported):
    plan = Plan.objects.get()
    before = facts()
    Plan.objects.update(congress="", recipients="")
    create_periods(plan=plan, by=UserFactory(role=Role.OFFICE, government=plan.government))
    plan.periods.filter(number=1).update(state=PeriodState.OPEN)
    again = [notice("各镇人民政府，区级各部门：", APPROVED.format("2023年2月1日", 7)) for _ in range(2)]
    changes = commit(again[0])
    assert (changes.errors, changes.nothing_new, facts()) == ([], False, before)
    assert changes.warnings == ["各事项与已导入的方案一致，只更新方案信息：人大会议、主送。"]
    assert Event.objects.filter(kind=EventKind.DOCUMENT_IMPORTED).latest("id").after == {
        "文件": "方案.docx",
        "人大会议": "区十九届人大四次会议",
        "主送": "各镇人民政府，区级各部门",
    }
    assert commit(again[1]).nothing_new


def test_a_later_notice_replaces_what_the_earlier_one_said(imported):
    changes = commit(notice(APPROVED.format("", 9), number="南政办发〔2023〕4号", rows=adjusted()))
    assert changes.errors == []
    assert facts() == (
        "南政办发〔2023〕4号",
        "区十九届人大四次会议",
        "区政府第9次常务会议",
        None,
        "各镇人民政府，区级各部门",
    )


def test_what_a_person_entered_stays_and_the_difference_is_told(imported):
    Plan.objects.update(approving_meeting="区政府第8次常务会议", approved_on=None, recipients="各镇街")
    changes = commit(notice("各镇人民政府，区级各部门：", APPROVED.format("2023年2月3日", 9), rows=adjusted()))
    assert facts()[2:] == ("区政府第8次常务会议", None, "各镇街")
    assert [warning for warning in changes.warnings if "保留已填" in warning] == [
        "审议会议保留已填的“区政府第8次常务会议”，文件中写的是“区政府第9次常务会议”。",
        "主送保留已填的“各镇街”，文件中写的是“各镇人民政府，区级各部门”。",
    ]
