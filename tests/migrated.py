"""The migrated SQLite database, kept between runs: every run begins with a copy instead of all migrations.

A kept file answers to one state of what it was made from, the migrations of every app and the models of our own;
when these change, its name does, and the next run makes another. PostgreSQL is migrated anew each time.
"""

import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".migrated"


def kept_file() -> Path:
    """Where the database of the present migrations and models is kept, whether or not it stands there."""
    folders = [Path(app.path) / "migrations" for app in apps.get_app_configs()] + [ROOT / "tasks/models"]
    made_from = sha256(django.__version__.encode())
    for path in sorted(path for folder in folders for path in folder.rglob("*.py")):
        made_from.update(path.read_bytes())
    return FOLDER / f"{made_from.hexdigest()[:16]}.sqlite3"


def test_file() -> Path | None:
    """The file of the tests' database; None on PostgreSQL."""
    database = settings.DATABASES["default"]
    return Path(database["TEST"]["NAME"]) if "sqlite3" in database["ENGINE"] else None


def bring() -> bool:
    """Copies the kept database to where the tests expect theirs; returns whether there was one."""
    file, kept = test_file(), kept_file()
    if file is None or not kept.exists():
        return False
    shutil.copyfile(kept, file)
    return True


def keep() -> None:
    """Keeps the tests' database, just migrated and still empty, in the place of every older one."""
    file, kept = test_file(), kept_file()
    if file is None or kept.exists():
        return
    FOLDER.mkdir(exist_ok=True)
    # another run may do the same at this moment: each puts a whole file into the place
    half = kept.with_name(f"{file.parent.name}.half")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(half)) as target:
        source.backup(target)
    half.replace(kept)
    for old in FOLDER.glob("*.sqlite3"):
        if old != kept:
            old.unlink(missing_ok=True)
