"""``verify`` finds what is not whole."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from tasks.filing.evidence_actions import add_evidence
from tasks.models import Event, Unit
from tasks.models.frozen_triggers import remove_triggers
from tasks.sealing.seal_actions import seal_events
from tasks.sealing.seals import find_head
from tests.cast import GovernmentFactory
from tests.frozen import rewrite
from tracker.keeping.verification import verify_installation


@pytest.fixture
def evidence(cast):
    upload = SimpleUploadedFile("验收单.pdf", b"%PDF-1.7\n...")
    return add_evidence(entry=cast.key_entry, upload=upload, by=cast.clerk)


def test_a_whole_installation_is_told_with_its_counts(evidence, capsys):
    call_command("verify")
    *tables, head, counts, last = capsys.readouterr().out.splitlines()
    assert f"{Unit.objects.count():>9}  tasks_unit" in tables
    found = verify_installation()
    assert counts == f"核验了 {sum(found.tables.values())} 行、{found.foreign_keys} 个外键、1 个文件。"
    assert head == f"核对了 1 条留痕的封签；链头：1:{find_head().digest}"
    assert last == "全部完好。"


def test_a_changed_and_a_lost_file_are_named(evidence):
    path = Path(evidence.file.path)
    path.write_bytes(b"%PDF-1.7\n.,.")
    with pytest.raises(CommandError) as found:
        call_command("verify")
    assert (f"{found.value}", found.value.returncode) == (
        f"发现以下问题：\n{evidence.file.name}：内容与校验值不符",
        1,
    )
    path.unlink()
    assert verify_installation().defects == [f"{evidence.file.name}：文件不存在"]


def test_a_file_without_a_row_is_named_and_harms_nothing(evidence, settings, capsys):
    (Path(settings.MEDIA_ROOT) / "evidence/left").touch()
    call_command("verify")
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "另有 1 个文件没有记录引用，不影响使用，一天后由 remove_left_files 删除：",
        "evidence/left",
        "全部完好。",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_points_to_nothing_is_found():
    switch, back = {
        "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
        "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = origin"),
    }[connection.vendor]
    government = GovernmentFactory()
    with connection.cursor() as cursor:
        cursor.execute(switch)
        cursor.execute(
            "INSERT INTO tasks_unitalias (name, government_id, unit_id) VALUES ('区城管局', %s, 999)", [government.pk]
        )
        try:
            assert verify_installation().defects == ["tasks_unitalias.unit_id：1 行指向不存在的记录"]
        finally:
            cursor.execute("DELETE FROM tasks_unitalias")
            cursor.execute(back)


def test_verifying_asks_once_for_each_table_and_key(evidence, django_assert_max_num_queries):
    found = verify_installation()
    with django_assert_max_num_queries(found.foreign_keys + len(found.tables) + 12):
        verify_installation()


def test_an_event_that_was_touched_and_a_guard_that_was_removed_are_named(evidence):
    event = Event.objects.get()
    call_command("verify")
    rewrite(Event.objects.filter(pk=event.pk), reason="改过的理由")
    assert verify_installation().defects == [f"留痕第 {event.pk} 条：内容被改动（与第 1 号封签不符）"]
    if connection.vendor == "sqlite":
        remove_triggers(connection)
        assert "tasks_event：防止 DELETE 的触发器不在" in verify_installation().defects


def test_a_head_that_was_kept_elsewhere_is_held_against_the_chain(evidence):
    seal_events()
    head = find_head()
    call_command("verify", "--head", f"{head.position}:{head.digest}")
    with pytest.raises(CommandError, match="第 1 号封签与另存的链头不符：链已被整个重做"):
        call_command("verify", "--head", f"1:{'0' * 64}")
    for wrong in ("1", "x:y", f"1:{'0' * 63}", f"{'9' * 5000}:{'0' * 64}"):
        with pytest.raises(CommandError, match="链头应写作 序号:64 位校验值"):
            call_command("verify", "--head", wrong)
