"""Which backups are kept."""

from datetime import datetime, timedelta
from pathlib import Path

from tracker.keeping.rotation import build_backup_name, choose_outdated, list_backups, read_moment

MONDAY = datetime.fromisoformat("2024-07-08T03:15")


def daily(count: int, newest: datetime = MONDAY) -> dict[Path, datetime]:
    """One backup each night, the newest first."""
    moments = [newest - timedelta(days=day) for day in range(count)]
    return {Path(build_backup_name(moment, False)): moment for moment in moments}


def kept(backups: dict[Path, datetime], **rule) -> list[str]:
    removed = choose_outdated(backups, **rule)
    return [f"{moment:%m-%d}" for path, moment in backups.items() if path not in removed]


def test_the_last_days_stay_and_of_each_week_before_the_last():
    assert kept(daily(40), days=3, weeks=2) == ["07-08", "07-07", "07-06", "07-05", "06-30"]


def test_everything_of_one_day_stays_while_it_is_young():
    twice = daily(1) | daily(1, MONDAY.replace(hour=10))
    assert choose_outdated(twice, days=1, weeks=0) == []


def test_days_count_from_the_newest_backup():
    """So that a machine that was off for a year loses nothing by being switched on."""
    old = daily(5, datetime.fromisoformat("2023-01-05T03:15"))
    assert choose_outdated(old, days=5, weeks=0) == []
    assert choose_outdated({}, days=1, weeks=1) == []


def test_only_backups_are_ever_chosen(tmp_path):
    for name in ("duban-20240708-031500.tar.gz", "duban-20240707-031500.tar.gz.age", "duban-notes.tar.gz", "报告.docx"):
        (tmp_path / name).touch()
    (tmp_path / "duban-20240709-031500.tar.gz.part").touch()
    assert [path.name for path in list_backups(tmp_path)] == [
        "duban-20240708-031500.tar.gz",
        "duban-20240707-031500.tar.gz.age",
    ]


def test_a_name_tells_its_moment():
    assert build_backup_name(MONDAY, True) == "duban-20240708-031500.tar.gz.age"
    assert read_moment(Path("duban-20240708-031500.tar.gz.age")) == MONDAY
