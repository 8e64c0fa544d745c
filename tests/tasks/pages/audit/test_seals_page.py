"""核验留痕: the auditor sees which row was touched, and what the unit keeps to itself stays there."""

import pytest
from django.db import connection
from django.urls import reverse

from tasks.audit import build_audit_state, record_command, record_on_entry
from tasks.enums import EntryState, EventKind
from tasks.models import Event
from tasks.models.frozen_triggers import remove_triggers
from tasks.pages.audit import views
from tasks.sealing.seal_actions import seal_events
from tests.frozen import rewrite
from tests.pages import found, rows
from tests.tasks.pages.audit.test_events import note

PAGE = reverse("seal_page")
LOG = reverse("event_list")
WELL = "没有发现问题"


@pytest.fixture
def sealed(cast):
    for _ in range(3):
        note(cast)
    seal_events()
    return cast


def test_it_says_that_nothing_was_touched(sealed, sign_in):
    note(sealed)
    answer = sign_in(sealed.auditor).get(PAGE)
    assert found(answer, "h2") == [WELL]
    assert found(answer, "dd")[:2] == ["第 1 至 3 号封签", "1 条"]


def test_it_names_the_row_that_was_touched(sealed, sign_in):
    event = Event.objects.order_by("pk")[1]
    rewrite(Event.objects.filter(pk=event.pk), actor_name="别人")
    answer = sign_in(sealed.auditor).get(PAGE)
    assert found(answer, "li") == [f"留痕第 {event.pk} 条：内容被改动（与第 2 号封签不符）"]


def test_it_goes_back_part_by_part(sealed, sign_in, monkeypatch):
    monkeypatch.setattr(views, "SEALS_AT_ONCE", 2)
    client = sign_in(sealed.auditor)
    newest, oldest = client.get(PAGE), client.get(PAGE, {"until": "1"})
    assert [found(one, "dd")[0] for one in (newest, oldest)] == ["第 2 至 3 号封签", "第 1 至 1 号封签"]
    assert [found(one, "a")[1:] for one in (newest, oldest)] == [["核验更早的"], []]
    assert b'href="?until=1"' in newest.content


def test_it_says_where_the_database_guards_the_rows_no_more(sealed, sign_in):
    if connection.vendor != "sqlite":
        pytest.skip("the tests' own transaction holds rows of the table on PostgreSQL")
    remove_triggers(connection)
    assert "触发器不全" in found(sign_in(sealed.auditor).get(PAGE), "p.warn")[0]


@pytest.mark.parametrize("until", ["x", "-1", "²", "9" * 5000])
def test_a_number_that_is_none_is_refused(sealed, sign_in, until):
    assert sign_in(sealed.auditor).get(PAGE, {"until": until}).status_code == 400


def test_the_log_is_searched_by_address_session_and_refusals(cast, sign_in):
    note(cast, address="10.1.2.3", title="甲")
    note(cast, address="10.9.9.9", title="乙", succeeded=False)
    client = sign_in(cast.auditor)
    for query in ({"address": "10.9"}, {"outcome": "refused"}):
        assert [row[3].split()[-1] for row in rows(client.get(LOG, query))] == ["乙"]
    assert rows(client.get(LOG, {"session": "0000"})) == []


def test_every_auditor_reads_what_was_run_on_the_server(cast, sign_in):
    record_command(name="migrate", arguments=["tasks"], account="root", government_id=None)
    record_command(name="load_demo", arguments=[], account="root", government_id=cast.stranger.government_id)
    (row,) = rows(sign_in(cast.auditor).get(LOG))
    assert row[1:4] == ["系统", "服务器命令", "migrate"]
    assert sorted(row[4].split()) == ["参数：tasks", "服务器账号：root"]


def test_what_a_head_says_to_the_clerk_stays_in_the_unit(cast, sign_in):
    """The auditor reads that it was returned, by whom and when; neither does the search give the words away."""
    record_on_entry(
        EventKind.ENTRY_SENT_BACK,
        cast.key_entry,
        by=cast.unit_head,
        before=build_audit_state(EntryState.CONFIRMING),
        after=build_audit_state(EntryState.DRAFT),
        reason="数字先别报",
    )
    note(cast, EventKind.ENTRY_RETURNED, by=cast.office, title="退回的事", reason="数字不实")
    client = sign_in(cast.auditor)
    cells = {row[2]: row[4] for row in rows(client.get(LOG))}
    assert cells["单位审核退回"] == "状态： 待单位审核 → 已退回 理由只在单位内部，此处不显示。"
    assert [row[2] for row in rows(client.get(LOG, {"text": "数字"}))] == ["退回"]
