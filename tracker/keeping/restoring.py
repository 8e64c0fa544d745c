"""Brings a backup back into an empty installation."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tracker.keeping.archive import DUMP, FILES, SECRET
from tracker.keeping.manifest import Manifest
from tracker.keeping.refusals import KeepingRefused
from tracker.keeping.snapshots import count_rows, get_database_name, run_postgresql_program
from tracker.keeping.stored_files import list_unreferenced_files
from tracker.keeping.unpacking import Unpacked, unpack_backup

#: whoever has a row of one of these models has begun to work
OWN = ("Government", "User")


def restore_backup(path: Path, identity: Path | None) -> Unpacked:
    """Restores files, database and secret key of a backup, then migrates to the present tables.

    One that was cut off leaves the database empty, and is simply begun again.

    Raises:
        KeepingRefused: the installation holds something, or the backup cannot be read.
    """
    refuse_unless_empty()
    with unpack_backup(path, identity) as unpacked:
        refuse_other_product(unpacked.manifest)
        refuse_other_files(unpacked.manifest)
        place_files(unpacked)
        BRING_BACK[connection.vendor](unpacked.folder / DUMP)
        refuse_other_counts(unpacked.manifest)
        place_secret(unpacked.folder / SECRET)
    call_command("migrate", interactive=False, verbosity=0)
    return unpacked


def refuse_unless_empty() -> None:
    """Refuses a database in which somebody has begun to work.

    Raises:
        KeepingRefused: it holds a government or an account.
    """
    tables = connection.introspection.table_names()
    models = [apps.get_model("tasks", name) for name in OWN]
    if any(model._meta.db_table in tables and model._base_manager.exists() for model in models):
        raise KeepingRefused(
            "这里已有数据，恢复会覆盖它，所以没有恢复。请恢复到空的安装中：另装一套，或者先把现有的数据库移走。"
        )


def refuse_other_product(manifest: Manifest) -> None:
    """Refuses a backup of the other database, or of a later product.

    Raises:
        KeepingRefused: with what to do.
    """
    if manifest.vendor != connection.vendor:
        raise KeepingRefused(
            f"备份来自 {manifest.vendor}，这里用的是 {connection.vendor}。请装成同一种数据库，再恢复。"
        )
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    installed = {app for app, _ in known}
    if any(one not in known for one in manifest.migrations if one[0] in installed):
        raise KeepingRefused("备份来自更新的版本。请先安装同一版本或更新的版本，再恢复。")


def refuse_other_files(manifest: Manifest) -> None:
    """Refuses a folder with files of somebody else; those of a restoration that was cut off are its own.

    Raises:
        KeepingRefused: with the number of such files.
    """
    if strange := list_unreferenced_files(manifest.files):
        raise KeepingRefused(
            f"“{settings.MEDIA_ROOT}”中有备份以外的 {len(strange)} 个文件，所以没有恢复。请先把它们移到别处。"
        )


def place_files(unpacked: Unpacked) -> None:
    """Moves the unpacked files to where the rows will look for them."""
    for file in unpacked.manifest.files:
        source = unpacked.folder / f"{FILES}{file.name}"
        if source.exists():
            file.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # a rename, unless the folder of files was put on another disk
            shutil.move(source, file.path)


def bring_back_sqlite(dump: Path) -> None:
    """Writes the dump over the empty database, in one transaction of SQLite's own."""
    connection.ensure_connection()
    with closing(sqlite3.connect(dump)) as source:
        source.backup(connection.connection)


def bring_back_postgresql(dump: Path) -> None:
    """Drops the empty tables and restores those of the dump, which then belong to the account of the settings."""
    drop_empty_tables()
    connection.close()
    run_postgresql_program(
        "pg_restore",
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={get_database_name()}",
        str(dump),
    )


BRING_BACK = {"sqlite": bring_back_sqlite, "postgresql": bring_back_postgresql}


def drop_empty_tables() -> None:
    """Drops every table, and the functions that migrations made for triggers."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace "
            "AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {function} CASCADE")


def refuse_other_counts(manifest: Manifest) -> None:
    """Compares the restored tables with the counts of the manifest.

    Raises:
        KeepingRefused: a table has another number of rows.
    """
    counted = count_rows()
    if differing := sorted(
        table for table in counted | manifest.tables if counted.get(table) != manifest.tables.get(table)
    ):
        raise KeepingRefused(f"恢复后这些表的行数与清单不符：{'、'.join(differing)}。")


def place_secret(source: Path) -> None:
    """Puts the secret key back, so that offline workbooks that were handed out before are known again."""
    if source.exists():
        shutil.move(source, settings.SECRET_FILE)
