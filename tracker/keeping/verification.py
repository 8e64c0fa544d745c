"""Verifies an installation: every stored file against its checksum, every foreign key, the seals of the audit log, the
triggers that guard frozen rows, the database file itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.models import Exists, ForeignKey, OuterRef

from tasks.models.frozen_triggers import list_missing_triggers
from tasks.sealing.seals import Verdict, verify_seals
from tracker.keeping.snapshots import count_rows
from tracker.keeping.stored_files import list_stored_files, list_unreferenced_files


@dataclass(frozen=True)
class Verification:
    """What was verified and what was found.

    Attributes:
        tables: the number of rows of each table.
        files: number of stored files.
        defects: Chinese lines, empty if everything is whole.
        unreferenced: files that no row refers to; they harm nothing.
        seals: what the chain over the audit log says.
    """

    tables: dict[str, int]
    files: int
    foreign_keys: int
    defects: list[str]
    unreferenced: list[str]
    seals: Verdict


def verify_installation() -> Verification:
    """Reads everything; writes nothing."""
    files = list_stored_files()
    keys = list_foreign_keys()
    seals = verify_seals()
    defects = [
        *find_broken_pages(),
        *(f"{table}：防止 {event} 的触发器不在" for table, event in list_missing_triggers(connection)),
        *(
            f"{key.model._meta.db_table}.{key.column}：{count} 行指向不存在的记录"
            for key, count in count_dangling(keys)
        ),
        *(f"{file.name}：{defect}" for file in files if (defect := file.find_defect())),
        *seals.defects,
    ]
    return Verification(count_rows(), len(files), len(keys), defects, list_unreferenced_files(files), seals)


def list_foreign_keys() -> list[ForeignKey]:
    """Returns the foreign keys of every table, those that join two others included."""
    models = apps.get_models(include_auto_created=True)
    return [field for model in models for field in model._meta.local_fields if isinstance(field, ForeignKey)]


def count_dangling(keys: list[ForeignKey]) -> Iterator[tuple[ForeignKey, int]]:
    """Yields each foreign key that points to nothing, with the number of such rows."""
    for key in keys:
        target = key.remote_field.model._base_manager.filter(**{key.target_field.name: OuterRef(key.attname)})
        rows = key.model._base_manager.filter(**{f"{key.name}__isnull": False}).exclude(Exists(target))
        if count := rows.count():
            yield key, count


def find_broken_pages() -> list[str]:
    """Returns what SQLite finds damaged in its own file; PostgreSQL tells such damage when it reads a page."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [f"数据库文件：{line}" for (line,) in cursor.fetchall() if line != "ok"]
