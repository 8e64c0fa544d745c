"""留痕: the audit log, as the auditor reads it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tasks.audit import Origin, act_from, record
from tasks.clock import pin_clock
from tasks.enums import EntryState, EventKind
from tests.pages import errors, found, rows

LOG = reverse("event_list")


def note(
    cast, kind=EventKind.ENTRY_SUBMITTED, subject=None, *, by=None, day: int = 2, address: str = "", **more
) -> None:
    """An event of the ``day``th of April 2024, at ten in the morning here."""
    subject = subject or cast.key_entry
    by = by or cast.clerk
    with pin_clock(datetime(2024, 4, day, 2, tzinfo=UTC)), act_from(Origin(address)):
        record(kind, subject, by=by, government_id=by.government_id, **more)


def test_the_latest_stands_first_with_old_and_new_values_in_words(cast, sign_in):
    note(
        cast,
        EventKind.ENTRY_RETURNED,
        by=cast.office,
        day=1,
        before={"state": EntryState.SUBMITTED, "needs_coordination": False},
        after={"state": EntryState.RETURNED, "needs_coordination": True},
        reason="请补充具体数字。",
        address="10.1.2.3",
    )
    note(
        cast,
        EventKind.UNIT_SAVED,
        cast.lead_unit,
        by=cast.administrator,
        after={"名称": "区教委", "成员单位": []},
    )
    assert rows(sign_in(cast.auditor).get(LOG)) == [
        ["2024年4月2日 10:00:00", "吴敏 系统管理员", "维护单位", "区教委", "名称：区教委 成员单位：（空）", ""],
        [
            "2024年4月1日 10:00:00",
            "陈红 督查办",
            "退回",
            "2024年一季度 重点工作任务第1项",
            "填报状态： 待审核 → 已退回 需区领导协调： 否 → 是 理由：请补充具体数字。",
            "10.1.2.3",
        ],
    ]


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ({"who": "陈红"}, ["教委的事"]),
        ({"who": "区教委"}, ["学位的事"]),
        ({"kind": "entry_returned"}, ["教委的事"]),
        ({"since": "2024-04-03"}, ["停车的事"]),
        ({"until": "2024-04-01"}, ["学位的事"]),
        ({"since": "2024-04-02", "until": "2024-04-02"}, ["教委的事"]),
        ({"period": "一季度"}, ["教委的事"]),
        ({"text": "停车"}, ["停车的事"]),
        ({"text": "数字不实"}, ["教委的事"]),
        ({"who": "没有这个人"}, []),
    ],
)
def test_each_filter_keeps_what_it_says(cast, sign_in, query, subjects):
    note(cast, by=cast.clerk, day=1, title="学位的事")
    note(
        cast,
        EventKind.ENTRY_RETURNED,
        by=cast.office,
        title="教委的事",
        period="2024年一季度",
        reason="数字不实",
    )
    note(cast, by=cast.other_clerk, day=3, title="停车的事")
    listed = [row[3].split()[-1] for row in rows(sign_in(cast.auditor).get(LOG, query))]
    assert listed == subjects


@pytest.mark.parametrize("asked", ["重点工作任务第1项", "重点工作任务 第 1 项", "第 1 项"])
def test_an_item_is_found_as_pages_write_its_number(cast, sign_in, asked):
    note(cast)
    assert len(rows(sign_in(cast.auditor).get(LOG, {"text": asked}))) == 1


def test_a_date_that_is_none_is_an_error_beside_its_field(cast, sign_in):
    note(cast)
    answer = sign_in(cast.auditor).get(LOG, {"since": "去年"})
    assert (errors(answer), rows(answer)) == (["日期应写作 2024-07-15。"], [])
    assert found(answer, "p.empty") == ["筛选条件有误，没有查询；请改正后再筛选。 清除筛选"]


def test_an_unknown_parameter_is_refused(cast, sign_in):
    answer = sign_in(cast.auditor).get(LOG, {"actor": "1"})
    assert answer.status_code == 400


def test_a_failure_stands_out(cast, sign_in):
    note(cast, EventKind.SIGN_IN_FAILED, cast.clerk, succeeded=False, reason="用户名或密码不正确。")
    assert found(sign_in(cast.auditor).get(LOG), "span.late") == ["登录失败"]


def test_another_governments_trail_does_not_show(cast, sign_in):
    note(cast, by=cast.stranger)
    assert found(sign_in(cast.auditor).get(LOG), "p.empty") == [
        "还没有操作记录。本辖区的每一次操作都会列在这里，最近的在前。"
    ]


@pytest.mark.parametrize("who", ["clerk", "office", "leader", "administrator"])
def test_nobody_else_reads_it(cast, sign_in, who):
    assert sign_in(cast.person(who)).get(LOG).status_code == 403


def test_it_is_read_only(cast, sign_in):
    assert sign_in(cast.auditor).post(LOG).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_rows(cast, sign_in, count_queries, count):
    for _ in range(count):
        note(cast, before={"state": "draft"}, after={"state": "submitted"})
    client = sign_in(cast.auditor)
    with count_queries(5):
        answer = client.get(LOG)
    assert len(rows(answer)) == count
