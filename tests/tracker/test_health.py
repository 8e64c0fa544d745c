"""What a monitor is told without signing in, and by which address a person is known behind a proxy."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse

from tasks import clock
from tasks.enums import TimedJob
from tasks.models import TimedRun
from tracker.keeping import readiness
from tracker.keeping.rotation import build_backup_name
from tracker.middleware import address_behind_proxy

FINE = {"database": True, "migrations": True, "disk": True, "backup": True}


@pytest.fixture
def add_backup(settings, tmp_path):
    """``add_backup(hours)`` puts a backup of that age into the folder of backups."""
    settings.DUBAN_BACKUPS, settings.DUBAN_BACKUP_HOURS = tmp_path, 26

    def add(hours: int) -> None:
        moment = clock.get_real_time() - timedelta(hours=hours)
        (tmp_path / build_backup_name(moment, False)).touch()

    return add


def test_the_server_says_that_it_lives_without_asking_anything(client):
    """Without the database, since this test has none."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")


def test_the_server_is_ready(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, FINE)


def test_without_the_database_it_is_not_ready(client, db, monkeypatch):
    def refuse():
        raise OperationalError("no route to host 10.0.0.3")

    with monkeypatch.context() as away:
        away.setattr(connection, "cursor", refuse)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, FINE | {"database": False, "migrations": False})


def test_a_full_disk_is_told(client, db, monkeypatch):
    monkeypatch.setattr(readiness, "FREE_SPACE", 2**60)
    assert client.get("/readyz").json() == FINE | {"disk": False}


@pytest.mark.parametrize(("hours", "is_fine"), [(1, True), (25, True), (27, False)])
def test_a_backup_that_is_too_old_is_told(client, db, add_backup, hours, is_fine):
    add_backup(hours)
    add_backup(100)
    assert client.get("/readyz").json() == FINE | {"backup": is_fine}


def test_a_backup_that_was_never_made_is_told(client, db, add_backup):
    assert client.get("/readyz").json() == FINE | {"backup": False}


def test_timed_commands_that_do_not_come_are_told_where_timers_run(client, db, settings):
    settings.DUBAN_TIMERS = True
    missing = {job.value: False for job in TimedJob if job != TimedJob.BACKUP}
    assert client.get("/readyz").json() == FINE | missing
    begun = clock.get_real_moment() - timedelta(hours=31)
    for job in TimedJob:
        TimedRun.objects.create(job=job, begun_at=begun, ended_at=begun)
    assert client.get("/readyz").json() == FINE | missing | {"verify": True}


@pytest.mark.parametrize(
    ("sender", "passed_on", "address"),
    [
        ("127.0.0.1", "10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "1.1.1.1, 10.1.2.3", "10.1.2.3"),
        ("127.0.0.1", "10.1.2.3, 127.0.0.1", "10.1.2.3"),
        ("127.0.0.1", "fd00::7", "fd00::7"),
        ("127.0.0.1", "<script>", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("10.9.9.9", "10.1.2.3", "10.9.9.9"),
    ],
)
def test_only_a_trusted_proxy_is_believed(rf, settings, sender, passed_on, address):
    settings.DUBAN_PROXIES = ["127.0.0.1"]
    request = rf.get("/", REMOTE_ADDR=sender, headers={"x-forwarded-for": passed_on})
    answer = address_behind_proxy(lambda request: HttpResponse(request.META["REMOTE_ADDR"]))(request)
    assert answer.content.decode() == address


def test_no_proxy_is_trusted_unless_it_is_named(rf):
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "10.1.2.3"})
    answer = address_behind_proxy(lambda request: HttpResponse(request.META["REMOTE_ADDR"]))(request)
    assert answer.content == b"127.0.0.1"
