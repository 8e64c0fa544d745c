"""完成时限: all deadlines of a plan on one page, for the office to confirm."""

from datetime import date

import pytest
from lxml import html

from tasks.enums import DeadlineState, EventKind, RequestKind
from tasks.models import Edition, Event
from tasks.plans.deadline_actions import settle_deadlines
from tests.acts import ask
from tests.cast import TaskFactory, UserFactory
from tests.pages import errors, found, rows, said

PAGE = "/deadlines/"
TODAY = date(2024, 7, 8)


@pytest.fixture
def office(cast, sign_in, settings):
    settings.DUBAN_TODAY = TODAY
    return sign_in(cast.office)


@pytest.fixture
def read(cast):
    """Three of the four items name a day: one in its cell, two in the wording; nobody has confirmed any."""
    put(cast.target, "地区生产总值增长6%以上", due="2024年12月底")
    put(cast.key, "6月底前建成小学两所")
    put(cast.other_key, "9月底前新增公共停车位7000个")
    return cast


def put(task, text: str, due: str = "") -> None:
    Edition.objects.filter(pk=task.current_id).update(text=text, due=due)


def days(*tasks) -> list[tuple[date | None, str]]:
    editions = {one.task_id: one for one in Edition.objects.filter(task__in=tasks)}
    return [(editions[task.pk].due_on, editions[task.pk].due_state) for task in tasks]


def sent(answer, **changes: str) -> dict:
    """The form as the page holds it, with ``changes`` to the days of items."""
    fields = html.fromstring(answer.content.decode()).xpath("//main//table//input[not(@type='checkbox')]")
    return {one.get("name"): one.get("value") or "" for one in fields} | changes


def due(task) -> str:
    return f"due-{task.pk}"


def tabs(answer) -> list[str]:
    page = html.fromstring(answer.content.decode())
    return [" ".join("".join(one.itertext()).split()) for one in page.xpath("//nav[@class='tabs']/a")]


def test_a_plan_of_before_is_read_at_the_press_of_a_button(cast, read, office):
    answer = office.get(PAGE)
    assert tabs(answer) == ["待确认 0", "已过时限 0", "全部 4"]
    assert {row[-1] for row in rows(answer) if len(row) > 1} == {"未读到时限"}
    answer = office.post("/deadlines/propose/", follow=True)
    assert said(answer) == ["识别出 3 处完成时限，请核对确认。"]
    assert tabs(answer) == ["待确认 3", "已过时限 1", "全部 4"]
    assert said(office.post("/deadlines/propose/", follow=True)) == ["没有识别出新的完成时限。"]


def test_what_waits_is_shown_with_the_words_from_which_it_was_read(cast, read, office):
    office.post("/deadlines/propose/")
    answer = office.get(PAGE)
    assert rows(answer) == [
        ["预期目标"],
        ["1", "地区生产总值增长6%以上", "2024年12月底", "还有 176 天", "待确认"],
        ["重点工作任务 · 推动教育强区建设"],
        ["1", "6月底前 建成小学两所", "", "已过 8 天", "待确认"],
        ["2", "9月底前 新增公共停车位7000个", "", "还有 84 天", "待确认"],
    ]
    assert found(answer, "mark") == ["2024年12月底", "6月底前", "9月底前"]
    assert [value for name, value in sent(answer).items() if name.startswith("due-")] == [
        "2024-12-31",
        "2024-06-30",
        "2024-09-30",
    ]


@pytest.mark.parametrize(
    ("show", "numbers"), [("waiting", ["1", "2"]), ("passed", ["1", "1"]), ("all", ["1", "1", "1", "2"])]
)
def test_each_tab_shows_what_its_number_counts(cast, read, office, show, numbers):
    office.post("/deadlines/propose/")
    settle_deadlines(plan=cast.plan, days={cast.target.pk: None, cast.livelihood.pk: date(2024, 1, 31)}, by=cast.office)
    answer = office.get(PAGE, {"show": show})
    assert [row[0] for row in rows(answer) if len(row) > 1] == numbers
    assert dict(one.split() for one in tabs(answer)) == {"待确认": "2", "已过时限": "2", "全部": "4"}


def test_one_button_confirms_the_page_and_only_what_is_decided_is_written(cast, read, office):
    office.post("/deadlines/propose/")
    settle_deadlines(plan=cast.plan, days={cast.target.pk: date(2024, 11, 30)}, by=cast.office)
    address = f"{PAGE}?show=all"
    form = sent(office.get(address), **{due(cast.key): "", due(cast.other_key): "2024-10-15"})
    answer = office.post(address, form, follow=True)
    assert said(answer) == ["已确认 2 项完成时限。"]
    assert days(cast.target, cast.livelihood, cast.key, cast.other_key) == [
        (date(2024, 11, 30), DeadlineState.CONFIRMED),
        (None, ""),
        (None, DeadlineState.CONFIRMED),
        (date(2024, 10, 15), DeadlineState.CONFIRMED),
    ]
    assert [row[-1] for row in rows(answer) if len(row) > 1] == ["已确认", "未读到时限", "已确认 没有时限", "已确认"]
    told = Event.objects.filter(kind=EventKind.DEADLINES_DECIDED).first()
    assert told.after == {
        "重点工作任务第1项": "无（已确认）",
        "重点工作任务第2项": "2024-10-15（已确认）",
    }
    assert said(office.post(address, sent(answer), follow=True)) == ["完成时限没有变化。"]


def test_after_the_last_nothing_waits(cast, read, office):
    office.post("/deadlines/propose/")
    address = f"{PAGE}?show=waiting"
    answer = office.post(address, sent(office.get(address)), follow=True)
    assert (said(answer), found(answer, "p.empty")) == (["已确认 3 项完成时限。"], ["没有待确认的完成时限。"])


def test_a_deadline_that_a_colleague_changed_meanwhile_is_not_overwritten(cast, read, office):
    office.post("/deadlines/propose/")
    address = f"{PAGE}?show=waiting"
    form = sent(office.get(address), **{due(cast.other_key): ""})
    theirs = {cast.key.pk: date(2024, 8, 31), cast.target.pk: date(2024, 12, 31), cast.other_key.pk: date(2024, 9, 1)}
    settle_deadlines(plan=cast.plan, days=theirs, by=cast.second_office)
    answer = office.post(address, form)
    assert (answer.status_code, said(answer)) == (
        409,
        ["2 项未保存：其他人已改过，现在的内容见该行，请核对。"],
    )
    assert days(cast.key, cast.target, cast.other_key) == [(day, DeadlineState.CONFIRMED) for day in theirs.values()]
    assert errors(answer) == [
        "■ 其他人已改为现在的内容；您填的是2024年6月30日，已过 8 天，没有保存。",
        "■ 其他人已改为现在的内容；您填的是没有时限，没有保存。",
    ]
    again = sent(answer, **{due(cast.key): "2024-06-30"})
    assert said(office.post(address, again, follow=True)) == ["已确认 1 项完成时限。"]
    assert days(cast.key, cast.other_key) == [
        (date(2024, 6, 30), DeadlineState.CONFIRMED),
        (date(2024, 9, 1), DeadlineState.CONFIRMED),
    ]


def test_what_a_colleague_changed_and_one_left_alone_is_no_conflict(cast, read, office):
    settle_deadlines(plan=cast.plan, days={cast.key.pk: date(2024, 6, 30)}, by=cast.office)
    address = f"{PAGE}?show=all"
    form = sent(office.get(address))
    settle_deadlines(plan=cast.plan, days={cast.key.pk: date(2024, 8, 31)}, by=cast.second_office)
    assert said(office.post(address, form, follow=True)) == ["完成时限没有变化。"]
    assert days(cast.key) == [(date(2024, 8, 31), DeadlineState.CONFIRMED)]


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("2024-6月", "日期应写作 2024-07-15。"),
        ("2月30日", "没有“2月30日”这一天，请核对。日期应写作 2024-07-15。"),
        ("2024年6月31日", "没有“2024年6月31日”这一天，请核对。日期应写作 2024-07-15。"),
        ("6月30日", "日期应写作 2024-07-15。"),
        ("2022-12-31", "完成时限应在2024年至2034年之间。"),
        ("2035-01-01", "完成时限应在2024年至2034年之间。"),
    ],
)
def test_a_wrong_day_is_said_at_its_row_and_nothing_is_saved(cast, read, office, day, error):
    office.post("/deadlines/propose/")
    address = f"{PAGE}?show=waiting"
    answer = office.post(address, sent(office.get(address), **{due(cast.key): day}))
    assert (answer.status_code, errors(answer)) == (422, [f"■ {error}"])
    assert found(answer, "p.why") == ["1 项的日期有误，本页都没有保存 请改正后再确认本页： 重点工作任务第1项 。"]
    page = html.fromstring(answer.content.decode())
    jump = page.xpath("//p[@role='alert']/a/@href")
    assert (jump, page.xpath(f"//tr[@id='{jump[0][1:]}']//p[@class='error']/@id")) == (
        [f"#item-{cast.key.pk}"],
        [f"id_due-{cast.key.pk}_error"],
    )
    assert [row[3] for row in rows(answer) if len(row) > 1] == [
        "还有 176 天",
        f"■ {error} 已过 8 天",
        "还有 84 天",
    ]
    assert sent(answer)[due(cast.key)] == day
    # a calendar would show nothing in the place of what is no day
    kind = page.xpath(f"//input[@name='{due(cast.key)}']/@type")
    assert kind == (["date"] if day.startswith("20") and "月" not in day else ["text"])
    assert {state for _, state in days(cast.target, cast.key, cast.other_key)} == {DeadlineState.PROPOSED}


def test_a_day_may_be_written_as_people_write_it(cast, read, office):
    office.post("/deadlines/propose/")
    address = f"{PAGE}?show=waiting"
    office.post(address, sent(office.get(address), **{due(cast.key): "２０２４年 6月28日"}))
    assert days(cast.key) == [(date(2024, 6, 28), DeadlineState.CONFIRMED)]


def test_an_item_of_which_no_day_was_read_is_confirmed_as_having_none(cast, read, office):
    office.post("/deadlines/propose/")
    address, tick = f"{PAGE}?show=all", f"none-{cast.livelihood.pk}"
    page = office.get(address)
    ticks = html.fromstring(page.content.decode()).xpath("//input[@type='checkbox'][starts-with(@name,'none-')]/@name")
    assert ticks == [tick]
    form = sent(page)
    answer = office.post(address, form | {tick: "on", due(cast.livelihood): "2024-06-30"})
    assert (answer.status_code, errors(answer)) == (422, ["■ 已勾选“没有时限”，请清空日期，或取消勾选。"])
    answer = office.post(address, form | {tick: "on"}, follow=True)
    assert said(answer) == ["已确认 4 项完成时限。"]
    assert days(cast.livelihood) == [(None, DeadlineState.CONFIRMED)]
    assert [row[-1] for row in rows(answer) if len(row) > 1] == ["已确认", "已确认 没有时限", "已确认", "已确认"]
    assert said(office.post(address, sent(answer), follow=True)) == ["完成时限没有变化。"]


@pytest.mark.parametrize(("state", "day"), [("proposed", ""), ("confirmed", "2024-06-30")])
def test_a_unit_that_asks_for_a_later_deadline_reads_the_day_once_it_is_confirmed(cast, sign_in, state, day):
    Edition.objects.filter(pk=cast.key.current_id).update(
        due="6月底前", due_on=date(2024, 6, 30), due_state=DeadlineState(state)
    )
    page = sign_in(cast.clerk).get(f"/entries/{cast.key_entry.pk}/request/?kind=extend_due").content.decode()
    assert ('value="2024-06-30"' in page) == bool(day)
    request = ask(cast, RequestKind.EXTEND_DUE, {"due": "9月底前", "due_on": "2024-09-30"})
    assert request.before == {"完成时限": "6月底前", "完成时限（日期）": day}


def test_another_government_s_item_is_not_found(cast, office):
    for task in (cast.foreign_task.pk, 10**30):
        assert office.post(PAGE, {f"seen-{task}": ":", f"due-{task}": "2024-06-30"}).status_code == 404


def test_a_list_that_the_page_does_not_have_is_refused(office):
    assert office.get(PAGE, {"show": "late"}).status_code == 400


def test_the_number_of_queries_does_not_grow_with_the_plan(cast, office, reads_in):
    def add():
        number = cast.plan.tasks.count() + 10
        TaskFactory(plan=cast.plan, number=number, edition__text=f"{number % 12 + 1}月底前建成公厕{number}座")

    reads_in(5, office, PAGE, add)


def test_without_a_plan_the_page_leads_to_the_import(db, sign_in):
    client = sign_in(UserFactory())
    said_there = "还没有年度方案。督查办在“导入”页导入年度目标任务分解表后，各事项的完成时限在这里核对确认。 去导入"
    for answer in (client.get(PAGE), client.post(PAGE)):
        assert (answer.status_code, found(answer, "p.empty")) == (200, [said_there])
    answer = client.post("/deadlines/propose/")
    assert (answer.status_code, answer.url) == (302, PAGE)
