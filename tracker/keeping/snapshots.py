"""The state of the whole database at one moment: its dump, the rows counted and the files listed at that same moment."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from tracker.keeping.refusals import KeepingRefused
from tracker.keeping.stored_files import StoredFile, list_stored_files

#: folders of PostgreSQL's programs besides those in PATH
PROGRAM_FOLDERS = "/usr/lib/postgresql/*/bin"


@dataclass(frozen=True)
class Snapshot:
    """What the database held at one moment.

    Attributes:
        dump: the database in one file.
        tables: the number of rows of each table.
        migrations: app and name of each migration that was applied.
        files: the files that rows refer to.
    """

    dump: Path
    tables: dict[str, int]
    migrations: list[tuple[str, str]]
    files: list[StoredFile]


def count_rows() -> dict[str, int]:
    """Returns the number of rows of each table of the database, by its name."""
    with connection.cursor() as cursor:
        counted = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counted[table] = cursor.fetchone()[0]
    return counted


def list_applied_migrations() -> list[tuple[str, str]]:
    """Returns app and name of each applied migration, sorted."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def take_snapshot(dump: Path) -> Snapshot:
    """Writes the database into ``dump``, and counts and lists what it holds at that moment.

    Raises:
        KeepingRefused: PostgreSQL's program is missing or failed.
    """
    with STANDING_STILL[connection.vendor]() as write_dump:
        write_dump(dump)
        return Snapshot(dump, count_rows(), list_applied_migrations(), list_stored_files())


@contextmanager
def hold_sqlite() -> Iterator[Callable[[Path], None]]:
    """Keeps writers waiting within the block; gives what writes the database into a file."""
    # the transaction begins as that of a writer; another connection still reads
    with transaction.atomic():
        yield copy_sqlite


def copy_sqlite(dump: Path) -> None:
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
        closing(sqlite3.connect(dump)) as target,
    ):
        source.backup(target)


@contextmanager
def share_postgresql() -> Iterator[Callable[[Path], None]]:
    """Looks at one moment of the database within the block, and stops nobody; gives what writes that moment into a file."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (moment,) = cursor.fetchone()
        yield lambda dump: run_postgresql_program(
            "pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={dump}", f"--dbname={get_database_name()}"
        )


STANDING_STILL = {"sqlite": hold_sqlite, "postgresql": share_postgresql}


def get_database_name() -> str:
    return str(connection.settings_dict["NAME"])


def run_postgresql_program(name: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs as the account of the settings.

    Raises:
        KeepingRefused: it is missing, older than the server, or failed; with what it said.
    """
    given = connection.settings_dict
    environment = {"PGHOST": given["HOST"], "PGPORT": given["PORT"], "PGUSER": given["USER"]}
    environment["PGPASSWORD"] = given["PASSWORD"]
    options = given.get("OPTIONS", {})
    # of several servers the program has to reach the one that the connection reaches
    environment |= {"PGSSLMODE": options.get("sslmode"), "PGTARGETSESSIONATTRS": options.get("target_session_attrs")}
    done = subprocess.run(  # noqa: S603
        [find_postgresql_program(name), *arguments],
        env=os.environ | {key: str(value) for key, value in environment.items() if value},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise KeepingRefused(f"{name} 没有成功：{done.stderr.strip()[-2000:]}")


def find_postgresql_program(name: str) -> str:
    """Returns the path of a program that is not older than the server, for an older one refuses a newer server.

    Raises:
        KeepingRefused: there is none.
    """
    server = read_server_version()
    in_path = shutil.which(name)
    packaged = sorted(str(path) for path in Path("/").glob(f"{PROGRAM_FOLDERS.removeprefix('/')}/{name}"))
    for program in [in_path, *packaged]:
        if program and read_program_version(program) >= server:
            return program
    raise KeepingRefused(
        f"没有找到不低于 {server} 版的 {name}。请安装 postgresql-client（版本不低于数据库服务器），再试一次。"
    )


def read_server_version() -> int:
    """Returns the major version of the PostgreSQL server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def read_program_version(program: str) -> int:
    """Returns the major version that a program of PostgreSQL states; 0 if it states none."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True)  # noqa: S603
    found = re.search(r"\d+", done.stdout)
    return int(found[0]) if found else 0
