"""Tests ``send_reminders`` as a timer runs it."""

import json
from datetime import date

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from tasks.enums import EventKind
from tasks.models import Delivery, Event, Government, Notice
from tasks.reminding.automatic import compose_due_mailing

OWN = "--government=示范区人民政府"


@pytest.fixture
def last_day(settings):
    settings.DUBAN_TODAY = date(2024, 4, 3)


def test_it_tells_and_then_sends(cast, last_day, settings, capsys):
    settings.DUBAN_CHANNELS = settings.DUBAN_CHANNELS | {"email": "127.0.0.1"}
    cast.clerk.email = "lijing@example.cn"
    cast.clerk.save()
    call_command("send_reminders", OWN)
    assert capsys.readouterr().out.splitlines() == [
        "示范区人民政府：通知 2 人",
        "    区城市管理局 赵磊　一季度填报：1 项今日截止",
        "    区教委 李静　一季度填报：3 项今日截止",
        "待发送 0 条，已发送 1 条，发送失败 0 条",
    ]
    assert [letter.subject for letter in mail.outbox] == ["一季度填报：3 项今日截止"]


def test_run_again_it_tells_nobody(cast, last_day, capsys):
    call_command("send_reminders", OWN)
    capsys.readouterr()
    call_command("send_reminders", OWN)
    assert capsys.readouterr().out == "示范区人民政府：通知 0 人\n"


def test_a_dry_run_of_another_day_writes_nothing(cast, capsys):
    call_command("send_reminders", OWN, "--dry-run", "--on=2024-04-08", "--json")
    answer = json.loads(capsys.readouterr().out)
    notices = answer["governments"][0].pop("notices")
    assert answer == {
        "on": "2024-04-08",
        "dry_run": True,
        "governments": [{"government": "示范区人民政府"}],
        "delivered": {"waiting": 0, "sent": 0, "failed": 0},
        "errors": [],
    }
    assert [(one["recipient"], one["subject"], len(one["reminders"])) for one in notices] == [
        ("chengguan", "一季度填报：1 项逾期未报", 1),
        ("jiaowei", "一季度填报：3 项逾期未报", 3),
        ("jiaowei_head", "一季度填报：3 项逾期未报", 3),
    ]
    assert notices[0] | {"reminders": notices[0]["reminders"][0]} == {
        "recipient": "chengguan",
        "name": "赵磊",
        "unit": "区城市管理局",
        "subject": "一季度填报：1 项逾期未报",
        "reminders": {
            "kind": "overdue",
            "key": f"overdue/entry:{cast.other_entry.pk}/2024-04-05/1",
            "period": "一季度",
            "text": "重点工作任务第2项“新增公共停车位7000个”：应于4月5日报送，已逾期 1 个工作日。",
        },
    }
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


def test_a_government_with_unusable_rules_is_said_and_the_others_are_done(cast, last_day, capsys):
    Government.objects.filter(pk=cast.government.pk).update(reminder_rules={"weekly": 1})
    with pytest.raises(CommandError) as refusal:
        call_command("send_reminders", "--json")
    said = "示范区人民政府：没有名为“weekly”的催办规则。"
    assert (str(refusal.value), refusal.value.returncode) == (said, 1)
    answer = json.loads(capsys.readouterr().out)
    assert ([one["government"] for one in answer["governments"]], answer["errors"]) == (
        ["邻区人民政府"],
        [said],
    )


def test_a_government_that_fails_leaves_one_audit_row_a_day_and_the_others_are_told(
    cast, last_day, capsys, monkeypatch
):
    def fail(government, on):
        if government != cast.government:
            return compose_due_mailing(government, on)
        raise OverflowError("date value out of range")

    monkeypatch.setattr("tasks.reminding.automatic_actions.compose_due_mailing", fail)
    said = "示范区人民政府：程序出错（OverflowError），详见服务日志。"
    for _ in range(2):
        with pytest.raises(CommandError) as refusal:
            call_command("send_reminders")
        assert (str(refusal.value), capsys.readouterr().out) == (said, "邻区人民政府：通知 0 人\n")
    rows = Event.objects.filter(kind=EventKind.TIMER_FAILED)
    assert list(rows.values_list("government_id", "subject", "reason", "succeeded")) == [
        (cast.government.pk, "示范区人民政府 催办", said, False)
    ]


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["--on=2024-04-07"], "--on 只能与 --dry-run 一起使用。", 2),
        (["--government=无此区"], "没有名为“无此区”的辖区政府。", 1),
    ],
)
def test_wrong_arguments_and_what_is_not_there_are_told_apart(cast, arguments, said, status):
    with pytest.raises(CommandError, match=said) as refusal:
        call_command("send_reminders", *arguments)
    assert refusal.value.returncode == status


def test_a_day_out_of_the_bounds_is_said(cast):
    with pytest.raises(CommandError, match="日期应在1949年1月1日至2209年12月31日之间，请核对年份。"):
        call_command("send_reminders", "--dry-run", "--on=9999-12-31")


def test_a_day_that_is_no_day_is_said(cast):
    with pytest.raises(CommandError, match="日期应写作 2024-04-02，现为“4月7日”。"):
        call_command("send_reminders", "--dry-run", "--on=4月7日")
