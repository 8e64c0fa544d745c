"""签收 at the office: who has not, with the days; reminders, decisions, whom to call."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tasks.models import Event, Plan
from tests.cast import TaskFactory
from tests.pages import errors, found, rows, said
from tests.tables import rows_of
from tests.tasks.receiving.test_receipt_actions import foreign, opened, own, sign

PAGE = "/receipts/units/"


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


def test_the_office_opens_it_with_a_day(cast, office):
    answer = office.post("/receipts/open/", {"due_on": "2024-04-10"}, follow=True)
    assert said(answer) == ["2024年任务签收的截止日期为2024年4月10日，已通知 3 人。"]
    assert found(answer, "p.sub")[0].startswith("2024年4月10日截止，还剩 5 个工作日。")


@pytest.mark.parametrize(
    ("day", "status", "error"),
    [
        ("", 422, "请填写日期。"),
        ("十日", 422, "日期应写作 2024-07-15。"),
        ("2024-04-01", 422, "签收截止日期不能早于今天。"),
        ("2026-01-01", 422, "签收截止日期不能晚于 2025 年底。"),
        ("9999-12-31", 422, "日期应在1949年1月1日至2209年12月31日之间，请核对年份。"),
    ],
)
def test_a_day_that_cannot_be_is_refused(cast, office, day, status, error):
    answer = office.post("/receipts/open/", {"due_on": day})
    assert (answer.status_code, errors(answer)) == (status, [error])
    assert Plan.objects.get(pk=cast.plan.pk).receipts_due_on is None


def test_the_list_says_who_has_not_signed_and_whom_to_call(cast, office):
    opened(cast)
    sign(cast, own(cast.target), own(cast.livelihood, contact="王磊", telephone="6620"), own(cast.key))
    answer = office.get(PAGE)
    assert rows(answer) == [
        ["区城市管理局", "1", "0", "1", "", "", ""],
        ["区教委", "3", "3", "0", "副主任周强 副主任周强", "李静 023-67891234 王磊 6620", ""],
    ]


def test_where_everybody_has_signed_nothing_is_overdue(cast, office, settings):
    opened(cast)
    sign(cast, own(cast.target), own(cast.livelihood), own(cast.key))
    settings.DUBAN_TODAY = date(2024, 5, 6)
    assert "已逾期" in found(office.get(PAGE), "p.sub")[0]
    sign(cast, own(cast.other_entry.task), by=cast.other_clerk, unit=cast.other_unit)
    assert found(office.get(PAGE), "p.sub")[0].startswith("2024年4月10日截止，已全部签完。")


def test_units_are_reminded_and_the_list_says_when(cast, office):
    opened(cast)
    answer = office.post("/receipts/remind/", {"pick": [cast.other_unit.pk], "line": "请尽快"}, follow=True)
    assert said(answer) == ["已催办 区城市管理局，通知 1 人。"]
    assert rows(answer)[0][-1] == "1 次，最近 4月2日"
    again = office.post("/receipts/remind/", {"pick": [cast.other_unit.pk]})
    assert (again.status_code, errors(again)) == (409, ["■ 区城市管理局今天已经催办过，不再重复。"])
    none = office.post("/receipts/remind/", {"line": "请尽快"})
    assert (none.status_code, errors(none)) == (422, ["■ 请先勾选要催办的单位。"])
    foreign_unit = office.post("/receipts/remind/", {"pick": [999999]})
    assert (foreign_unit.status_code, errors(foreign_unit)) == (409, ["■ 请先勾选要催办的单位。"])


def test_what_a_unit_returned_is_decided_with_a_reason(cast, office):
    opened(cast)
    [receipt] = sign(cast, foreign(cast.key))
    address = f"/receipts/{receipt.pk}/decide/"
    refused = office.post(address, {"keeps": "yes", "decision": ""})
    assert (refused.status_code, errors(refused)) == (422, ["维持原分工的，请写明理由，单位会看到。"])
    neither = office.post(address, {"decision": "再议"})
    assert (neither.status_code, errors(neither)) == (422, ["■ 请选择办理结果。"])
    answer = office.post(address, {"keeps": "yes", "decision": "属本单位职责。"}, follow=True)
    assert said(answer) == ["重点工作任务第1项（区教委）：维持分工，已告知单位。"]
    again = office.post(address, {"keeps": "no"}, follow=True)
    assert said(again) == ["陈红已经办理：维持分工。"]


def test_an_item_that_gets_another_lead_unit_stays_on_the_list_until_it_has_one(cast, office):
    opened(cast)
    [receipt] = sign(cast, foreign(cast.key))
    answer = office.post(f"/receipts/{receipt.pk}/decide/", {"keeps": "no"}, follow=True)
    assert "已同意调整，事项现在仍由该单位牵头，请改牵头单位。" in found(answer, "section.panel")[0]


def test_the_page_takes_as_many_queries_for_three_items_as_for_one(cast, office, reads_in):
    opened(cast)
    reads_in(13, office, PAGE, lambda: TaskFactory(plan=cast.plan, number=9, edition__lead=[cast.lead_unit]))


def test_the_list_of_responsibilities_has_every_item_and_leaves_a_trace(cast, office):
    opened(cast)
    sign(cast, own(cast.target), foreign(cast.key))
    answer = office.get("/receipts/list/")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    listed = rows_of(book.worksheets[0])
    assert [list(row.values()) for row in listed] == [
        [1, "预期目标", "地区生产总值增长6%以上", "区教委", "副主任 周强", "李静", "023-67891234", "已签收"],
        [1, "民生实事", "学位扩容：新增普惠性学位3000个", "区教委", None, None, None, "未签收"],
        [1, "重点工作任务", "建成小学两所，投用中学一所", "区教委", None, None, None, "退回待定"],
        [2, "重点工作任务", "新增公共停车位7000个", "区城市管理局", None, None, None, "未签收"],
    ]
    assert list(listed[0]) == ["序号", "类别", "工作任务", "牵头单位", "责任人", "联系人", "联系电话", "签收情况"]
    assert Event.objects.latest("pk").after == {"文件": ["2024年政府工作报告目标任务责任清单.xlsx"], "行数": 4}


SEES_CALL = {
    "clerk": True,
    "office": True,
    "leader": True,
    "cooperating_clerk": False,
}


@pytest.mark.parametrize("who", SEES_CALL)
def test_the_page_of_an_item_shows_whom_to_call_to_those_who_may_read_it(cast, sign_in, who):
    opened(cast)
    sign(cast, own(cast.key))
    answer = sign_in(cast.person(who)).get(f"/tasks/{cast.key.pk}/")
    assert ("李静 023-67891234" in answer.content.decode()) == SEES_CALL[who]


def test_reminding_shows_whom_to_call_beside_the_unit(cast, office):
    opened(cast)
    sign(cast, own(cast.key), own(cast.target))
    [unit] = [row[0] for row in rows(office.get("/reminders/")) if "区教委" in row[0]]
    assert "联系人 李静 023-67891234" in unit
    given = {"pick": [cast.key_entry.pk], "to": ["clerk"], "line": "", "do": "preview"}
    assert "区教委：李静 023-67891234" in found(office.post("/reminders/", given), "li")
