"""Unpacks a backup, and compares every part with its checksum."""

import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings

from tracker.keeping.archive import DUMP, FILES, MANIFEST, SECRET, extract, open_for_reading
from tracker.keeping.manifest import Manifest, read_manifest
from tracker.keeping.refusals import KeepingRefused


@dataclass(frozen=True)
class Unpacked:
    """A backup that was read to its end.

    Attributes:
        folder: where its parts lie, each under its name in the archive.
        defects: files that were missing or damaged already when the backup was made, as Chinese lines.
    """

    folder: Path
    manifest: Manifest
    defects: list[str]


@contextmanager
def unpack_backup(path: Path, identity: Path | None) -> Iterator[Unpacked]:
    """Unpacks a backup beside the data, on the same disk; what is not moved away by the end of the block is removed.

    Args:
        identity: file with the secret key of an encrypted backup.

    Raises:
        KeepingRefused: it cannot be read, or the database in it is not as it was written.
    """
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix=".restore-") as name:
        folder = Path(name)
        try:
            with open_for_reading(path, identity, folder) as archive:
                unpacked = unpack(archive, folder)
        except (EOFError, OSError, tarfile.TarError, zlib.error) as error:
            raise KeepingRefused(
                f"“{path}”读不到底：文件不存在、不是本系统的备份、已经损坏，或者磁盘空间不足（{error}）。"
            ) from error
        yield unpacked


def unpack(archive: tarfile.TarFile, folder: Path) -> Unpacked:
    """Unpacks an archive into ``folder``."""
    first = archive.next()
    if first is None or first.name != MANIFEST:
        raise KeepingRefused("文件中没有清单：它不是本系统的备份。")
    extract(archive, first, folder / MANIFEST)
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    expected = {f"{FILES}{file.name}": file for file in manifest.files}
    found = {}
    while entry := archive.next():
        if entry.name not in {DUMP, SECRET, *expected} or ".." in PurePosixPath(entry.name).parts:
            raise KeepingRefused(f"备份中有清单以外的“{entry.name}”：备份被改动过，不能恢复。")
        found[entry.name] = extract(archive, entry, folder / entry.name)
    if found.get(DUMP) != manifest.dump_sha256:
        raise KeepingRefused("备份中的数据库与清单的校验值不符：备份已经损坏，不能恢复。")
    return Unpacked(folder, manifest, list(describe_defects(manifest, found)))


def describe_defects(manifest: Manifest, found: dict[str, str]) -> Iterator[str]:
    """Says which files are missing or differ from the checksum of their row.

    Args:
        found: name in the archive → SHA-256.
    """
    for file in manifest.files:
        sha256 = found.get(f"{FILES}{file.name}")
        if sha256 is None:
            yield f"{file.name}：备份时已不存在"
        elif sha256 != file.sha256:
            yield f"{file.name}：备份时内容已与校验值不符"
