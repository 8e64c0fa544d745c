"""节点: the page on which the office and a lead unit write them, and where they are shown."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from tasks.enums import DeadlineState, MilestoneSource
from tasks.models import Milestone
from tests.cast import TaskFactory
from tests.pages import errors, found, rows, said

JUNE, SEPTEMBER = date(2024, 6, 30), date(2024, 9, 30)


def page_of(task) -> str:
    return reverse("milestones_page", args=[task.pk])


def put(task, text: str, due_on: date, source=MilestoneSource.UNIT, state=DeadlineState.PROPOSED) -> Milestone:
    position = task.milestones.count() + 1
    return Milestone.objects.create(
        task=task, text=text, due_on=due_on, source=source, state=state, position=position, quote="二季度：完成招标"
    )


def sent(answer, **changes: str) -> dict:
    """The form as the page holds it, with ``changes``: 0-text → the input of the first row."""
    fields = html.fromstring(answer.content.decode()).xpath("//main//form//input[not(@type='checkbox')]")
    held = {one.get("name"): one.get("value") or "" for one in fields}
    return held | {f"form-{name.replace('_', '-', 1)}": value for name, value in changes.items()}


def test_the_office_writes_them_down_and_reads_them_on_the_item(cast, sign_in, settings):
    settings.DUBAN_TODAY = date(2024, 7, 8)
    office = sign_in(cast.office)
    address = page_of(cast.key)
    form = sent(office.get(address)) | {"form-0-text": "完成招标", "form-0-due_on": "2024-06-30"}
    answer = office.post(address, form | {"form-1-text": "主体封顶", "form-1-due_on": "2024年9月30日"}, follow=True)
    assert said(answer) == ["已保存，共 2 个节点。"]
    assert found(answer, "ol.steps") == [
        "2024年6月30日 完成招标 未完成，已过 8 天 2024年9月30日 主体封顶 下一节点 ，还有 84 天"
    ]


def test_a_unit_reads_what_is_settled_and_changes_its_own(cast, sign_in):
    put(cast.key, "主体封顶", SEPTEMBER, MilestoneSource.OFFICE, DeadlineState.CONFIRMED)
    own = put(cast.key, "完成招标", JUNE)
    clerk = sign_in(cast.clerk)
    answer = clerk.get(page_of(cast.key))
    assert found(answer, "ul.plain") == ["2024年9月30日 主体封顶 督查办 · 已确认"]
    assert [row[2] for row in rows(answer)] == ["牵头单位 待确认 二季度：完成招标", "新增", "新增", "新增"]
    form = sent(answer) | {"form-0-due_on": "2024-05-31"}
    assert said(clerk.post(page_of(cast.key), form, follow=True)) == ["已保存，共 2 个节点。"]
    own.refresh_from_db()
    assert own.due_on == date(2024, 5, 31)
    form = sent(clerk.get(page_of(cast.key))) | {"form-0-remove": "on"}
    assert said(clerk.post(page_of(cast.key), form, follow=True)) == ["已保存，共 1 个节点。"]


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"text": "完成招标"}, "请填写应完成日期；只知道季度的，填该季度最后一天。"),
        ({"due_on": "2024-06-30"}, "请写明节点的内容；不要的节点请勾选删除。"),
        ({"text": "完成招标", "due_on": "2月30日"}, "没有“2月30日”这一天，请核对。日期应写作 2024-07-15。"),
        ({"text": "完成招标", "due_on": "2050-01-01"}, "应完成日期应在2024年1月1日至2024年12月31日之间。"),
        ({"text": "招" * 201, "due_on": "2024-06-30"}, "至多 200 个字，请精简。"),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_kept(cast, sign_in, row, error):
    office = sign_in(cast.office)
    form = sent(office.get(page_of(cast.key))) | {f"form-1-{name}": value for name, value in row.items()}
    answer = office.post(page_of(cast.key), form)
    assert (answer.status_code, errors(answer), Milestone.objects.count()) == (422, [error], 0)
    shown = sent(answer)
    assert {name: shown[f"form-1-{name}"] for name in row} == row


def test_what_a_colleague_saved_meanwhile_is_shown_and_one_s_own_is_kept(cast, sign_in):
    office = sign_in(cast.office)
    form = sent(office.get(page_of(cast.key))) | {"form-0-text": "主体封顶", "form-0-due_on": "2024-09-30"}
    put(cast.key, "完成招标", JUNE, MilestoneSource.OFFICE, DeadlineState.CONFIRMED)
    answer = office.post(page_of(cast.key), form)
    assert answer.status_code == 409
    assert errors(answer) == [
        "您打开本页之后，其他人已经保存过。现存内容为——节点：完成招标（2024年6月30日，督查办，已确认）。"
        "请核对您的填写，再次保存即以您的为准。"
    ]
    assert sent(answer)["form-0-text"] == "主体封顶"


def test_a_broken_form_is_refused_without_a_loss(cast, sign_in):
    put(cast.key, "完成招标", JUNE)
    office = sign_in(cast.office)
    assert office.post(page_of(cast.key), {"form-TOTAL_FORMS": "x"}).status_code == 422
    broken = sent(office.get(page_of(cast.key))) | {"form-0-key": "甲"}
    assert office.post(page_of(cast.key), broken).status_code == 422
    assert Milestone.objects.count() == 1


def test_a_cooperating_unit_sees_them_on_the_item_and_may_not_write(cast, sign_in):
    put(cast.key, "完成招标", JUNE)
    client = sign_in(cast.cooperating_clerk)
    assert client.get(page_of(cast.key)).status_code == 403
    answer = client.get(reverse("task_page", args=[cast.key.pk]))
    assert "填写节点" not in answer.content.decode()
    assert "单位自填，待督查办核定" in found(answer, "ol.steps")[0]


def test_a_row_of_the_list_shows_the_next_or_else_the_last_one_missed(cast, sign_in, settings):
    put(cast.key, "完成招标", JUNE)
    put(cast.key, "主体封顶", SEPTEMBER)
    office = sign_in(cast.office)

    def told() -> str:
        (row,) = [row for row in rows(office.get(reverse("task_list"))) if "建成小学两所" in str(row)]
        return row[2]

    office.post(reverse("list_columns"), {"column": ["due"]})

    settings.DUBAN_TODAY = date(2024, 7, 8)
    assert told() == "下一节点：主体封顶，还有 84 天"
    settings.DUBAN_TODAY = date(2024, 10, 1)
    assert told() == "过期节点：主体封顶，未完成，已过 1 天"


def test_the_list_reads_the_milestones_of_any_number_of_items_alike(cast, sign_in, reads_in):
    put(cast.key, "完成招标", JUNE)

    def add():
        number = cast.plan.tasks.count() + 10
        task = TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.lead_unit])
        put(task, f"第{number}步", JUNE)
        task.entries.create(period=cast.period, edition=task.current, number=number)

    office = sign_in(cast.office)
    office.post(reverse("list_columns"), {"column": ["due"]})
    reads_in(16, office, reverse("task_list"), add)


def test_the_course_of_the_item_marks_them(cast, sign_in, settings):
    settings.DUBAN_TODAY = date(2024, 7, 8)
    cast.other_key.indicators.create(
        position=1, measure="车位", comparison=">=", value=7000, unit="个", kind="cumulative", state="confirmed"
    )
    put(cast.other_key, "完成招标", JUNE)
    put(cast.other_key, "主体封顶", SEPTEMBER)
    cast.other_entry.state = "submitted"
    cast.other_entry.save()
    page = html.fromstring(sign_in(cast.office).get(reverse("task_page", args=[cast.other_key.pk])).content.decode())
    (told,) = page.xpath("//*[local-name()='svg'][contains(@class,'chart')]/@aria-label")
    assert told.endswith("节点：完成招标过期未完成，主体封顶未到期")
