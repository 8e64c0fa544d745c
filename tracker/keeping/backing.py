"""Makes a backup: the database and every file that it refers to, of one moment, in one archive."""

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from tracker.keeping.archive import DUMP, FILES, MANIFEST, SECRET, add_content, add_file, open_for_writing
from tracker.keeping.manifest import Manifest, write_manifest
from tracker.keeping.refusals import KeepingRefused
from tracker.keeping.rotation import build_backup_name
from tracker.keeping.snapshots import Snapshot, take_snapshot
from tracker.keeping.stored_files import StoredFile, list_stored_files

#: how often it begins anew because somebody removed a file meanwhile
ATTEMPTS = 5


@dataclass(frozen=True)
class Backup:
    """A backup that was made.

    Attributes:
        path: of the archive.
        missing: files that rows refer to and that are not on the disk any more.
    """

    path: Path
    manifest: Manifest
    missing: list[StoredFile]


def make_backup(folder: Path, made_at: datetime, key: str) -> Backup:
    """Makes a backup in ``folder``, encrypted for the public ``key`` unless that is empty.

    Raises:
        KeepingRefused: the folder cannot be written, or what dumps the database failed.
    """
    path = folder / build_backup_name(made_at, bool(key))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for _ in range(ATTEMPTS):
            backup = write_backup(path, made_at, key)
            # evidence was removed while it was copied: its row is gone from a new snapshot
            if not set(backup.missing) - set(list_stored_files()):
                break
    except OSError as error:
        raise KeepingRefused(f"备份写不进“{folder}”：{error.strerror}。请检查磁盘空间和文件夹权限。") from error
    return backup


def write_backup(path: Path, made_at: datetime, key: str) -> Backup:
    """Writes one archive of the present moment."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".dump-") as private:
        snapshot = take_snapshot(Path(private, DUMP))
        manifest = build_manifest(snapshot, made_at)
        with open_for_writing(path, key) as archive:
            add_content(archive, MANIFEST, write_manifest(manifest))
            if settings.SECRET_FILE.exists():
                add_file(archive, SECRET, settings.SECRET_FILE)
            add_file(archive, DUMP, snapshot.dump)
            missing = [file for file in snapshot.files if not add_stored_file(archive, file)]
    return Backup(path, manifest, missing)


def build_manifest(snapshot: Snapshot, made_at: datetime) -> Manifest:
    with snapshot.dump.open("rb") as file:
        dump_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Manifest(made_at, connection.vendor, dump_sha256, snapshot.tables, snapshot.migrations, snapshot.files)


def add_stored_file(archive, file: StoredFile) -> bool:
    """Adds a file of the installation; returns whether it exists."""
    try:
        add_file(archive, f"{FILES}{file.name}", file.path)
    except FileNotFoundError:
        return False
    return True
