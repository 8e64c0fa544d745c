"""A backup brings a destroyed installation back, on each database; and what backup and restoration refuse."""

import re
import shutil
import tarfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from tasks import clock
from tasks.enums import Audience, PeriodState
from tasks.filing.evidence_actions import add_evidence, remove_evidence
from tasks.issuing.publication_actions import issue
from tasks.models import Evidence, Government, PublishedFile, TimedRun
from tasks.sealing.seal_actions import seal_events
from tests.acts import submit
from tests.cast import make_cast
from tests.frozen import lifted
from tracker.keeping import backing
from tracker.keeping.archive import generate_key
from tracker.keeping.restoring import drop_empty_tables

pytestmark = pytest.mark.django_db(transaction=True)

PDF = b"%PDF-1.7\n..."
OWN = "这里已有数据，恢复会覆盖它，所以没有恢复。请恢复到空的安装中：另装一套，或者先把现有的数据库移走。"


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.DUBAN_BACKUPS = tmp_path / "backups"
    settings.VAR_DIR = tmp_path
    settings.SECRET_FILE = tmp_path / "secret_key"
    settings.SECRET_FILE.write_text("signs what was handed out")


@pytest.fixture
def office():
    """示范区 with a filed entry, a piece of evidence and an issued report."""
    cast = make_cast()
    evidence = SimpleUploadedFile("验收单.pdf", PDF)
    add_evidence(entry=cast.key_entry, upload=evidence, by=cast.clerk)
    submit(cast.target_entry, cast.clerk, "一季度，地区生产总值增长5.1%。")
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    issue(
        period=cast.period,
        files=[("报告.docx", b"words", Audience.INTERNAL)],
        data={},
        title="报告",
        approved_by_name="王明",
        approved_on=clock.today(),
        seen=0,
        by=cast.office,
    )
    # a backup seals what waits
    seal_events()
    return cast


def backup(**options) -> Path:
    """Makes a backup; the newest file is it."""
    call_command("backup", **options)
    return max(
        (options.get("to") or backing.settings.DUBAN_BACKUPS).glob("duban-*"), key=lambda path: path.stat().st_mtime
    )


def read_everything() -> dict[str, list]:
    """Every row of every table but the runs of timed commands, which go on; and what triggers stand."""
    with connection.cursor() as cursor:
        tables = {}
        for table in set(connection.introspection.table_names(cursor)) - {TimedRun._meta.db_table}:
            cursor.execute(f'SELECT * FROM "{table}"')
            tables[table] = sorted(cursor.fetchall(), key=repr)
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        )
        return tables | {"triggers": sorted(cursor.fetchall())}


def read_files(folder: Path) -> dict[str, bytes]:
    return {f"{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def destroy(settings) -> None:
    """Takes the database, the files and the secret key away."""
    if connection.vendor == "sqlite":
        connection.close()
        for path in Path(connection.settings_dict["NAME"]).parent.glob("test.sqlite3*"):
            path.unlink()
    else:
        drop_empty_tables()
    shutil.rmtree(settings.MEDIA_ROOT)
    settings.SECRET_FILE.unlink()


def refusal(*command, **options) -> str:
    with pytest.raises(CommandError) as refused:
        call_command(*command, **options)
    assert refused.value.returncode == 1
    return f"{refused.value}"


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_a_destroyed_installation_comes_back_whole(office, settings, tmp_path, capsys, is_encrypted):
    public, secret = generate_key()
    (tmp_path / "key").write_text(f"# kept elsewhere\n{secret}\n")
    settings.DUBAN_BACKUP_KEY = public if is_encrypted else ""
    before, files = read_everything(), read_files(settings.MEDIA_ROOT)
    path = backup()
    destroy(settings)
    call_command("restore", path, key=tmp_path / "key" if is_encrypted else None)
    assert read_everything() == before
    assert read_files(settings.MEDIA_ROOT) == files
    assert sorted(files.values()) == [PDF, b"words"]
    assert settings.SECRET_FILE.read_text() == "signs what was handed out"
    assert capsys.readouterr().out.splitlines()[-1] == "全部完好。"


def test_backup_and_restored_files_are_their_owners_alone(office, settings):
    path = backup()
    destroy(settings)
    call_command("restore", path)
    written = [path, *(file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file())]
    assert {oct(file.stat().st_mode & 0o777) for file in written} == {"0o600"}
    assert oct(path.parent.stat().st_mode & 0o777) == "0o700"


def destroy_rows() -> None:
    """An installation as it stands after ``prepare``: tables without rows."""
    with lifted():
        call_command("flush", interactive=False, verbosity=0)


def test_nothing_but_whole_backups_lies_in_the_folder(office, settings):
    path = backup()
    assert list(settings.DUBAN_BACKUPS.iterdir()) == [path]


def test_an_installation_with_data_is_not_overwritten(office):
    before = read_everything()
    path = backup()
    assert refusal("restore", path) == OWN
    assert read_everything() == before


def test_files_of_somebody_else_are_not_mixed_in(office, settings):
    path = backup()
    destroy_rows()
    (Path(settings.MEDIA_ROOT) / "evidence/foreign").write_bytes(b"?")
    assert refusal("restore", path) == (
        f"“{settings.MEDIA_ROOT}”中有备份以外的 1 个文件，所以没有恢复。请先把它们移到别处。"
    )
    assert not Government.objects.exists()


def test_a_restoration_that_was_cut_off_is_begun_again(office, settings):
    """The files have been placed, the database is still empty."""
    before = read_everything()
    path = backup()
    destroy_rows()
    call_command("restore", path)
    assert read_everything() == before


def test_an_encrypted_backup_needs_its_own_key(office, settings, tmp_path):
    settings.DUBAN_BACKUP_KEY = generate_key()[0]
    path = backup()
    (tmp_path / "other").write_text(generate_key()[1])
    assert refusal("restore", path, check=True) == "这份备份已加密。请用 --key 指明私钥文件。"
    assert refusal("restore", path, check=True, key=tmp_path / "other") == (
        "解密没有成功：私钥与备份不配，或者备份已经损坏。"
    )
    assert b"manifest" not in path.read_bytes()


def test_a_wrong_public_key_makes_no_backup(settings):
    settings.DUBAN_BACKUP_KEY = "age1wrong"
    assert refusal("backup") == "DUBAN_BACKUP_KEY 应为 age1 开头的公钥，可用 backup --new-key 生成。"
    assert list(settings.DUBAN_BACKUPS.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    assert refusal("backup", to=tmp_path / "file") == (
        f"备份写不进“{tmp_path / 'file'}”：File exists。请检查磁盘空间和文件夹权限。"
    )


def test_a_damaged_backup_is_refused(office, tmp_path):
    path = backup()
    (tmp_path / "half.tar.gz").write_bytes(path.read_bytes()[:2000])
    assert refusal("restore", tmp_path / "half.tar.gz", check=True).startswith(
        f"“{tmp_path / 'half.tar.gz'}”读不到底：文件不存在、不是本系统的备份、已经损坏，或者磁盘空间不足（"
    )


def test_a_backup_that_somebody_changed_is_refused(office, tmp_path):
    path = backup()
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path / "parts", filter="data")
    (tmp_path / "parts/database.dump").write_bytes(b"another")
    assert refusal("restore", pack(tmp_path / "parts", "manifest.json", "database.dump"), check=True) == (
        "备份中的数据库与清单的校验值不符：备份已经损坏，不能恢复。"
    )
    (tmp_path / "parts/extra").write_bytes(b"more")
    assert refusal("restore", pack(tmp_path / "parts", "manifest.json", "extra"), check=True) == (
        "备份中有清单以外的“extra”：备份被改动过，不能恢复。"
    )
    assert refusal("restore", pack(tmp_path / "parts", "extra"), check=True) == ("文件中没有清单：它不是本系统的备份。")


def pack(folder: Path, *names: str) -> Path:
    target = folder.with_suffix(".tar.gz")
    with tarfile.open(target, "w:gz") as archive:
        for name in names:
            archive.add(folder / name, arcname=name)
    return target


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (
            ('"format": 1', '"format": 2'),
            "这份备份由更新的版本制作。请先安装同一版本或更新的版本，再恢复。",
        ),
        (("0001_", "0999_"), "备份来自更新的版本。请先安装同一版本或更新的版本，再恢复。"),
        (('"files"', '"fils"'), "文件中的清单读不出来：它不是本系统的备份，或者已经损坏。"),
    ],
)
def test_a_backup_of_a_later_product_is_refused(office, tmp_path, change, answer):
    path = backup()
    destroy_rows()
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path / "parts", filter="data")
    manifest = tmp_path / "parts/manifest.json"
    manifest.write_text(manifest.read_text().replace(*change))
    shutil.rmtree(tmp_path / "media")
    assert refusal("restore", pack(tmp_path / "parts", "manifest.json", "database.dump")) == answer
    assert not Government.objects.exists()


def test_a_backup_of_the_other_database_is_refused(office, tmp_path):
    path = backup()
    destroy_rows()
    with tarfile.open(path) as archive:
        archive.extractall(tmp_path / "parts", filter="data")
    manifest = tmp_path / "parts/manifest.json"
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    manifest.write_text(manifest.read_text().replace(f'"vendor": "{connection.vendor}"', f'"vendor": "{other}"'))
    assert refusal("restore", pack(tmp_path / "parts", "manifest.json", "database.dump")) == (
        f"备份来自 {other}，这里用的是 {connection.vendor}。请装成同一种数据库，再恢复。"
    )


def test_a_check_reads_the_backup_and_changes_nothing(office, capsys):
    before = read_everything()
    path = backup()
    capsys.readouterr()
    call_command("restore", path, check=True)
    told = capsys.readouterr().out
    assert re.fullmatch(r"备份完好，可以恢复：\d{4}-\d\d-\d\d \d\d:\d\d 的备份，\d+ 行，2 个文件\n", told)
    assert read_everything() == before


def test_evidence_removed_during_the_backup_is_in_none_of_its_parts(office, monkeypatch):
    """The copy of the files begins after the snapshot: what is gone by then is gone from a new snapshot."""
    office.period.state = PeriodState.OPEN
    office.period.save()
    removed = []

    def remove_meanwhile(archive, file):
        if not removed:
            removed.append(Evidence.objects.get().file.name)
            remove_evidence(evidence=Evidence.objects.get(), by=office.clerk)
        return add(archive, file)

    add = backing.add_stored_file
    monkeypatch.setattr(backing, "add_stored_file", remove_meanwhile)
    made = backing.make_backup(backing.settings.DUBAN_BACKUPS, clock.now(), "")
    assert (made.missing, [file.name for file in made.manifest.files]) == (
        [],
        [PublishedFile.objects.get().file.name],
    )


def test_a_file_that_was_lost_before_is_named_and_the_rest_is_kept(office, capsys):
    lost = Evidence.objects.get().file
    lost.storage.delete(lost.name)
    path = backup()
    assert capsys.readouterr().err == f"缺少文件，没有备份到：{lost.name}\n"
    call_command("restore", path, check=True)
    assert capsys.readouterr().err == f"{lost.name}：备份时已不存在\n"
