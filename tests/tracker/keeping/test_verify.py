"""``verify`` finds what is not whole."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from tasks.filing.evidence_actions import add_evidence
from tasks.models import Unit
from tests.cast import GovernmentFactory
from tracker.keeping.verification import verify_installation


@pytest.fixture
def evidence(cast):
    upload = SimpleUploadedFile("验收单.pdf", b"%PDF-1.7\n...")
    return add_evidence(entry=cast.key_entry, upload=upload, by=cast.clerk)


def test_a_whole_installation_is_told_with_its_counts(evidence, capsys):
    call_command("verify")
    *tables, counts, last = capsys.readouterr().out.splitlines()
    assert f"{Unit.objects.count():>9}  tasks_unit" in tables
    found = verify_installation()
    assert counts == f"核验了 {sum(found.tables.values())} 行、{found.foreign_keys} 个外键、1 个文件。"
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


def test_a_file_without_a_row_is_counted_and_harms_nothing(evidence, settings):
    (Path(settings.MEDIA_ROOT) / "evidence/left").touch()
    found = verify_installation()
    assert (found.defects, found.unreferenced) == ([], ["evidence/left"])


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
    with django_assert_max_num_queries(found.foreign_keys + len(found.tables) + 6):
        verify_installation()
