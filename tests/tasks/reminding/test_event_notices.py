"""即时通知: what was done to somebody's item lies in the inbox with the act itself, in the words of the field."""

import pytest

from tasks import clock
from tasks.enums import Outcome, PeriodState
from tasks.filing.entry_actions import confirm, send_back, withdraw
from tasks.filing.period_actions import open_period, take_back_opening
from tasks.judging.judgement_actions import take_back_judgement
from tasks.judging.objection_actions import decide_objection, file_objection
from tasks.judging.review_actions import take_back_return
from tasks.models import Event, Notice, Period, ProgressEntry
from tasks.reminding.automatic_actions import send_due
from tasks.reminding.inbox import build_notice_contents, select_inbox_notices
from tests.acts import give_back, issue, judge, submit
from tests.cast import PeriodFactory

ITEM = "2024年一季度 重点工作任务第1项 建成小学两所，投用中学一所"


def read_inbox(user) -> list[tuple[str, str]]:
    """Subject and body of each notice, the oldest first."""
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("subject", "body"))


def count_unread(user) -> int:
    return Notice.objects.filter(recipient=user, read_at=None).count()


@pytest.fixture
def filed(cast) -> ProgressEntry:
    submit(cast.key_entry, cast.clerk, "已建成小学一所。")
    return cast.key_entry


def test_a_return_is_told_to_who_files_and_counts_as_read_once_filed_again(cast, filed):
    give_back(filed, cast.office)
    told = ("退回：2024年一季度 重点工作任务第1项", f"{ITEM}。督查办已退回，请按退回意见修改后重新报送。")
    assert read_inbox(cast.clerk) == read_inbox(cast.unit_head) == [told]
    assert read_inbox(cast.other_clerk) == read_inbox(cast.cooperating_clerk) == []
    submit(filed, cast.clerk, "已建成小学一所，面积3000平方米。")
    assert (count_unread(cast.clerk), count_unread(cast.unit_head)) == (0, 1)


@pytest.fixture
def asks_head(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    return cast


def test_the_head_is_told_of_what_waits_for_him_in_one_notice_until_none_waits(asks_head):
    cast = asks_head
    for entry in (cast.key_entry, cast.livelihood_entry):
        submit(entry, cast.clerk, "建成一所。")
    assert read_inbox(cast.unit_head) == [
        ("待您审核：2024年一季度填报", f"{ITEM}。李静已填报，请审核；通过后才报送督查办。")
    ]
    notice = Notice.objects.get(recipient=cast.unit_head)
    assert list(notice.reminders.values_list("entry", flat=True)) == [cast.key_entry.pk, cast.livelihood_entry.pk]
    confirm(entry=cast.key_entry, revision=1, by=cast.unit_head)
    assert count_unread(cast.unit_head) == 1
    send_back(entry=cast.livelihood_entry, reason="请写面积。", revision=1, by=cast.unit_head)
    assert count_unread(cast.unit_head) == 0


def test_what_waits_after_the_head_has_read_is_told_anew_and_withdrawing_settles_it(asks_head):
    cast = asks_head
    submit(cast.key_entry, cast.clerk)
    Notice.objects.filter(recipient=cast.unit_head).update(read_at=clock.now())
    submit(cast.livelihood_entry, cast.clerk)
    assert (len(read_inbox(cast.unit_head)), count_unread(cast.unit_head)) == (2, 1)
    withdraw(entry=cast.livelihood_entry, by=cast.clerk)
    assert count_unread(cast.unit_head) == 0


def test_nobody_is_told_to_confirm_where_the_unit_files_by_itself(cast):
    submit(cast.key_entry, cast.clerk)
    assert read_inbox(cast.unit_head) == []


def test_the_inbox_quotes_the_reason_of_a_return_until_it_is_filed_again(cast, filed):
    def read_reasons(user) -> list[str]:
        contents = build_notice_contents(user, select_inbox_notices(user), lambda *line: "")
        return [line.reason for content in contents for line in content.lines]

    give_back(filed, cast.office, "请写明面积。")
    assert read_reasons(cast.clerk) == read_reasons(cast.unit_head) == ["请写明面积。"]
    submit(filed, cast.clerk, "已建成小学一所，面积3000平方米。")
    assert read_reasons(cast.clerk) == [""]
    give_back(filed, cast.office, "请写明地点。")
    assert read_reasons(cast.clerk) == ["请写明地点。", ""]


def test_a_return_that_is_undone_is_told_too(cast, filed):
    give_back(filed, cast.office)
    take_back_return(entry=filed, returned=Event.objects.filter(kind="entry_returned").first(), by=cast.office)
    assert read_inbox(cast.clerk)[1:] == [("退回已撤销", f"{ITEM}。退回已撤销。")]
    assert count_unread(cast.clerk) == 1


def test_a_judgement_is_told_where_it_lags_or_changes(cast, filed):
    judge(filed, cast.office, Outcome.ON_TRACK)
    assert read_inbox(cast.clerk) == []
    judge(filed, cast.office, Outcome.LAGGING, "用地未落实。")
    judge(filed, cast.office, Outcome.ON_TRACK)
    assert read_inbox(cast.clerk) == [
        (
            f"研判：2024年一季度 重点工作任务第1项“{outcome}”",
            f"{ITEM}。督查办研判为“{outcome}”；有异议的，可在该事项页申请复核。",
        )
        for outcome in ("推进滞后", "正常推进")
    ]


def test_a_judgement_that_is_undone_is_told_too(cast, filed):
    judge(filed, cast.office, Outcome.LAGGING, "用地未落实。")
    take_back_judgement(entry=filed, judged=Event.objects.filter(kind="entry_judged").first(), by=cast.office)
    assert read_inbox(cast.clerk)[1:] == [("研判已撤销", f"{ITEM}。研判已撤销。")]


def test_an_objection_is_told_to_the_office_and_its_decision_to_the_unit(cast, filed):
    judge(filed, cast.office, Outcome.LAGGING, "用地未落实。")
    filed.refresh_from_db()
    objection = file_objection(entry=filed, reason="已开工。", seen=filed.judgement_id, by=cast.clerk)
    assert read_inbox(cast.office_head) == [("区教委申请复核", f"区教委申请复核：{ITEM}")]
    decide_objection(objection=objection, outcome=Outcome.ON_TRACK, decision="现场核查属实。", by=cast.office_head)
    assert read_inbox(cast.clerk)[-1] == (
        "复核改为：2024年一季度 重点工作任务第1项",
        f"{ITEM}。复核改为“正常推进”：现场核查属实。",
    )


def test_the_opening_of_a_period_is_told_at_once_and_not_again(cast):
    period = PeriodFactory(plan=cast.plan, number=2, state=PeriodState.PLANNED, due_on="2024-07-05")
    open_period(period=Period.objects.get(pk=period.pk), by=cast.office)
    ((subject, body),) = read_inbox(cast.clerk)
    assert (subject, body.count("填报已开启，请于7月5日前报送。")) == ("上半年填报：3 项已开启填报", 3)
    send_due(government=cast.government, on=clock.today())
    assert [each for each in read_inbox(cast.clerk)[1:] if "上半年" in each[0]] == []


def test_an_opening_that_is_undone_is_told_too(cast):
    period = Period.objects.get(pk=PeriodFactory(plan=cast.plan, number=2, state="planned", due_on="2024-07-05").pk)
    open_period(period=period, by=cast.office)
    take_back_opening(period=period, opened=Event.objects.filter(kind="period_opened").first(), by=cast.office)
    subject, body = read_inbox(cast.clerk)[-1]
    assert (subject, body.count("填报开启已撤销。"), count_unread(cast.clerk)) == ("填报开启已撤销", 3, 1)


def test_an_issue_is_told_to_everybody_who_reads_it(cast):
    for entry in cast.period.entries.all():
        judge(entry, cast.office)
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    publication = issue(cast.period, cast.office)
    told = ("已印发：2024年一季度", f"《{publication.title}》已印发。")
    assert [read_inbox(user)[-1] for user in (cast.clerk, cast.leader, cast.head, cast.office_head)] == [told] * 4
    assert (read_inbox(cast.office), read_inbox(cast.viewer), read_inbox(cast.stranger)) == ([], [], [])
