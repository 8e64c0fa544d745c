"""What leaves the house: written down with the notice, sent afterwards, tried again, and said when it failed."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from tasks import clock
from tasks.enums import DeliveryState, EventKind, ReminderKind
from tasks.models import Delivery, Event, Notice
from tasks.permissions import Refused
from tasks.reminding.delivery_actions import BACK_OFF, LEASE, deliver_waiting, queue_robots, retry, retry_all
from tasks.reminding.messages import Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import MessageLine
from tests.cast import make_cast
from tests.loopback import robot
from tests.together import answers_at_one_moment

NOON = datetime(2024, 4, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
SENT, WAITING, FAILED = DeliveryState.SENT, DeliveryState.WAITING, DeliveryState.FAILED


@pytest.fixture
def listening(settings):
    with robot() as told:
        settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"wecom": told.address}
        yield told


@pytest.fixture
def post_office(settings):
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"email": "127.0.0.1"}


def tell(cast, recipient, key: str = "due/1") -> Notice:
    line = MessageLine(ReminderKind.DUE, key, "重点工作任务第1项今日截止")
    return put_notice(message=Message(recipient, "一季度填报：1 项今日截止", [line]), by=None)


def post(cast, key: str = "2024-04-02/notice:1") -> Delivery:
    queue_robots(government=cast.government, key=key, subject="一季度填报：1 项今日截止", body="区教委 1 项。")
    return Delivery.objects.get(key=key)


def sent_at(moment: datetime) -> dict:
    """What came of sending at that moment: state → how many."""
    with clock.pin_clock(moment):
        return dict(deliver_waiting())


def test_nothing_is_made_while_every_channel_is_off(cast):
    cast.clerk.email = "lijing@example.cn"
    tell(cast, cast.clerk)
    queue_robots(government=cast.government, key="k", subject="一季度填报", body="")
    assert not Delivery.objects.exists()
    assert deliver_waiting() == {}


def test_a_notice_goes_by_e_mail_to_whoever_has_an_address(cast, post_office, settings):
    settings.DUBAN_SITE_URL = "http://localhost"
    cast.clerk.email = "lijing@example.cn"
    tell(cast, cast.clerk)
    tell(cast, cast.other_clerk)
    assert deliver_waiting() == {SENT: 1}
    assert [(letter.to, letter.subject, letter.body) for letter in mail.outbox] == [
        (
            ["lijing@example.cn"],
            "一季度填报：1 项今日截止",
            "重点工作任务第1项今日截止\n\n查看和办理：http://localhost",
        )
    ]


def test_a_robot_is_told_once_however_often_it_is_sent(cast, listening):
    delivery = post(cast)
    assert [dict(deliver_waiting()), dict(deliver_waiting())] == [{SENT: 1}, {}]
    assert [json.loads(body)["text"]["content"] for _, body in listening.posts] == [
        "一季度填报：1 项今日截止\n区教委 1 项。"
    ]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, delivery.error) == (SENT, 1, "")


def test_a_failure_is_tried_again_later_each_time_and_then_given_up(cast, listening):
    listening.status = 500
    with clock.pin_clock(NOON):
        delivery = post(cast)
    moment, tried = NOON, []
    while sent_at(moment):
        delivery.refresh_from_db()
        tried.append((moment - NOON, delivery.state))
        # a second too early, nothing happens
        assert sent_at(delivery.next_at - timedelta(seconds=1)) == {}
        moment = clock.convert_to_local(delivery.next_at)
    minutes = [int(since.total_seconds() / 60) for since, _ in tried]
    assert minutes == [0, 1, 6, 36, 156, 876]
    assert [state for _, state in tried] == [WAITING] * 5 + [FAILED]
    assert (delivery.error, len(listening.posts)) == ("接口返回状态 500。", len(BACK_OFF) + 1)


def test_what_arrives_in_the_end_no_longer_has_an_error(cast, listening):
    listening.status = 500
    with clock.pin_clock(NOON):
        delivery = post(cast)
    sent_at(NOON)
    listening.status = 200
    assert sent_at(NOON + timedelta(minutes=1)) == {SENT: 1}
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error, delivery.attempts) == (SENT, "", 2)


def test_a_server_that_is_down_is_asked_once_a_run_and_holds_nothing_else_up(cast, settings, post_office):
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"wecom": "http://127.0.0.1:9/send"}
    post(cast, "first")
    post(cast, "second")
    cast.clerk.email = "lijing@example.cn"
    tell(cast, cast.clerk)
    assert deliver_waiting() == {WAITING: 1, SENT: 1}
    assert list(Delivery.objects.order_by("pk").values_list("channel", "state", "attempts", "error")) == [
        ("wecom", "waiting", 1, "接口拒绝连接。"),
        ("wecom", "waiting", 0, ""),
        ("email", "sent", 1, ""),
    ]


def test_what_a_stopped_process_had_taken_is_sent_after_the_lease(cast, listening):
    with clock.pin_clock(NOON):
        delivery = post(cast)
    # as a process leaves it that ends while it sends
    Delivery.objects.filter(pk=delivery.pk).update(attempts=1, next_at=NOON + LEASE)
    assert sent_at(NOON + LEASE - timedelta(seconds=1)) == {}
    assert sent_at(NOON + LEASE) == {SENT: 1}


def test_the_office_lets_a_failed_message_go_out_again(cast, listening):
    delivery = post(cast)
    Delivery.objects.update(state=FAILED, attempts=6, error="接口拒绝连接。")
    retry(delivery=delivery, by=cast.office)
    event = Event.objects.get()
    assert (event.kind, event.subject, event.before, event.after) == (
        EventKind.NOTICES_SENT,
        "企业微信 一季度填报：1 项今日截止",
        {"状态": "发送失败", "失败原因": "接口拒绝连接。"},
        {"状态": "待发送"},
    )
    assert deliver_waiting() == {SENT: 1}


def test_only_what_failed_is_sent_again_and_only_by_the_own_office(cast, listening):
    delivery = post(cast)
    with pytest.raises(Refused, match="该消息现为“待发送”，无需重新发送。"):
        retry(delivery=delivery, by=cast.office)
    Delivery.objects.update(state=FAILED)
    for person in (cast.clerk, cast.stranger, cast.administrator):
        with pytest.raises(Refused, match="不能进行此项操作"):
            retry(delivery=delivery, by=person)


def test_after_an_outage_everything_goes_out_again_at_once(cast, listening):
    for key in ("first", "second", "third"):
        post(cast, key)
    Delivery.objects.exclude(key="third").update(state=FAILED, attempts=6, error="接口拒绝连接。")
    Delivery.objects.filter(key="third").update(state=SENT, sent_at=NOON)
    assert retry_all(government=cast.government, by=cast.office) == 2
    assert deliver_waiting() == {SENT: 2}
    event = Event.objects.get()
    assert (event.subject, event.after) == (
        "示范区人民政府",
        {"状态": "待发送", "重新发送": "2 条"},
    )
    with pytest.raises(Refused, match="没有发送失败的消息"):
        retry_all(government=cast.government, by=cast.office)
    with pytest.raises(Refused, match="不能进行此项操作"):
        retry_all(government=cast.government, by=cast.stranger)


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_one_moment_send_each_message_once(settings):
    cast = make_cast()
    with robot() as told:
        settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"json": told.address}
        for number in range(20):
            post(cast, f"message:{number}")
        counts = [done[SENT] for done in answers_at_one_moment(deliver_waiting, deliver_waiting)]
    keys = sorted(json.loads(body)["key"] for _, body in told.posts)
    assert keys == sorted(f"message:{number}" for number in range(20))
    assert sum(counts) == 20
    assert not Delivery.objects.exclude(state=SENT).exists()
