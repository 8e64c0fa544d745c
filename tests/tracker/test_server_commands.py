"""A command on the server leaves an event that says who ran what, and no secret."""

import os
import pwd

import pytest

from tasks.enums import EventKind
from tasks.models import Event
from tracker import server_commands
from tracker.server_commands import is_recorded, mask_arguments, run_command


@pytest.fixture
def executed(monkeypatch) -> list[tuple[str, int]]:
    """Each command that was executed, with the number of events before."""
    done = []
    monkeypatch.setattr(
        server_commands, "execute_from_command_line", lambda line: done.append((line[1], Event.objects.count()))
    )
    monkeypatch.delenv("INVOCATION_ID", raising=False)
    return done


def test_a_command_is_recorded_before_it_runs(cast, executed, monkeypatch):
    monkeypatch.setenv("SUDO_USER", "zhangsan")
    run_command(["manage.py", "load_demo", "--reset-passwords"])
    event = Event.objects.get()
    account = f"{pwd.getpwuid(os.getuid()).pw_name}（sudo：zhangsan）"
    assert executed == [("load_demo", 1)]
    assert (event.kind, event.subject, event.actor_name) == (EventKind.COMMAND_RUN, "load_demo", "系统")
    assert event.after == {"服务器账号": account, "参数": ["--reset-passwords"]}


def test_what_makes_or_replaces_the_tables_is_recorded_afterwards_even_if_it_fails(cast, executed, monkeypatch):
    run_command(["manage.py", "restore", "备份.tar.gz"])
    assert (executed, Event.objects.get().subject) == ([("restore", 0)], "restore")

    def fail(_):
        raise SystemExit(1)

    monkeypatch.setattr(server_commands, "execute_from_command_line", fail)
    with pytest.raises(SystemExit):
        run_command(["manage.py", "migrate"])
    assert list(Event.objects.order_by("pk").values_list("subject", flat=True)) == ["restore", "migrate"]


@pytest.mark.parametrize(
    "line", [["manage.py"], ["manage.py", "check"], ["manage.py", "load_demo", "--help"], ["manage.py", "seal_events"]]
)
def test_what_only_reads_leaves_nothing(db, monkeypatch, line):
    monkeypatch.setattr(server_commands, "execute_from_command_line", lambda _: None)
    run_command(line)
    assert not Event.objects.exists()


def test_what_a_timer_runs_is_told_by_its_acts(monkeypatch):
    monkeypatch.setenv("INVOCATION_ID", "5f")
    assert [is_recorded(name, []) for name in ("send_reminders", "backup", "load_demo")] == [False, False, True]
    monkeypatch.delenv("INVOCATION_ID")
    assert is_recorded("send_reminders", [])


def test_no_secret_stands_among_the_arguments():
    given = ["示范区", "--password=abc", "--token", "abc", "--username", "admin", "--key", "--to", "x" * 300]
    assert mask_arguments(given) == [
        "示范区",
        "--password=***",
        "--token",
        "***",
        "--username",
        "admin",
        "--key",
        "--to",
        "x" * 200,
    ]
