"""The triggers that refuse to change or delete a frozen row (``FrozenRow``), whoever asks the database.

They stand on the table of every model that is a ``FrozenRow``; none of these tables has a column that is written later,
so a trigger lets nothing through. On PostgreSQL another one refuses TRUNCATE, which SQLite does not know.

SQLite drops the triggers of a table that it rebuilds. ``guard_frozen_rows`` installs what is missing after every
``migrate``, so they stand again without the migration saying anything. A migration that has to rewrite frozen rows
puts its operations into ``keep_frozen_triggers``.

No setting or session variable turns them off. Who owns the tables can drop a trigger; ``verify`` tells that one is missing,
and the chain of seals (``tasks.sealing``) what was done meanwhile.
"""

from django.apps import apps as installed
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from tasks.models.frozen import FrozenRow

#: the message of the refusal on both databases, and PostgreSQL's function
NAME = "frozen_rows"
EVENTS = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}

FUNCTION = f"""
    CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{NAME}: % of %', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END $$"""

STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal AND tgenabled IN ('O', 'A')""",
}


def list_frozen_tables() -> list[str]:
    """Returns the tables whose rows are frozen."""
    return sorted(model._meta.db_table for model in installed.get_models() if issubclass(model, FrozenRow))


def build_trigger_name(table: str, event: str) -> str:
    return f"{table}_frozen_{event.lower()}"


def build_trigger(vendor: str, table: str, event: str) -> str:
    """Builds the statement that creates one trigger."""
    name = build_trigger_name(table, event)
    if vendor == "sqlite":
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {NAME}()"


def list_missing_triggers(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Returns table and event of each trigger that should stand and does not; nothing of tables that are not there yet."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        cursor.execute(STANDING[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    return [
        (table, event)
        for table in list_frozen_tables()
        if table in there
        for event in EVENTS[connection.vendor]
        if build_trigger_name(table, event) not in standing
    ]


def install_missing_triggers(connection: BaseDatabaseWrapper) -> None:
    """Creates what is missing, so it may run any number of times."""
    missing = list_missing_triggers(connection)
    with connection.cursor() as cursor:
        if missing and connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for table, event in missing:
            # one that is there but switched off does not count as standing
            drop_trigger(cursor, connection.vendor, table, event)
            cursor.execute(build_trigger(connection.vendor, table, event))


@receiver(post_migrate)
def guard_frozen_rows(sender, using: str, **kwargs) -> None:
    """Installs what is missing once the tables of this app were migrated."""
    if sender.label == "tasks":
        install_missing_triggers(connections[using])


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drops the triggers where they exist."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in there.intersection(list_frozen_tables()):
            for event in EVENTS[connection.vendor]:
                drop_trigger(cursor, connection.vendor, table, event)


def drop_trigger(cursor, vendor: str, table: str, event: str) -> None:
    of_table = f" ON {table}" if vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER IF EXISTS {build_trigger_name(table, event)}{of_table}")


def install_frozen_triggers(apps, schema_editor) -> None:
    """``install_missing_triggers`` for a migration. ``RunPython`` demands the signature; ``apps`` is not used."""
    install_missing_triggers(schema_editor.connection)


def remove_frozen_triggers(apps, schema_editor) -> None:
    """``remove_triggers`` for a migration; arguments as in ``install_frozen_triggers``."""
    remove_triggers(schema_editor.connection)


def keep_frozen_triggers(*operations: Operation) -> list[Operation]:
    """Returns the operations of a migration that rewrites frozen rows: the triggers are removed before and installed
    after, in both directions."""
    return [
        RunPython(remove_frozen_triggers, install_frozen_triggers),
        *operations,
        RunPython(install_frozen_triggers, remove_frozen_triggers),
    ]
