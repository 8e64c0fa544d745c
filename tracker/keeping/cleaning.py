"""Removes the files that a killed process has left: written, but without a row, or not whole."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from tasks import clock
from tasks.converting import converted_files
from tasks.importing import waiting
from tracker.keeping.archive import UNFINISHED
from tracker.keeping.stored_files import list_stored_files, list_unreferenced_files

#: a file is written before its row is committed, and a large issue takes a minute
PATIENCE = timedelta(days=1)
#: somebody may confirm an import after a weekend
PATIENCE_OF_IMPORTS = timedelta(days=7)


def remove_left_files() -> list[Path]:
    """Removes what is left over and older than the patience; returns what was removed.

    Raises:
        OSError: a file cannot be removed.
    """
    left = list(iterate_left_files(clock.get_real_time()))
    for path in left:
        path.unlink(missing_ok=True)
    return left


def iterate_left_files(now: datetime) -> Iterator[Path]:
    """Yields stored files without a row, imports that nobody confirmed, what was converted, and unfinished backups."""
    media = Path(settings.MEDIA_ROOT)
    stored = (media / name for name in list_unreferenced_files(list_stored_files()))
    yield from select_older(stored, now - PATIENCE)
    for folder in (waiting.FOLDER, converted_files.FOLDER):
        yield from select_older((media / folder).glob("*"), now - PATIENCE_OF_IMPORTS)
    yield from select_older(settings.DUBAN_BACKUPS.glob(f"*{UNFINISHED}"), now - PATIENCE)


def select_older(paths: Iterator[Path], moment: datetime) -> Iterator[Path]:
    """Yields the files that were last written before ``moment``."""
    return (path for path in paths if path.is_file() and path.stat().st_mtime < moment.timestamp())
