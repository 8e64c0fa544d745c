"""The page of the reminder rules: settings, what follows from them, and how the channels do."""

from datetime import timedelta

from django.urls import reverse

from tasks import clock
from tasks.enums import DeliveryState
from tasks.models import Delivery, Government
from tasks.periods import format_chinese_moment
from tests.pages import errors, found, rows, said

PAGE = reverse("reminder_rules")


def form_of(client) -> dict:
    return {field.html_name: field.value() for field in client.get(PAGE).context["form"]}


def delivery(cast, **given) -> Delivery:
    now = clock.now()
    parts = {"channel": "wecom", "key": "1", "subject": "4月2日催办", "made_at": now, "next_at": now} | given
    return Delivery.objects.create(government=cast.government, **parts)


def channels(answer) -> list[list[str]]:
    return [row for row in rows(answer) if row[0] in ("电子邮件", "企业微信", "钉钉", "通用接口")]


def test_the_page_opens_with_what_holds_and_saving_it_changes_nothing(cast, sign_in):
    client = sign_in(cast.office)
    assert form_of(client)["days_before"] == "7、3、1"
    answer = client.post(PAGE, form_of(client), follow=True)
    assert said(answer) == ["没有改动。"]
    assert Government.objects.get(pk=cast.government.pk).reminder_rules == {}


def test_what_differs_is_kept_and_shows_in_the_days_of_the_open_period(cast, sign_in):
    client = sign_in(cast.office)
    assert rows(client.get(PAGE))[:6] == [
        ["3月21日（星期四）", "填报开启", "填报员"],
        ["3月25日（星期一）", "临近截止 还剩 7 个工作日", "填报员"],
        ["3月29日（星期五）", "临近截止 还剩 3 个工作日", "填报员"],
        ["4月2日（星期二）", "临近截止 还剩 1 个工作日", "填报员"],
        ["4月3日（星期三）", "今日截止", "填报员"],
        ["4月8日（星期一）", "逾期未报", "填报员、单位审核人"],
    ]
    changed = form_of(client) | {"days_before": "2，5", "kinds": ["coming_due", "overdue"]}
    answer = client.post(PAGE, changed, follow=True)
    assert said(answer) == ["催办规则已保存，下一次自动催办起生效。"]
    assert Government.objects.get(pk=cast.government.pk).reminder_rules == {
        "days_before": [5, 2],
        "kinds": ["coming_due", "overdue"],
    }
    assert [row[0] for row in rows(answer)[:3]] == [
        "3月27日（星期三）",
        "4月1日（星期一）",
        "4月8日（星期一）",
    ]


def test_what_cannot_be_used_is_said_and_kept_in_the_form(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.post(PAGE, form_of(client) | {"days_before": "七"})
    assert (answer.status_code, errors(answer)) == (
        422,
        ["“截止前提醒（工作日）”应为整数，现为“七”。"],
    )
    assert answer.context["form"]["days_before"].value() == "七"
    answer = client.post(PAGE, form_of(client) | {"overdue_after": ""})
    assert errors(answer) == ["这个字段是必填项。"]


def test_channels_are_off_and_say_what_waits_when_they_are_on(cast, sign_in, settings):
    client = sign_in(cast.office)
    assert channels(client.get(PAGE)) == [
        ["电子邮件", "未启用", "0", "0", "没有", ""],
        ["企业微信", "未启用", "0", "0", "没有", ""],
        ["钉钉", "未启用", "0", "0", "没有", ""],
        ["通用接口", "未启用", "0", "0", "没有", ""],
    ]
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"wecom": "http://127.0.0.1/"}
    delivery(cast, key="1")
    delivery(cast, key="2", error="接口拒绝连接。")
    delivery(cast, key="3", state=DeliveryState.SENT, sent_at=clock.now())
    sent = format_chinese_moment(clock.now())
    assert channels(client.get(PAGE))[1] == ["企业微信", "已启用", "2", "0", sent, "接口拒绝连接。"]


def test_what_nobody_sends_for_an_hour_is_warned_of(cast, sign_in):
    client = sign_in(cast.office)
    delivery(cast, next_at=clock.now() - timedelta(minutes=59))
    assert found(client.get(PAGE), "p.is-watch") == []
    delivery(cast, key="2", next_at=clock.now() - timedelta(minutes=61))
    assert [line.split()[0] for line in found(client.get(PAGE), "p.is-watch")] == ["有消息等待超过一小时"]


def test_what_was_given_up_is_listed_with_its_reason_and_sent_again(cast, sign_in):
    client = sign_in(cast.office)
    failed = delivery(cast, state=DeliveryState.FAILED, error="接口拒绝连接。", attempts=6)
    assert rows(client.get(PAGE))[-1][1:] == [
        "企业微信",
        "群机器人",
        "4月2日催办",
        "接口拒绝连接。",
        "重新发送",
    ]
    answer = client.post(reverse("delivery_retry", args=[failed.pk]), follow=True)
    assert said(answer) == ["已重新排队，随下一次定时任务发送。"]
    answer = client.post(reverse("delivery_retry", args=[failed.pk]), follow=True)
    assert said(answer) == ["该消息现为“待发送”，无需重新发送。"]


def test_everything_that_was_given_up_is_sent_again_with_one_press(cast, sign_in):
    client = sign_in(cast.office)
    for key in "12":
        delivery(cast, key=key, state=DeliveryState.FAILED, error="接口拒绝连接。")
    for answer in ("已重新排队，随下一次定时任务发送。", "没有发送失败的消息，可能刚刚已重新发送。"):
        assert said(client.post(reverse("deliveries_retry"), follow=True)) == [answer]


def test_another_government_s_messages_are_neither_seen_nor_sent(cast, sign_in):
    failed = delivery(cast, state=DeliveryState.FAILED, error="接口拒绝连接。")
    client = sign_in(cast.stranger)
    assert "接口拒绝连接" not in client.get(PAGE).content.decode()
    assert client.post(reverse("delivery_retry", args=[failed.pk])).status_code == 404


def test_the_page_takes_the_same_queries_whatever_failed(cast, sign_in, reads_in):
    numbers = iter(range(9))

    def add():
        person = cast.clerk
        notice = person.notices.create(government=cast.government, subject="一季度填报", sent_at=clock.now())
        delivery(
            cast,
            key=f"{next(numbers)}",
            channel="email",
            notice=notice,
            address="lijing@example.cn",
            state=DeliveryState.FAILED,
            error="邮件服务器拒绝连接。",
        )

    reads_in(9, sign_in(cast.office), PAGE, add)
