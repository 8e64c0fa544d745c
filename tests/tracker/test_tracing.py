"""Every event says where it came from; what was refused, and which files were taken, leave one too."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from tasks import clock
from tasks.audit import NOWHERE, REFUSALS, REFUSALS_AT_MOST, record, record_refusal
from tasks.enums import EventKind
from tasks.filing.evidence_actions import add_evidence
from tasks.models import Event
from tracker import tracing

NO_PAGE = "您的角色“填报员”不能使用这一页面。"


def refusals() -> list[tuple[str, str, str]]:
    found = Event.objects.filter(kind__in=REFUSALS).order_by("pk")
    return [(event.actor_name, event.subject, event.reason) for event in found]


def test_an_event_says_address_and_session_of_its_request(cast, sign_in):
    client = sign_in(cast.clerk)
    client.get(reverse("event_list"), REMOTE_ADDR="10.1.2.3")
    client.post(reverse("sign_out"), REMOTE_ADDR="10.1.2.3")
    other = sign_in(cast.clerk)
    other.get(reverse("event_list"), REMOTE_ADDR="10.1.2.4")
    refused, signed_out, elsewhere = Event.objects.order_by("pk")
    assert [event.address for event in (refused, signed_out, elsewhere)] == ["10.1.2.3", "10.1.2.3", "10.1.2.4"]
    assert refused.session == signed_out.session != elsewhere.session
    assert len(refused.session) == 16
    assert refused.session not in other.session.session_key


def test_an_act_of_no_request_says_neither(cast):
    event = record(EventKind.UNIT_SAVED, cast.lead_unit, by=None, government_id=cast.government.pk)
    assert (event.address, event.session, NOWHERE.session) == ("", "", "")


def test_a_page_that_the_role_may_not_open_leaves_why(cast, sign_in):
    sign_in(cast.clerk).get(reverse("event_list"))
    assert refusals() == [("李静", "“留痕”页", NO_PAGE)]
    assert (Event.objects.get().kind, Event.objects.get().succeeded) == (EventKind.ACCESS_REFUSED, False)


def test_an_action_that_is_refused_leaves_its_sentence_however_the_page_answers(cast, sign_in):
    page = reverse("entry_withdraw", args=[cast.key_entry.pk])
    sign_in(cast.clerk).post(page)
    ((who, where, why),) = refusals()
    assert (who, where, why.endswith("。")) == ("李静", "“我的任务”页：2024年一季度 重点工作任务第1项", True)


def test_what_was_asked_in_vain_is_no_refused_access(cast, sign_in):
    sign_in(cast.clerk).post(reverse("entry_withdraw", args=[cast.key_entry.pk]))
    assert Event.objects.get().kind == EventKind.ACT_REFUSED


def test_an_item_of_another_government_is_not_named(cast, sign_in):
    sign_in(cast.clerk).post(reverse("review_entry", args=[cast.foreign_entry.pk]))
    assert refusals() == [("李静", "“填报审核”页", NO_PAGE)]


def test_an_act_that_the_role_may_not_do_is_refused_access(cast, sign_in):
    sign_in(cast.office).post(reverse("sign_off_decide", args=[cast.period.pk]))
    assert Event.objects.get().kind == EventKind.ACCESS_REFUSED


def test_the_same_refusal_within_a_minute_is_one_row(cast, sign_in):
    client = sign_in(cast.clerk)
    for _ in range(3):
        client.get(reverse("event_list"))
    assert len(refusals()) == 1
    sign_in(cast.other_clerk).get(reverse("event_list"))
    with clock.pin_clock(clock.now() + timedelta(seconds=61)):
        client.get(reverse("event_list"))
    assert [who for who, *_ in refusals()] == ["李静", "赵磊", "李静"]


def test_whoever_tries_everything_fills_no_log(cast):
    for number in range(REFUSALS_AT_MOST + 10):
        record_refusal(page=f"/tasks/{number}/", reason="", by=cast.clerk)
    assert len(refusals()) == REFUSALS_AT_MOST


def test_a_page_answers_also_where_the_refusal_cannot_be_written(cast, sign_in, monkeypatch):
    def fail(**_):
        raise DatabaseError

    monkeypatch.setattr(tracing, "record_refusal", fail)
    assert sign_in(cast.clerk).get(reverse("event_list")).status_code == 403


@pytest.fixture
def evidence(cast):
    return add_evidence(entry=cast.key_entry, upload=SimpleUploadedFile("验收单.pdf", b"%PDF-1.7\n..."), by=cast.clerk)


def test_a_file_that_is_taken_leaves_who_took_it_and_how(cast, sign_in, evidence):
    client = sign_in(cast.clerk)
    client.get(reverse("evidence_file", args=[evidence.key])).getvalue()
    shown = client.get(reverse("evidence_view", args=[evidence.key]))
    shown.getvalue()
    client.get(reverse("evidence_view", args=[evidence.key]), headers={"If-None-Match": shown.headers["ETag"]})
    taken = Event.objects.filter(kind=EventKind.FILE_TAKEN).order_by("pk")
    assert [(event.actor_name, event.subject, event.period, event.after) for event in taken] == [
        ("李静", "验收单.pdf", "2024年一季度", {"方式": "下载"}),
        ("李静", "验收单.pdf", "2024年一季度", {"方式": "在线查看"}),
    ]
