"""What fails below the product is told in Chinese, with when to try again, and nothing of it is kept."""

import errno
import os
import resource
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, ProgrammingError, connection
from django.urls import reverse

from tasks.models import Evidence, PublishedFile
from tasks.pages.frame import failures
from tasks.pages.frame.failures import describe_failure
from tests.test_every_address import published_file_of

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full"), failures.FULL),
        (OSError(errno.EROFS, "read-only"), failures.UNWRITABLE),
        (PermissionError(errno.EACCES, "denied"), failures.UNWRITABLE),
        (OSError(errno.EMFILE, "too many"), failures.EXHAUSTED),
        (MemoryError(), failures.EXHAUSTED),
        (OperationalError("database or disk is full"), failures.FULL),
        (OperationalError("attempt to write a readonly database"), failures.UNWRITABLE),
        (OperationalError("FATAL:  sorry, too many clients already"), failures.AWAY),
        (FileNotFoundError(errno.ENOENT, "missing"), ""),
        (ProgrammingError("no such column"), ""),
        (ValueError("wrong"), ""),
        (None, ""),
    ],
)
def test_only_what_the_machine_fails_in_is_told_as_that(error, said):
    assert describe_failure(error) == said


def raising(error):
    def act(*args, **kwargs):
        raise error

    return act


@pytest.fixture
def clerk(cast, sign_in):
    client = sign_in(cast.clerk)
    client.raise_request_exception = False
    return client


def body(answer) -> str:
    return answer.content.decode()


def test_a_database_that_is_away_is_told_without_asking_it(cast, clerk, monkeypatch, django_assert_num_queries):
    away = OperationalError("connection to server failed: Connection refused")
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", raising(away))
    with django_assert_num_queries(0):
        answer = clerk.get(reverse("my_tasks"))
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "private, no-store")
    assert failures.AWAY in body(answer)


def test_a_script_is_told_in_its_own_form(cast, clerk, monkeypatch):
    monkeypatch.setattr("tasks.filing.entry_actions.lock_entry", raising(OSError(errno.ENOSPC, "full")))
    sent = {"text": "①新建道路3公里。", "base_revision": 0}
    address = reverse("entry_page", args=[cast.key_entry.pk])
    answer = clerk.post(address, sent, headers={"accept": "application/json"})
    assert (answer.status_code, answer["Retry-After"], answer.json()) == (503, "30", {"message": failures.FULL})


def test_an_error_of_the_program_is_500_in_both_forms(cast, clerk, monkeypatch):
    monkeypatch.setattr("tasks.filing.entry_actions.lock_entry", raising(ValueError("wrong")))
    address = reverse("entry_page", args=[cast.key_entry.pk])
    answers = [
        clerk.post(address, {"text": "进展", "base_revision": 0}, headers={"accept": accept})
        for accept in ("text/html", "application/json")
    ]
    assert [(answer.status_code, answer.headers.get("Retry-After")) for answer in answers] == [(500, None)] * 2
    assert "系统出错了" in body(answers[0])
    assert answers[1].json() == {"message": "系统出错了，没有保存。"}


def stored() -> list[str]:
    return [path.name for path in Path(Evidence().file.storage.location).rglob("*") if path.is_file()]


@contextmanager
def disk_full_at(size: int):
    """No file may grow beyond ``size`` bytes, as on a disk without space."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def upload(clerk, cast, size: int = 100):
    file = SimpleUploadedFile("验收单.pdf", b"%PDF-1.7\n" + os.urandom(16) + b"\0" * size)
    return clerk.post(reverse("entry_page", args=[cast.key_entry.pk]), {"base_revision": 0, "files": file})


def test_a_full_disk_refuses_evidence_and_leaves_no_part_of_it(cast, clerk, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * MEGABYTE
    used = Path(connection.settings_dict["NAME"]).stat().st_size if connection.vendor == "sqlite" else 0
    with disk_full_at(used + MEGABYTE):
        answer = upload(clerk, cast, used + 2 * MEGABYTE)
    assert (answer.status_code, failures.FULL in body(answer)) == (503, True)
    assert (stored(), Evidence.objects.count()) == ([], 0)
    assert upload(clerk, cast).status_code == 302
    assert len(stored()) == Evidence.objects.count() == 1


@pytest.mark.skipif(not Path("/sys/kernel").exists(), reason="needs a folder in which nobody can write, root included")
def test_a_folder_that_takes_no_file_refuses_evidence(cast, clerk, settings, tmp_path):
    settings.MEDIA_ROOT = "/sys/duban"
    answer = upload(clerk, cast)
    assert (answer.status_code, failures.UNWRITABLE in body(answer)) == (503, True)
    settings.MEDIA_ROOT = tmp_path
    assert (Evidence.objects.count(), upload(clerk, cast).status_code) == (0, 302)


def save(clerk, cast, revision: int):
    sent = {"base_revision": revision, "text": f"第{revision}次" + "进展" * 900}
    return clerk.post(reverse("entry_page", args=[cast.key_entry.pk]), sent)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="limits a file of SQLite")
def test_a_full_database_keeps_nothing_and_goes_on_once_there_is_space(cast, clerk):
    with connection.cursor() as cursor:
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {cursor.execute('PRAGMA page_count').fetchone()[0]}")
        saved = 0
        while (answer := save(clerk, cast, saved)).status_code == 302:
            saved += 1
        cursor.execute(f"PRAGMA max_page_count = {most}")
    cast.key_entry.refresh_from_db()
    assert (answer.status_code, failures.FULL in body(answer)) == (503, True)
    assert (cast.key_entry.revision, cast.key_entry.revisions.count()) == (saved, saved)
    assert save(clerk, cast, saved).status_code == 302


def test_files_of_an_issue_that_fails_are_removed(cast, monkeypatch):
    monkeypatch.setattr("tasks.issuing.publication_actions._record_issue", raising(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError, match="full"):
        published_file_of(cast)
    assert (stored(), PublishedFile.objects.count()) == ([], 0)


def test_the_page_stands_alone(cast, clerk, monkeypatch):
    """No navigation, no name: whatever a page of the product needs may be what failed."""
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", raising(MemoryError()))
    page = body(clerk.get(reverse("my_tasks")))
    assert (failures.EXHAUSTED in page, "<nav" in page, cast.clerk.name in page) == (True, False, False)
