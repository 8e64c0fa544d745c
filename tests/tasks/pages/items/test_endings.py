"""销号、停办 and 恢复办理 on the pages: the list, the preview, the item, the judging page, the deadlines."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tasks.enums import EndingKind, Outcome, PeriodState
from tasks.models import Ending, Period, ProgressEntry
from tasks.plans.deadline_actions import settle_deadlines
from tests.acts import accept, submit
from tests.cast import TaskFactory
from tests.pages import errors, found, options, rows, said, undo_offers
from tests.tasks.ending.years import BASIS, WORDS, end, entry_of, make_may, open_number

PAGE = "/tasks/endings/"
LIST = "/tasks/"
TO_STOP = {"kind": "suspended", "on": "2024-05-20", "basis": BASIS, "reason": "用地未获批复。"}
DONE = {"kind": "done", "on": "2024-05-20", "basis": BASIS, "words": WORDS}


@pytest.fixture
def may(cast, settings):
    make_may(cast, settings)
    return cast


@pytest.fixture
def office(may, sign_in):
    return sign_in(may.office)


def page_of(task) -> str:
    return reverse("task_page", args=[task.pk])


def send(client, tasks, given: dict, **more):
    return client.post(PAGE, {"item": tasks, **given, **more})


def test_ticked_items_lead_to_the_form(may, office):
    answer = office.get(PAGE, {"entry": [may.key_entry.pk, may.other_entry.pk]})
    assert found(answer, "h1") == ["2 项销号或停办"]
    assert [row[2:] for row in rows(answer)] == [["区教委", "在办"], ["区城市管理局", "在办"]]
    # an item is not offered to be merged into one that is ticked
    assert options(answer, "merged_into") == [
        "（仅“并入”选择）",
        "预期目标第1项 地区生产总值增长6%以上",
        "民生实事第1项 学位扩容",
    ]


def test_without_a_tick_the_list_says_so(office):
    answer = office.get(PAGE, follow=True)
    assert said(answer) == ["请先勾选要办结或停办的事项。"]


@pytest.mark.parametrize("named", ["abc", "９", "9" * 30])
def test_an_address_that_names_no_item_is_refused_in_words(office, named):
    answer = office.get(PAGE, {"item": named})
    assert answer.status_code == 400
    assert "网址中的事项无法识别，请回到事项列表重新勾选。" in answer.content.decode()


def test_an_item_of_another_government_is_not_found(may, office):
    assert office.get(PAGE, {"item": may.foreign_task.pk}).status_code == 404
    assert office.get(PAGE, {"entry": may.foreign_entry.pk}).status_code == 404


def test_what_is_missing_stands_beside_its_field(may, office):
    answer = send(office, [may.key.pk], {"kind": "merged", "on": "2024-13-01", "basis": ""})
    assert answer.status_code == 422
    assert answer.context["page"].form.errors == {
        "on": ["没有“2024-13-01”这一天，请核对。日期应写作 2024-07-15。"],
        "basis": ["请写明依据，如文号或会议。"],
        "reason": ["列为“并入”的，请写明原因，责任单位将看到。"],
        "merged_into": ["请选择并入的事项。"],
    }


def test_the_preview_counts_and_names_the_exceptions_before_anything_is_done(may, office):
    open_number(may, 2)
    submit(entry_of(may.key, 2), may.clerk, "正在验收。")
    end(may, EndingKind.CANCELLED, task=may.target)
    answer = send(office, [may.target.pk, may.livelihood.pk, may.key.pk, may.other_key.pk], TO_STOP)
    assert found(answer, "li") == ["2 项自上半年起不再填报。", "1 项自前三季度起不再填报。", "1 项不能办理，见下表。"]
    assert [row[3] for row in rows(answer)] == [
        "不能办理 预期目标第1项已由陈红列为“取消”，没有再办理；要更改的，请先恢复办理。",
        "自上半年起不再填报",
        "自前三季度起不再填报 上半年已报送待审核，仍按填报内容办理",
        "自上半年起不再填报",
    ]
    assert "办理 3 项" in answer.content.decode()
    assert Ending.objects.count() == 1


def test_a_confirmed_preview_ends_each_item_and_names_what_changed_meanwhile(may, office):
    open_number(may, 2)
    picks = [f"{may.livelihood.pk}:2", f"{may.key.pk}:2"]
    submit(entry_of(may.key, 2), may.clerk, "正在验收。")
    answer = office.post(PAGE, {"item": picks, "is_confirmed": "on", **DONE}, follow=True)
    assert said(answer) == [
        "已列为“已完成（销号）”并通知责任单位和区领导，共 1 项。",
        "1 项未办理（重点工作任务第1项）：重点工作任务第1项刚刚有了变化（上半年已报送待审核，仍按填报内容办理），"
        "请核对后再办理。",
    ]
    assert [one.task for one in Ending.objects.all()] == [may.livelihood]


def test_a_confirmation_without_a_preview_is_previewed_first(may, office):
    answer = office.post(PAGE, {"item": [may.key.pk], "is_confirmed": "on", **DONE})
    assert (answer.status_code, found(answer, "h1")) == (200, ["核对后办理"])
    assert not Ending.objects.exists()


def test_one_may_go_back_with_what_was_written(may, office):
    answer = send(office, [f"{may.key.pk}:2"], TO_STOP, back="1")
    assert answer.context["page"].form["reason"].value() == "用地未获批复。"
    assert found(answer, "h1") == ["1 项销号或停办"]


def test_one_item_is_closed_from_its_page_and_the_message_offers_the_way_back(may, office):
    assert f'href="{PAGE}?item={may.key.pk}"' in office.get(page_of(may.key)).content.decode()
    answer = office.post(PAGE, {"item": f"{may.key.pk}:2", "is_confirmed": "on", **DONE}, follow=True)
    assert answer.redirect_chain == [(page_of(may.key), 302)]
    assert len(undo_offers(answer)) == 1
    text = " ".join(found(answer, "div.why"))
    assert "已完成（销号） 2024年5月20日 依据：区政府第30次常务会议。自上半年起不再填报。" in text
    assert WORDS in text
    back = office.post(reverse("item_resume", args=[may.key.pk]), resumption(may.key), follow=True)
    assert said(back) == ["“重点工作任务第1项”恢复办理，责任单位和区领导会收到通知。"]
    assert not Ending.objects.exists()


def resumption(task, reason: str = "办错了。") -> dict:
    return {"reason": reason, "seen": Ending.objects.get(task=task).pk}


def test_a_resumption_without_a_reason_is_shown_again(may, office):
    end(may)
    address = reverse("item_resume", args=[may.key.pk])
    answer = office.post(address, resumption(may.key, " "))
    assert (answer.status_code, "请写明恢复办理的理由。" in answer.content.decode()) == (422, True)
    late = resumption(may.key)
    Ending.objects.all().delete()
    end(may)
    answer = office.post(address, late)
    assert (answer.status_code, errors(answer)) == (409, ["■ 该事项没有办结或停办，可能同事刚刚已恢复办理。"])


def test_a_resumption_after_everything_is_taken_back_leaves_no_form_behind(may, office):
    end(may)
    given = resumption(may.key)
    office.post(reverse("item_resume", args=[may.key.pk]), given)
    answer = office.post(reverse("item_resume", args=[may.key.pk]), given)
    assert (answer.status_code, errors(answer)) == (409, ["■ 该事项没有办结或停办，可能同事刚刚已恢复办理。"])


def test_units_and_leaders_read_the_ending_and_both_sides_of_a_merger(may, sign_in):
    end(may, EndingKind.MERGED, merged_into=may.livelihood)
    for who in (may.clerk, may.leader):
        client = sign_in(who)
        answer = client.get(page_of(may.key))
        assert "并入 民生实事第1项 2024年5月20日" in " ".join(found(answer, "div.why"))
        assert page_of(may.livelihood) in answer.content.decode()
        assert "恢复办理" not in answer.content.decode()
        other = client.get(page_of(may.livelihood)).content.decode()
        assert ("并入本项" in other, page_of(may.key) in other) == (True, True)


def test_who_does_not_see_the_other_item_reads_its_number_without_a_link(may, sign_in):
    end(may, EndingKind.MERGED, merged_into=may.other_key)
    answer = sign_in(may.clerk).get(page_of(may.key)).content.decode()
    assert ("重点工作任务第2项" in answer, page_of(may.other_key) in answer) == (True, False)


def test_the_list_says_what_ended_and_is_narrowed_by_it(may, office):
    end(may)
    end(may, EndingKind.SUSPENDED, task=may.livelihood)
    second = open_number(may, 2)
    answer = office.get(LIST, {"of": second.key})
    shown = [row for row in rows(answer) if len(row) > 4]
    assert ["已完成（销号）" in row for row in shown] == [False, True, False]
    assert found(answer, "h2") == ["已停办，上半年不再填报（1 项）"]
    assert rows(answer)[-1] == ["1", "民生实事 学位扩容：新增普惠性学位3000个", "暂缓", f"2024年5月20日 {BASIS}"]
    done = office.get(LIST, {"of": second.key, "ending": "done"})
    assert ([len(row) > 4 for row in rows(done)].count(True), found(done, "h2")) == (1, [])
    stopped = office.get(LIST, {"of": second.key, "ending": "suspended"})
    assert found(stopped, "h2") == ["已停办，上半年不再填报（1 项）"]
    assert found(office.get(LIST, {"of": second.key, "text": "车位"}), "h2") == []


def test_a_stopped_item_still_stands_in_the_list_of_an_earlier_period(may, office):
    end(may, EndingKind.SUSPENDED)
    answer = office.get(LIST, {"of": may.period.key})
    assert [("已通过 暂缓" in row) for row in rows(answer) if len(row) > 4].count(True) == 1
    assert found(answer, "h2") == []


def test_items_may_be_ticked_after_the_issue_of_the_period(may, office):
    Period.objects.filter(pk=may.period.pk).update(state=PeriodState.ISSUED)
    page = office.get(LIST, {"of": may.period.key}).content.decode()
    assert ("data-pick" in page, "销号或停办" in page) == (True, True)


def test_units_and_leaders_cannot_tick(may, sign_in):
    for who in (may.clerk, may.leader):
        assert "data-pick" not in sign_in(who).get(LIST).content.decode()


def test_the_preview_takes_as_many_queries_for_three_items_as_for_one(may, office, count_queries):
    second = open_number(may, 2)
    assert second.is_open
    more = [TaskFactory(plan=may.plan, number=90 + each) for each in range(3)]
    for tasks in (more[:1], more):
        with count_queries(8):
            send(office, [task.pk for task in tasks], TO_STOP)


def test_the_deadlines_say_what_is_done_in_time_and_leave_out_what_was_stopped(may, office):
    days = {may.key.pk: date(2024, 6, 30), may.other_key.pk: date(2024, 6, 30)}
    settle_deadlines(plan=may.plan, days=days, by=may.office)
    end(may)
    end(may, EndingKind.SUSPENDED, task=may.other_key)
    after = office.get(reverse("deadlines_page"), {"show": "all"})
    assert "按期完成（2024年5月20日）" in found(after, "span.ok")
    assert ("建成小学两所" in after.content.decode(), "车位" in after.content.decode()) == (True, False)


def test_the_judging_page_asks_for_the_day_and_warns_without_evidence(cast, sign_in):
    office = sign_in(cast.office)
    accept(submit(cast.key_entry, cast.clerk, "全部投用。"), cast.office)
    address = reverse("judge_entry", args=[cast.key_entry.pk])
    assert "没有佐证材料" in office.get(address).content.decode()
    given = {"outcome": Outcome.REACHED, "reason": "", "seen": ""}
    refused = office.post(address, given)
    assert (refused.status_code, refused.context["page"].form.errors) == (
        422,
        {"completed_on": ["研判为“已完成”的，请填写完成日期；以后各期不再要求填报。"]},
    )
    assert office.post(address, given | {"completed_on": "2024-03-28"}).status_code == 302
    assert Ending.objects.get().words == "已于3月28日完成。"
    # the day is known now
    assert "completed_on" not in office.get(address).context["page"].form.fields


def test_at_the_years_end_the_judging_page_asks_for_no_day(may, office):
    open_number(may, 4)
    address = reverse("judge_entry", args=[entry_of(may.key, 4).pk])
    page = office.get(address)
    assert ("completed_on" in page.context["page"].form.fields, "没有佐证材料" in page.content.decode()) == (
        False,
        False,
    )
    assert office.post(address, {"outcome": Outcome.REACHED, "reason": "", "seen": ""}).status_code == 302


def test_the_notice_leads_to_the_item(may, sign_in):
    end(may)
    client = sign_in(may.clerk)
    inbox = client.get(reverse("notice_list"))
    notice = inbox.context["page"][0]
    line = notice.reminders.get()
    assert client.post(reverse("notice_page", args=[notice.pk]), {"to": line.pk}).url == page_of(may.key)


def test_the_item_says_that_a_later_period_did_not_ask(may, sign_in):
    end(may)
    open_number(may, 2)
    answer = sign_in(may.clerk).get(page_of(may.key))
    assert "此前已经完成，本期没有要求填报。" in found(answer, "p.soft")
    assert WORDS in answer.content.decode()


def test_the_judging_page_says_that_an_item_is_done_and_suggests_nothing(may, office):
    open_number(may, 2)
    end(may)
    answer = office.get(reverse("judge_entry", args=[entry_of(may.key, 2).pk]))
    assert found(answer, "p.is-ok") + found(answer, "p.is-done") == [
        f"已完成（销号） 2024年5月20日 依据：{BASIS}。 看事项页"
    ]
    assert not [one for one in found(answer, "button") if "同意" in one]


def test_the_office_may_have_what_is_filed_end_at_once(may, office):
    open_number(may, 2)
    submit(entry_of(may.key, 2), may.clerk, "正在验收。")
    answer = send(office, [may.key.pk], TO_STOP)
    assert "改为自本期起办理" in found(answer, "button")
    answer = send(office, [may.key.pk], TO_STOP, at_once="on")
    assert found(answer, "li") == ["1 项自上半年起不再填报。"]
    office.post(PAGE, {"item": [f"{may.key.pk}:2"], "is_confirmed": "on", "at_once": "on", **TO_STOP})
    page = office.get(page_of(may.key))
    assert "正在验收。" in found(page, "p.song")
    assert "上半年：暂缓" in page.content.decode()
    clerk_page = office.get(reverse("entry_page", args=[ProgressEntry.every.get(task=may.key, period__number=2).pk]))
    assert clerk_page.status_code == 403


def test_the_export_of_the_list_says_how_an_item_ended(may, office, tmp_path):
    open_number(may, 2)
    end(may)
    end(may, EndingKind.SUSPENDED, task=may.other_key)
    answer = office.get(reverse("export_list"), {"of": "2024-H1"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    told = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell and "依据" in str(cell)]
    assert told == [
        f"已完成（销号），2024年5月20日，依据：{BASIS}，自上半年起不再填报。",
        f"暂缓，2024年5月20日，依据：{BASIS}，自上半年起不再填报。",
    ]
