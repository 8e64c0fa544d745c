"""What the database refuses, done as its owner would: the triggers of frozen rows are lifted for a moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import QuerySet
from django.test import TransactionTestCase

from tasks.models.frozen_triggers import install_missing_triggers, remove_triggers


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


def let_tests_flush() -> None:
    """Lets the end of a test that commits empty the tables, the frozen ones included."""
    flush = TransactionTestCase._fixture_teardown

    def flush_lifted(case) -> None:
        with lifted():
            flush(case)

    TransactionTestCase._fixture_teardown = flush_lifted
