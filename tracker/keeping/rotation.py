"""Backups by their names: where one lies, how old the last is, which are kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from tracker.keeping.archive import ENCRYPTED

PREFIX, SUFFIX, MOMENT = "duban-", ".tar.gz", "%Y%m%d-%H%M%S"


def build_backup_name(made_at: datetime, is_encrypted: bool) -> str:
    """Returns the name of a backup: ``duban-20240708-031500.tar.gz``, with ``.age`` if it is encrypted."""
    return f"{PREFIX}{made_at:{MOMENT}}{SUFFIX}{ENCRYPTED if is_encrypted else ''}"


def read_moment(path: Path) -> datetime | None:
    """Returns when a backup was made, in local time without zone; None for another file."""
    name = path.name.removesuffix(ENCRYPTED)
    if not (name.startswith(PREFIX) and name.endswith(SUFFIX)):
        return None
    try:
        # without zone: the name tells the time of the place, and is only compared with others
        return datetime.strptime(name[len(PREFIX) : -len(SUFFIX)], MOMENT)  # noqa: DTZ007
    except ValueError:
        return None


def list_backups(folder: Path) -> dict[Path, datetime]:
    """Returns the backups of a folder with the moment of each, the newest first."""
    found = {path: moment for path in folder.glob(f"{PREFIX}*") if (moment := read_moment(path))}
    return dict(sorted(found.items(), key=lambda one: one[1], reverse=True))


def choose_outdated(backups: dict[Path, datetime], *, days: int, weeks: int) -> list[Path]:
    """Returns the backups to remove: all of the last days stay, and of the weeks before the last one of each.

    Days and weeks are counted back from the newest backup, so that a machine that stood still for a year loses none.

    Args:
        days: number of days of which everything stays, at least 1.
        weeks: number of calendar weeks before them, of each of which one stays.
    """
    if not backups:
        return []
    newest = max(backups.values())
    young = newest - timedelta(days=days)
    last_of_weeks = {moment.isocalendar()[:2]: path for path, moment in sort_by_age(backups) if moment <= young}
    kept = set(list(reversed(last_of_weeks.values()))[:weeks])
    return [path for path, moment in backups.items() if moment <= young and path not in kept]


def sort_by_age(backups: dict[Path, datetime]) -> Iterable[tuple[Path, datetime]]:
    """Returns the backups with their moments, the oldest first."""
    return sorted(backups.items(), key=lambda one: one[1])
