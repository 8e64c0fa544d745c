"""Events are sealed in the order of their numbers, once each, by one sealer at a time."""

import json
import socket

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Event, EventSeal
from tasks.sealing import seal_actions
from tasks.sealing.seal_actions import seal_events
from tasks.sealing.seals import find_head, verify_seals
from tests.together import answers_at_one_moment


def note(count: int) -> None:
    Event.objects.bulk_create(
        Event(at=clock.now(), kind=EventKind.SIGNED_IN, actor_name=f"第{number}人", after={"设备": "电脑"})
        for number in range(count)
    )


def queries_for(count: int) -> int:
    note(count)
    with CaptureQueriesContext(connection) as asked:
        assert seal_events() == count
    return len(asked)


@pytest.mark.django_db
def test_a_thousand_events_are_sealed_at_the_cost_of_a_few_statements():
    """A statement more only for each thousand values, which is what SQLite takes in one INSERT."""
    few, many = queries_for(1), queries_for(1000)
    assert (few, many) == ((7, 12) if connection.vendor == "sqlite" else (8, 8))
    assert list(EventSeal.objects.values_list("event_id", flat=True)) == list(
        Event.objects.order_by("pk").values_list("pk", flat=True)
    )
    assert (verify_seals().sealed, verify_seals().defects) == (1001, [])


@pytest.mark.django_db
def test_more_than_one_transaction_takes_are_sealed_in_one_go(monkeypatch):
    monkeypatch.setattr(seal_actions, "AT_ONCE", 4)
    note(10)
    assert (seal_events(), find_head().position) == (10, 10)


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_one_moment_seal_each_event_once():
    note(50)
    assert sum(answers_at_one_moment(seal_events, seal_events)) == 50
    assert (EventSeal.objects.count(), verify_seals().defects) == (50, [])


@pytest.mark.django_db(transaction=True)
def test_a_server_without_the_timer_seals_after_a_commit_once_a_minute(cast, settings, monkeypatch):
    settings.DUBAN_SEAL_SECONDS = 60
    now = seal_actions.monotonic()
    for passed, sealed in ((61, 1), (62, 1), (122, 3)):
        monkeypatch.setattr(seal_actions, "monotonic", lambda passed=passed: now + passed)
        record(EventKind.SIGNED_IN, cast.clerk, by=cast.clerk, government_id=cast.government.pk)
        assert EventSeal.objects.count() == sealed


@pytest.fixture
def syslog(settings):
    """A syslog server of this machine; gives what reads the next line."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        settings.DUBAN_SYSLOG = f"udp://127.0.0.1:{server.getsockname()[1]}"
        yield lambda: server.recv(65535).decode()


@pytest.mark.django_db
def test_what_is_sealed_goes_to_syslog_with_its_digest(syslog):
    note(1)
    seal_events()
    line = syslog()
    told = json.loads(line[line.index("{") :].rstrip("\0"))
    assert (told["position"], told["digest"], told["event"]["actor_name"]) == (*find_head(), "第0人")


@pytest.mark.django_db
def test_a_syslog_that_is_away_stops_nothing(settings, caplog):
    settings.DUBAN_SYSLOG = "tcp://127.0.0.1:1"
    note(1)
    assert seal_events() == 1
    assert "留痕没有送到 DUBAN_SYSLOG" in caplog.text


@pytest.mark.django_db
def test_the_export_holds_every_event_and_ends_with_the_head(tmp_path, capsys):
    note(3)
    path = tmp_path / "留痕.jsonl"
    call_command("export_events", out=path)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    head = {"head": find_head()._asdict()}
    assert [line["event"]["actor_name"] for line in lines[:-1]] == ["第0人", "第1人", "第2人"]
    assert (lines[-1], json.loads(capsys.readouterr().out)) == (head, head)
    call_command("export_events", after=2)
    last, told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (last["position"], told) == (3, head)


@pytest.mark.django_db
def test_an_export_overwrites_nothing(tmp_path):
    path = tmp_path / "留痕.jsonl"
    path.touch()
    with pytest.raises(CommandError) as refusal:
        call_command("export_events", out=path)
    assert str(refusal.value) == f"写不进“{path}”：文件已存在。"
