"""Whether the installation can do its work: database, migrations, disk, the age of the last backup, the timers."""

import shutil
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from tasks import clock
from tasks.enums import TimedJob
from tasks.timing.timed_runs import TimerStatus, list_timer_statuses
from tracker.keeping.rotation import list_backups

#: bytes that have to be free where the data lie: room for a night's backup of the database and some uploads
FREE_SPACE = 500 * 1024 * 1024


def is_database_there() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def is_migrated() -> bool:
    """Returns whether every migration of the program has been applied."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def has_space() -> bool:
    try:
        return shutil.disk_usage(settings.VAR_DIR).free >= FREE_SPACE
    except OSError:
        return False


def has_recent_backup() -> bool:
    """Returns whether a backup was made in the last hours that the setting names; true where the setting is 0."""
    if not settings.DUBAN_BACKUP_HOURS:
        return True
    try:
        newest = next(iter(list_backups(settings.DUBAN_BACKUPS).values()), None)
    except OSError:
        return False
    now = clock.get_real_time().replace(tzinfo=None)
    return newest is not None and now - newest <= timedelta(hours=settings.DUBAN_BACKUP_HOURS)


def list_due_timers() -> list[TimerStatus]:
    """Lists how it stands with the timed commands but the backup, whose files are looked at instead; none where no timers
    run."""
    if not settings.DUBAN_TIMERS:
        return []
    return [status for status in list_timer_statuses(clock.get_real_time()) if status.job != TimedJob.BACKUP]


def check_timers() -> dict[str, bool]:
    """Returns of each timed command whether it has succeeded in time."""
    try:
        return {status.job.value: not status.is_overdue for status in list_due_timers()}
    except DatabaseError:
        return {job.value: False for job in TimedJob if job != TimedJob.BACKUP}


#: name in the answer → check; none of them tells more than yes or no
CHECKS: dict[str, Callable[[], bool]] = {
    "database": is_database_there,
    "migrations": is_migrated,
    "disk": has_space,
    "backup": has_recent_backup,
}


def check_readiness() -> dict[str, bool]:
    """Returns the outcome of each check by its name; a timed command goes by its own."""
    return {name: check() for name, check in CHECKS.items()} | check_timers()
