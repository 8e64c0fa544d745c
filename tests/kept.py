"""What many tests begin with is made once and kept: its rows and its objects.

Making it takes some seventy statements through the factories; laying it down again takes one for each table.
Each test still gets rows and objects of its own, in its own transaction, and may change them as it likes.
"""

import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction

#: SQLite takes 32,766 in a statement
VALUES_AT_ONCE = 30_000
#: SQLite ignores what a relation of many to many has already
INSERTED = re.compile(r'INSERT (?:OR IGNORE )?INTO "(\w+)"')


@dataclass(frozen=True)
class Kept:
    """Something made once.

    Attributes:
        inserts: statements that insert all rows of each table, with the values of these rows.
        pickled: what the maker returned; unpickled anew for each test, so that no two tests share an object.
    """

    inserts: list[tuple[str, list]]
    pickled: bytes

    def lay_down(self):
        """Inserts the rows, under the same keys each time, and returns what the maker returned."""
        # in one transaction: the keys of some rows point to rows of a later table
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in self.inserts:
                cursor.execute(statement, values)
        return pickle.loads(self.pickled)


def keep(make: Callable[[], object]) -> Kept:
    """Calls ``make`` in a transaction that is rolled back; keeps what it returned and every row it inserted.

    The database has to be empty but for what migrations put into it, and ``make`` may not change that.
    """
    tables = {}

    def note_table(execute, sql, params, many, context):
        if found := INSERTED.match(sql):
            tables[found[1]] = None
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note_table):
            made = make()
        inserts = [insert for table in tables for insert in inserts_of(table)]
        transaction.set_rollback(True)
    return Kept(inserts, pickle.dumps(made))


def inserts_of(table: str) -> Iterator[tuple[str, list]]:
    """Statements that insert all rows that now stand in ``table``, with the values for each."""
    with connection.cursor() as cursor:
        # what the database itself derives is not inserted
        models = (model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table)
        derived = {field.column for model in models for field in model._meta.fields if field.generated}
        cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
        names = [column[0] for column in cursor.description if column[0] not in derived]
        quoted = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f'SELECT {quoted} FROM "{table}"')
        rows = cursor.fetchall()
    columns = ", ".join(f'"{name}"' for name in names)
    row = f"({', '.join(['%s'] * len(names))})"
    for some in batched(rows, VALUES_AT_ONCE // len(names)):
        values = [value for each in some for value in each]
        yield f'INSERT INTO "{table}" ({columns}) VALUES {", ".join([row] * len(some))}', values


def batched(rows: list, size: int) -> Iterator[list]:
    """``rows`` in lists of at most ``size``."""
    return (rows[start : start + size] for start in range(0, len(rows), size))
