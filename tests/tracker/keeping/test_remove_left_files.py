"""``remove_left_files`` removes what a killed process has left, and nothing else."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from tasks.filing.evidence_actions import add_evidence

DAY = 24 * 3600


def leave(path: Path, days: float) -> Path:
    """A file that was last written so many days ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left")
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.DUBAN_BACKUPS = tmp_path / "backups"
    return Path(settings.MEDIA_ROOT)


def test_what_has_no_row_goes_after_a_day(cast, media, settings, capsys):
    kept = add_evidence(entry=cast.key_entry, upload=SimpleUploadedFile("验收单.pdf", b"%PDF-1.7\n..."), by=cast.clerk)
    os.utime(kept.file.path, (0, 0))
    old = [
        leave(media / "evidence/left", 1.1),
        leave(media / "published/left", 2),
        leave(media / "imports/7-abc", 7.1),
        leave(settings.DUBAN_BACKUPS / "duban-20240401.tar.gz.part", 1.1),
    ]
    young = [
        leave(media / "evidence/now", 0.9),
        leave(media / "imports/8-abc", 6.9),
        leave(settings.DUBAN_BACKUPS / "duban-20240402.tar.gz", 90),
    ]
    call_command("remove_left_files")
    assert capsys.readouterr().out.splitlines() == [*(f"已删除 {path}" for path in old), "清理了 4 个文件。"]
    assert [path.exists() for path in [*old, *young, Path(kept.file.path)]] == [False] * 4 + [True] * 4


def test_an_empty_installation_has_nothing_to_clean(db, media, capsys):
    call_command("remove_left_files")
    assert capsys.readouterr().out == "清理了 0 个文件。\n"


def test_one_that_cannot_be_removed_is_named(db, media, monkeypatch):
    path = leave(media / "evidence/left", 2)

    def refuse(self, **options):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(CommandError, match=f"“{path}”删除不了：Permission denied"):
        call_command("remove_left_files")
