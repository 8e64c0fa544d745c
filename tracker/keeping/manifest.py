"""What a backup says of itself: the first file of its archive."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from tracker.keeping.refusals import KeepingRefused
from tracker.keeping.stored_files import StoredFile

#: of the archive; a later product reads earlier ones
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The contents of a backup.

    Attributes:
        made_at: timezone-aware.
        vendor: ``sqlite`` or ``postgresql``.
        dump_sha256: of the dump of the database.
        tables: the number of rows of each table.
        migrations: app and name of each applied migration.
        files: what rows refer to.
    """

    made_at: datetime
    vendor: str
    dump_sha256: str
    tables: dict[str, int]
    migrations: list[tuple[str, str]]
    files: list[StoredFile]


def write_manifest(manifest: Manifest) -> bytes:
    """Returns the manifest as JSON."""
    content = {"format": FORMAT} | asdict(manifest) | {"made_at": manifest.made_at.isoformat()}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes) -> Manifest:
    """Reads what ``write_manifest`` wrote.

    Raises:
        KeepingRefused: it is of a later product, or no manifest.
    """
    try:
        read = json.loads(content)
        if read.pop("format") > FORMAT:
            raise KeepingRefused("这份备份由更新的版本制作。请先安装同一版本或更新的版本，再恢复。")
        read["made_at"] = datetime.fromisoformat(read["made_at"])
        read["migrations"] = [(app, name) for app, name in read["migrations"]]
        read["files"] = [StoredFile(**file) for file in read["files"]]
        return Manifest(**read)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise KeepingRefused("文件中的清单读不出来：它不是本系统的备份，或者已经损坏。") from error
