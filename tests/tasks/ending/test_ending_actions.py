"""办结与停办: an item that is done or stopped is asked no more, and goes on where the office takes that back."""

from datetime import date

import pytest

from tasks.assessing.lagging import SignalCode
from tasks.enums import EndingKind, EntryState, EventKind, Outcome, PeriodState, ReminderKind, Standing
from tasks.filing.entry_actions import save_draft
from tasks.filing.openings import list_unit_openings
from tasks.filing.period_actions import create_periods, open_period
from tasks.judging import judgement_actions, review_actions
from tasks.models import Ending, Event, Notice, Period, ProgressEntry, Reminder
from tasks.permissions import Refused
from tasks.plans.deadline_actions import settle_deadlines
from tasks.reminding.automatic_actions import send_due
from tests.acts import accept, content, give_back, judge, kinds_of_events, submit
from tests.cast import EntryFactory, PlanFactory, TaskFactory
from tests.tasks.ending.years import (
    AUTOMATIC,
    BASIS,
    DONE_ON,
    MAY,
    WORDS,
    end,
    entry_of,
    is_issued,
    make_may,
    open_number,
    resume,
    told_of,
)

STOPS = (EndingKind.SUSPENDED, EndingKind.CANCELLED)


@pytest.fixture
def may(cast, settings):
    make_may(cast, settings)
    return cast


BLANK = (EntryState.BLANK, "", "", None)


def test_what_is_done_in_may_is_not_asked_again_through_the_year(may):
    end(may)
    for number in (2, 3, 4):
        period = open_number(may, number)
        entry = entry_of(may.key, number)
        assert told_of(entry) == AUTOMATIC
        assert (entry.is_automatic, entry.is_owed, entry.is_overdue(date(2025, 2, 1))) == (True, False, False)
        assert (entry.standing, entry.signals) == (Standing.NORMAL, [])
        assert told_of(entry_of(may.other_key, number)) == BLANK
        assert may.key not in [one.task for one in ProgressEntry.objects.owed().filter(period=period)]


def test_the_first_quarter_keeps_what_was_filed_in_it(may):
    end(may)
    entry = entry_of(may.key, 1)
    assert (entry.state, entry.text, entry.published_text) == (EntryState.ACCEPTED, "建成小学一所。", "")
    assert not entry.is_automatic


def test_an_ending_is_one_row_of_the_audit_log_and_tells_the_people_concerned(may):
    before = kinds_of_events()
    made = end(may)
    assert kinds_of_events()[len(before) :] == [EventKind.TASK_ENDED]
    event = Event.objects.get(kind=EventKind.TASK_ENDED)
    assert (event.actor_name, event.subject_id, event.after) == (
        "陈红",
        may.key.pk,
        {
            "种类": "已完成（销号）",
            "日期": "2024年5月20日",
            "起始": "自上半年起不再填报",
            "报告用语": WORDS,
            "依据": BASIS,
        },
    )
    said = Notice.objects.filter(reminders__kind=ReminderKind.ENDED).distinct()
    assert {notice.recipient.name for notice in said} == {"李静", "周强", "孙丽", "王明"}
    assert said[0].body == (
        "重点工作任务第1项 建成小学两所，投用中学一所：已完成（销号），2024年5月20日，依据：区政府第30次常务会议，"
        "自上半年起不再填报。"
    )
    assert (made.since, made.made_by) == (2, may.office)


def test_without_words_the_report_says_the_day(may):
    assert end(may, words="").words == "已于5月20日完成。"


def test_an_untouched_entry_of_the_open_period_is_filed_at_once(may):
    open_number(may, 2)
    assert end(may).since == 2
    assert told_of(entry_of(may.key, 2)) == AUTOMATIC


def test_a_period_that_is_due_before_the_item_was_done_still_asks(cast, settings):
    settings.DUBAN_TODAY = MAY
    assert end(cast).since == 2
    assert told_of(entry_of(cast.key, 1)) == BLANK


@pytest.mark.parametrize("kind", STOPS)
def test_a_stopped_item_has_no_entry_from_then_on(may, kind):
    made = end(may, kind)
    assert (made.since, made.words, made.reason) == (2, "", "用地未获批复。")
    open_number(may, 2)
    assert entry_of(may.key, 2) is None
    assert entry_of(may.key, 1).text == "建成小学一所。"
    assert entry_of(may.other_key, 2) is not None


def test_an_item_is_merged_into_another(may):
    made = end(may, EndingKind.MERGED, merged_into=may.other_key)
    assert [one.task for one in may.other_key.absorbed.all()] == [may.key]
    assert made.merged_into == may.other_key
    open_number(may, 2)
    assert entry_of(may.key, 2) is None


def test_an_untouched_entry_of_a_stopped_item_goes(may):
    open_number(may, 2)
    assert end(may, EndingKind.SUSPENDED).since == 2
    assert entry_of(may.key, 2) is None


def test_issued_periods_keep_what_they_printed(may):
    is_issued(may.period)
    end(may, EndingKind.CANCELLED)
    assert entry_of(may.key, 1).text == "建成小学一所。"


def test_a_year_whose_report_is_issued_ends_nothing_any_more(may):
    is_issued(open_number(may, 4))
    with pytest.raises(Refused, match="2024年全年报告已印发，不再办结或停办。"):
        end(may)


def test_nothing_is_left_to_ask_where_the_last_period_is_filed(may):
    for number in (2, 3, 4):
        submit(entry_of_open(may, number), may.clerk, f"完成第{number}批。")
    made = end(may)
    assert (made.since, made.since_label) == (5, "")


def entry_of_open(cast, number: int) -> ProgressEntry:
    open_number(cast, number)
    return entry_of(cast.key, number)


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        (EndingKind.DONE, {"on": date(2024, 5, 22)}, "日期不能晚于今天；还没有完成或决定的，到时再办理。"),
        (EndingKind.DONE, {"on": date(2022, 12, 31)}, "日期应不早于2023年1月1日。"),
        (EndingKind.DONE, {"basis": " "}, "请写明依据，如文号或会议。"),
        (EndingKind.DONE, {"basis": "会" * 201}, "依据至多 200 字。"),
        (EndingKind.DONE, {"words": "完" * 1001}, "报告用语至多 1000 字。"),
        (EndingKind.SUSPENDED, {"reason": ""}, "列为“暂缓”的，请写明原因，责任单位将看到。"),
        (EndingKind.CANCELLED, {"reason": "因" * 1001}, "说明至多 1000 字。"),
        (EndingKind.MERGED, {}, "请选择并入的事项。"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(may, kind, given, why):
    with pytest.raises(Refused, match=why):
        end(may, kind, **given)
    assert not Ending.objects.exists()


def test_an_item_is_merged_only_into_another_that_goes_on_in_the_same_year(may):
    with pytest.raises(Refused, match="事项不能并入自己，请选择另一项。"):
        end(may, EndingKind.MERGED, merged_into=may.key)
    elsewhere = TaskFactory(plan=PlanFactory(government=may.government, year=2023))
    with pytest.raises(Refused, match="只能并入同一年度方案的事项。"):
        end(may, EndingKind.MERGED, merged_into=elsewhere)
    with pytest.raises(Refused, match="只有“并入”才写明并入的事项。"):
        end(may, EndingKind.DONE, merged_into=may.other_key)
    end(may, EndingKind.CANCELLED, task=may.other_key)
    may.other_key.refresh_from_db()
    with pytest.raises(Refused, match="“重点工作任务第2项”已取消，不能再并入它，请选择仍在办理的事项。"):
        end(may, EndingKind.MERGED, merged_into=may.other_key)


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "stranger"])
def test_only_the_office_of_the_government_ends_and_resumes(may, who):
    with pytest.raises(Refused, match="只有督查办可以办结或停办事项。"):
        end(may, by=getattr(may, who))
    end(may)
    with pytest.raises(Refused, match="只有督查办可以恢复办理。"):
        resume(may, by=getattr(may, who))


def test_an_item_ends_once(may):
    end(may)
    why = "重点工作任务第1项已由陈红列为“已完成（销号）”，没有再办理；要更改的，请先恢复办理。"
    with pytest.raises(Refused, match=why):
        end(may, EndingKind.CANCELLED, by=may.second_office)
    assert Ending.objects.get().kind == EndingKind.DONE


def test_what_the_preview_said_must_still_hold(may):
    open_number(may, 2)
    submit(entry_of(may.key, 2), may.clerk, "正在验收。")
    why = "重点工作任务第1项刚刚有了变化（上半年已报送待审核，仍按填报内容办理），请核对后再办理。"
    with pytest.raises(Refused) as refusal:
        end(may, seen=2)
    assert str(refusal.value) == why


def test_the_unit_cannot_file_what_is_done_and_the_office_cannot_return_it(may):
    open_number(may, 2)
    entry = entry_of(may.key, 2)
    end(may)
    with pytest.raises(Refused, match="该事项已经完成，本期不再填报。"):
        save_draft(entry=entry, **content("再补充。"), by=may.clerk)
    why = "该事项已销号，本期由系统列为已完成；要单位重新填报的，请先在事项页恢复办理。"
    with pytest.raises(Refused, match=why):
        give_back(entry, may.office)
    with pytest.raises(Refused, match=why):
        review_actions.reopen_entry(entry=entry, by=may.office)
    with pytest.raises(
        Refused, match="重点工作任务第1项已销号（2024年5月20日完成），要改变结论，请先在事项页恢复办理。"
    ):
        judge(entry, may.office, Outcome.LAGGING, "没有完成。")


def test_the_unit_that_files_while_the_item_is_stopped_is_told(may):
    open_number(may, 2)
    entry = entry_of(may.key, 2)
    end(may, EndingKind.SUSPENDED)
    with pytest.raises(Refused, match="该事项已停办，本期不再填报。"):
        save_draft(entry=entry, **content("已开工。"), by=may.clerk)


def test_a_resumed_item_is_asked_again_in_the_open_period(may):
    end(may)
    open_number(may, 2)
    resumed = resume(may)
    body = Notice.objects.filter(recipient=may.clerk).latest("pk").body
    assert (resumed.asked, resumed.kept) == (["上半年"], [])
    entry = entry_of(may.key, 2)
    assert told_of(entry) == BLANK
    assert (entry.is_owed, entry.reviewed_at, Ending.objects.exists()) == (True, None, False)
    open_number(may, 3)
    assert told_of(entry_of(may.key, 3)) == BLANK
    event = Event.objects.get(kind=EventKind.TASK_RESUMED)
    assert (event.reason, event.before["种类"], event.after) == (
        "验收未通过。",
        "已完成（销号）",
        {"重新填报": "上半年"},
    )
    assert body == ("重点工作任务第1项 建成小学两所，投用中学一所：恢复办理，上半年仍须填报。理由：验收未通过。")


def test_a_resumed_item_gets_the_entry_that_it_lost(may):
    open_number(may, 2)
    end(may, EndingKind.SUSPENDED)
    assert resume(may).asked == ["上半年"]
    assert told_of(entry_of(may.key, 2)) == BLANK
    # and may be stopped again
    assert end(may, EndingKind.CANCELLED).since == 2


def test_closed_periods_and_changed_entries_stay_as_they_are(may):
    end(may)
    second = open_number(may, 2)
    Period.objects.filter(pk=second.pk).update(state=PeriodState.CLOSED)
    open_number(may, 3)
    third = entry_of(may.key, 3)
    fingerprint = review_actions.compute_wording_fingerprint(third)
    review_actions.reword_entry(entry=third, text="全部完成。", seen=fingerprint, by=may.office)
    resumed = resume(may)
    assert (resumed.asked, resumed.kept) == ([], ["上半年", "前三季度"])
    assert told_of(entry_of(may.key, 2)) == AUTOMATIC
    # without the ending the office may return it
    assert give_back(entry_of(may.key, 2), may.office).state == EntryState.RETURNED


def test_what_cannot_be_resumed_is_refused(may):
    with pytest.raises(Refused, match="该事项没有办结或停办，可能同事刚刚已恢复办理。"):
        resume(may)
    made = end(may)
    with pytest.raises(Refused, match="请写明恢复办理的理由。"):
        resume(may, " ")
    resume(may)
    again = end(may)
    with pytest.raises(Refused, match="该事项没有办结或停办，可能同事刚刚已恢复办理。"):
        resume(may, seen=made.pk)
    assert Ending.objects.get() == again


def test_judging_an_item_as_done_in_the_first_quarter_closes_it(cast):
    accept(submit(cast.key_entry, cast.clerk, "全部投用。"), cast.office)
    judge_done(cast, date(2024, 3, 28))
    made = Ending.objects.get()
    assert (made.kind, made.since, made.on, made.words, made.basis, made.reason) == (
        EndingKind.DONE,
        2,
        date(2024, 3, 28),
        "已于3月28日完成。",
        "2024年一季度研判",
        "验收报告已核对。",
    )
    assert kinds_of_events()[-1] == EventKind.ENTRY_JUDGED
    assert Event.objects.latest("pk").after["起始"] == "自上半年起不再填报"

    create_periods(plan=cast.plan, by=cast.office)
    for number in (2, 3, 4):
        open_number(cast, number)
        assert entry_of(cast.key, number).is_automatic


def judge_done(cast, on, entry=None):

    entry = entry or cast.key_entry
    entry.refresh_from_db()
    return judgement_actions.judge(
        entry=entry,
        outcome=Outcome.REACHED,
        reason="验收报告已核对。",
        seen=entry.judgement_id,
        completed_on=on,
        by=cast.office,
    )


def test_a_judgement_of_done_needs_its_day(cast):
    with pytest.raises(Refused, match="研判为“已完成”的，请填写完成日期；以后各期不再要求填报。"):
        judge_done(cast, None)
    with pytest.raises(Refused, match="日期不能晚于今天"):
        judge_done(cast, date(2024, 4, 3))
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.judgement, Ending.objects.count()) == (None, 0)


def test_a_blank_entry_that_is_judged_as_done_is_filed_by_itself(cast):
    judgement = judge_done(cast, date(2024, 3, 28))
    entry = entry_of(cast.key, 1)
    assert (entry.is_automatic, entry.judgement, entry.is_owed) == (True, judgement, False)
    assert judgement.reason == "验收报告已核对。"


def test_at_the_years_end_done_needs_no_day_and_ends_nothing(may):
    open_number(may, 4)
    judge(entry_of(may.other_key, 4), may.office, Outcome.REACHED)
    assert not Ending.objects.exists()


def test_what_is_done_gives_no_signal_and_what_is_stopped_none_about_its_deadline(may):

    days = dict.fromkeys((may.key.pk, may.other_key.pk), date(2024, 3, 31))
    settle_deadlines(plan=may.plan, days=days, by=may.office)
    assert entry_of(may.key, 1).has_signal(SignalCode.OVERDUE)
    assert entry_of(may.other_key, 1).has_signal(SignalCode.OVERDUE)
    end(may)
    end(may, EndingKind.SUSPENDED, task=may.other_key)
    done, stopped = entry_of(may.key, 1), entry_of(may.other_key, 1)
    assert (done.signals, done.standing) == ([], Standing.NORMAL)
    assert not stopped.has_signal(SignalCode.OVERDUE)
    resume(may)
    assert entry_of(may.key, 1).has_signal(SignalCode.OVERDUE)


def test_nobody_is_reminded_of_what_ended(may, settings):
    end(may)
    end(may, EndingKind.SUSPENDED, task=may.livelihood)
    open_number(may, 2)
    settings.DUBAN_TODAY = date(2024, 7, 8)
    send_due(government=may.government, on=date(2024, 7, 8))
    asked = Reminder.objects.exclude(kind=ReminderKind.ENDED).values_list("entry__task", flat=True)
    assert set(asked) == {may.target.pk, may.other_key.pk}


def test_an_item_that_lagged_twice_and_was_stopped_is_brought_before_nobody(may, settings):
    judge(entry_of(may.other_key, 1), may.office, Outcome.LAGGING, "未开工。")
    second = open_number(may, 2)
    judge(entry_of(may.other_key, 2), may.office, Outcome.LAGGING, "仍未开工。")
    Period.objects.filter(pk=second.pk).update(state=PeriodState.CLOSED)
    end(may, EndingKind.CANCELLED, task=may.other_key)
    settings.DUBAN_TODAY = date(2024, 7, 15)
    send_due(government=may.government, on=date(2024, 7, 15))
    assert not Reminder.objects.filter(kind__in=(ReminderKind.LAGGING_TWICE, ReminderKind.ESCALATED)).exists()


def test_opening_for_some_units_alone_asks_only_what_goes_on(may):

    end(may, EndingKind.SUSPENDED)
    end(may, task=may.livelihood)
    second = Period.objects.get(plan=may.plan, number=2)
    rows = {row.unit.name: row.tasks for row in list_unit_openings(second)}
    assert rows == {"区教委": 2, "区城市管理局": 1}
    open_period(period=second, units=[may.lead_unit], by=may.office)
    assert set(second.entries.values_list("task", "state")) == {
        (may.target.pk, EntryState.BLANK),
        (may.livelihood.pk, EntryState.ACCEPTED),
    }


def test_an_item_of_another_year_does_not_hold_up_the_ending(may):
    EntryFactory(task=TaskFactory(plan=PlanFactory(government=may.government, year=2023)))
    assert end(may).since == 2


def test_day_and_basis_stand_on_the_ending(may):
    made = end(may)
    assert (str(made), made.on, made.since_label) == ("重点工作任务第1项 已完成（销号）", DONE_ON, "上半年")


@pytest.mark.parametrize(
    ("text", "printed"), [("完成总工程量的63%。", "已于3月28日完成。"), ("建成小学两所，投用中学一所。", "")]
)
def test_what_is_judged_as_done_is_printed_as_done(cast, text, printed):
    accept(submit(cast.key_entry, cast.clerk, text), cast.office)
    judge_done(cast, date(2024, 3, 28))
    entry = entry_of(cast.key, 1)
    assert (entry.text, entry.published_text) == (text, printed)
