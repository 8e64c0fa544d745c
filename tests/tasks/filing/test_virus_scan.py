"""The virus scanner: what it answers decides, and a scanner that does not answer lets nothing through."""

import logging
import stat
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.enums import EventKind, Outcome
from tasks.filing.evidence_actions import add_evidence
from tasks.judging.objection_actions import file_objection
from tasks.models import Event, Evidence, Objection
from tasks.permissions import Refused
from tests.acts import judge

PDF = b"%PDF-1.7\n..."
INFECTED = PDF + b"EICAR"
UNCHECKED = "病毒扫描没有完成，“验收单.pdf”未保存。请稍后再传；仍不能上传的，请告知系统管理员。"


@pytest.fixture
def scanner(settings, tmp_path):
    """``scanner(script)`` sets a program of Python, which gets the path of the file as its last argument."""

    def use(script: str, seconds: int = 20) -> None:
        program = tmp_path / "scan"
        program.write_text(f"#!{sys.executable}\nimport sys, time\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        settings.DUBAN_SCANNER = [str(program), "--quiet"]
        settings.DUBAN_SCANNER_SECONDS = seconds

    return use


FINDS_EICAR = "sys.exit(b'EICAR' in open(sys.argv[-1], 'rb').read())"


def add(cast, content=PDF):
    upload = SimpleUploadedFile("验收单.pdf", content)
    return add_evidence(entry=cast.key_entry, upload=upload, by=cast.clerk)


def test_without_a_scanner_nothing_is_asked(cast):
    assert add(cast, INFECTED).size == len(INFECTED)


def test_a_clean_file_is_kept_whole(cast, scanner):
    scanner(FINDS_EICAR)
    with add(cast).file.open() as kept:
        assert kept.read() == PDF


def test_an_infected_file_is_refused_and_stays_in_the_trail(cast, scanner, caplog):
    scanner(FINDS_EICAR)
    with pytest.raises(Refused) as refusal:
        add(cast, INFECTED)
    assert str(refusal.value) == "“验收单.pdf”经病毒扫描发现问题，未保存。请先在本机查杀病毒。"
    assert Evidence.objects.count() == 0
    assert [(one.levelno, one.getMessage()) for one in caplog.records] == [
        (logging.WARNING, "uploaded file '验收单.pdf' is infected")
    ]
    event = Event.objects.get()
    assert (event.kind, event.actor_name, event.after, event.succeeded) == (
        EventKind.EVIDENCE_INFECTED,
        "李静",
        {"文件": "验收单.pdf"},
        False,
    )


@pytest.mark.parametrize(
    ("script", "seconds"),
    [("sys.exit(2)", 20), ("import os; os.kill(os.getpid(), 9)", 20), ("time.sleep(9)", 0)],
)
def test_a_scanner_that_fails_or_hangs_lets_nothing_through(cast, scanner, script, seconds):
    scanner(script, seconds)
    with pytest.raises(Refused) as refusal:
        add(cast)
    assert (str(refusal.value), Evidence.objects.count()) == (UNCHECKED, 0)


def test_a_missing_scanner_lets_nothing_through(cast, settings):
    settings.DUBAN_SCANNER = ["no-such-scanner"]
    with pytest.raises(Refused) as refusal:
        add(cast)
    assert str(refusal.value) == UNCHECKED


def test_what_comes_with_an_objection_is_scanned_too(cast, scanner):
    scanner(FINDS_EICAR)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实")
    cast.key_entry.refresh_from_db()
    files = [SimpleUploadedFile("批复.pdf", INFECTED)]
    with pytest.raises(Refused, match=r"“批复\.pdf”经病毒扫描发现问题"):
        file_objection(
            entry=cast.key_entry,
            reason="已开工",
            seen=cast.key_entry.judgement_id,
            files=files,
            by=cast.clerk,
        )
    assert Objection.objects.count() == 0
