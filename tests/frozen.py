"""What the database refuses, done as its owner would: the triggers of frozen rows are lifted for a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import TransactionTestCase

from tasks.models.frozen_triggers import install_missing_triggers, remove_triggers

#: what is in the database when no test has begun
FILLED_BY_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission"}


@contextmanager
def lifted() -> Iterator[None]:
    """No frozen row is guarded within the block. On PostgreSQL only a superuser can do it so, as the tests' account is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            try:
                yield
            finally:
                cursor.execute("SET session_replication_role = origin")
        return
    remove_triggers(connection)
    try:
        yield
    finally:
        install_missing_triggers(connection)


def rewrite(rows: QuerySet, **values) -> int:
    """Updates frozen rows; returns how many."""
    with lifted():
        return QuerySet.update(rows, **values)


def remove(rows: QuerySet) -> None:
    """Deletes frozen rows."""
    with lifted():
        rows._raw_delete("default")


@cache
def list_emptied_tables() -> list[str]:
    """The tables that tests fill; the others are filled by migrations."""
    return [name for name in connection.introspection.django_table_names() if name not in FILLED_BY_MIGRATIONS]


def empty_tables() -> None:
    """Deletes what a test committed. Most tables are empty, and an empty one costs as much to flush as a full one."""
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in list_emptied_tables()
            )
        )
        filled = [name for (name,) in cursor.fetchall()]
    # in one transaction: keys are checked at its end, when nothing is left that they could point to
    with transaction.atomic(), lifted(), connection.cursor() as cursor:
        for name in filled:
            cursor.execute(f'DELETE FROM "{name}"')


def let_tests_flush() -> None:
    """Lets the end of a test that commits empty the tables, the frozen ones included."""
    TransactionTestCase._fixture_teardown = lambda case: empty_tables()
