"""The migrated database, kept between runs: every run begins with a copy of it instead of all migrations.

A kept file answers to one state of what it was made from, the migrations of every app and the models of our own;
when these change, its name does, and the next run makes another. SQLite keeps the file itself, PostgreSQL a dump,
which answers to the release of its programs as well.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".migrated"


@cache
def kept_file() -> Path:
    """Where the database of the present migrations and models is kept, whether or not it stands there."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()] + [ROOT / "tasks/models"]
    made_from = sha256(django.__version__.encode())
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        made_from.update(path.read_bytes())
    if is_postgres():
        made_from.update(subprocess.run(["pg_dump", "--version"], capture_output=True, check=True).stdout)
    return FOLDER / f"{made_from.hexdigest()[:16]}.{'sql' if is_postgres() else 'sqlite3'}"


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


def can_keep() -> bool:
    """Whether the tests' database can be kept; on PostgreSQL its programs do that."""
    return all(map(shutil.which, ("psql", "pg_dump"))) if is_postgres() else True


def bring() -> bool:
    """Puts the kept database where the tests expect theirs; returns whether there was one."""
    if not can_keep() or not kept_file().exists():
        return False
    if is_postgres():
        name = connection.creation._get_test_db_name()
        run("psql", "postgres", "-c", f'DROP DATABASE IF EXISTS "{name}"', "-c", f'CREATE DATABASE "{name}"')
        run("psql", name, "--set=ON_ERROR_STOP=1", "--file", str(kept_file()))
    else:
        shutil.copyfile(kept_file(), settings.DATABASES["default"]["TEST"]["NAME"])
    return True


def keep() -> None:
    """Keeps the tests' database, just migrated and still empty, in the place of every older one."""
    if not can_keep() or kept_file().exists():
        return
    kept = kept_file()
    FOLDER.mkdir(exist_ok=True)
    # another run may do the same at this moment: each puts a whole file into the place
    half = kept.with_name(f"{Path(settings.VAR_DIR).name}.half")
    if is_postgres():
        run("pg_dump", connection.settings_dict["NAME"], "--no-owner", "--file", str(half))
    else:
        with (
            closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
            closing(sqlite3.connect(half)) as target,
        ):
            source.backup(target)
    half.replace(kept)
    for old in FOLDER.glob(f"*{kept.suffix}"):
        if old != kept:
            old.unlink(missing_ok=True)


def run(program: str, database: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on a database of the tests' server.

    Raises:
        CalledProcessError: it failed.
    """
    (_, *place), env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict | {"NAME": database}, [])
    subprocess.run(
        [program, *place, "--quiet" if program == "psql" else "--no-password", *arguments],
        env=os.environ | (env or {}),
        stdout=subprocess.DEVNULL,
        check=True,
    )
