"""催办记录."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tasks import clock
from tasks.enums import Channel, DeliveryState, ReminderKind, Role
from tasks.models import Delivery, Notice
from tasks.reminding.automatic_actions import send_due
from tasks.reminding.inbox_actions import mark_read
from tasks.reminding.manual import compose_mailing
from tasks.reminding.manual_actions import remind
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tests.cast import EntryFactory, TaskFactory, UnitFactory, UserFactory
from tests.pages import found, rows

SENT = reverse("reminder_list")
MONDAY, TUESDAY = (datetime(2024, 4, day, 2, 30, tzinfo=UTC) for day in (8, 9))


@pytest.fixture
def office(cast, sign_in):
    return sign_in(cast.office)


@pytest.fixture
def told(cast) -> None:
    """The system asks everybody on Monday, the office 区教委 on Tuesday; its clerk has read the first."""
    with clock.pin_clock(MONDAY):
        send_due(government=cast.government, on=clock.today())
        mark_read(notice=cast.clerk.notices.get(), by=cast.clerk)
    with clock.pin_clock(TUESDAY):
        to = [Role.CLERK, Role.LEADER]
        mark = compose_mailing(cast.period, [cast.key_entry.pk], to, clock.today()).mark
        chosen = {"period": cast.period, "entries": [cast.key_entry], "to": to}
        remind(**chosen, line="请抓紧。", by=cast.office, again=mark)


def failed(cast, **given) -> Delivery:
    usual = {
        "channel": Channel.EMAIL,
        "key": "one",
        "subject": "催办",
        "attempts": 6,
        "error": "对方服务器拒收",
    }
    moment = {"made_at": MONDAY, "next_at": MONDAY, "state": DeliveryState.FAILED}
    return Delivery.objects.create(government=cast.government, **{**usual, **moment, **given})


def test_the_record_counts_days_items_and_acts_by_hand_of_each_unit(office, told):
    assert rows(office.get(SENT))[:2] == [
        ["区教委", "2", "1", "3", "4月9日", "2"],
        ["区城市管理局", "1", "0", "1", "4月8日", "1"],
    ]


def test_every_notice_stands_there_with_sender_reader_and_text(office, told):
    lagging = "重点工作任务第1项“建成小学两所，投用中学一所”：应于4月5日报送，已逾期 2 个工作日。"
    shown = rows(office.get(SENT))[2:]
    assert [row[:3] + row[4:] for row in shown] == [
        ["4月9日 10:30", "陈红", "王明 区领导", "未读", ""],
        ["4月9日 10:30", "陈红", "李静 区教委", "未读", ""],
        ["4月8日 10:30", "系统", "周强 区教委", "未读", ""],
        ["4月8日 10:30", "系统", "李静 区教委", "已读 4月8日 10:30", ""],
        ["4月8日 10:30", "系统", "赵磊 区城市管理局", "未读", ""],
    ]
    assert shown[1][3] == (f"催办——一季度填报：1 项逾期未报 请抓紧。 【一季度填报】1 项逾期未报 {lagging}")


def test_the_record_of_one_unit(cast, office, told):
    answer = office.get(SENT, {"unit": cast.other_unit.pk})
    assert [row[2] for row in rows(answer)[2:]] == ["赵磊 区城市管理局"]
    assert found(answer, "h2")[0] == "区城市管理局收到的通知 1 条 全部单位"
    assert len(rows(office.get(SENT, {"unit": "x"}))) == 7


def test_answers_to_what_units_ask_are_no_reminders(cast, office):
    line = build_message_line(ReminderKind.REQUEST, "request:1", "申请已同意", cast.key_entry)
    put_notice(message=Message(cast.clerk, "申请已同意", [line]), by=cast.office)
    assert found(office.get(SENT), "p.empty") == ["本期还没有发出催办通知。"]


def test_another_government_sees_nothing_of_it(cast, sign_in, told):
    assert rows(sign_in(cast.stranger).get(SENT)) == []


def test_what_did_not_leave_the_house_says_why(cast, office, told):
    failed(cast, notice=cast.other_clerk.notices.get())
    why = "电子邮件 发送失败 已试 6 次：对方服务器拒收 重新发送"
    assert [row[5] for row in rows(office.get(SENT))[2:]] == ["", "", "", "", why]


def test_the_record_takes_as_many_queries_for_three_units_as_for_one(cast, office, reads_in):
    def one_more():
        unit = UnitFactory(government=cast.government)
        UserFactory(government=cast.government, unit=unit, role=Role.CLERK)
        entry = EntryFactory(task=TaskFactory(plan=cast.plan, edition__lead=[unit]), period=cast.period)
        with clock.pin_clock(MONDAY):
            remind(period=cast.period, entries=[entry], line="", to=[Role.CLERK], by=cast.office)
        failed(cast, key=f"unit:{unit.pk}", notice=Notice.objects.first())

    reads_in(8, office, SENT, one_more)
