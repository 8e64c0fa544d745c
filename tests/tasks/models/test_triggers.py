"""The triggers of an entry outlive a migration that rebuilds its table, on both databases."""

from contextlib import contextmanager, suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations import AddConstraint, AddField, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.models import CharField, CheckConstraint, Q

from tasks.models import ProgressEntry
from tasks.models.triggers import install_entry_triggers, keep_entry_triggers, remove_entry_triggers

#: what each database knows of the triggers: name → what it runs
DEFINITIONS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'tasks_progressentry'",
    "postgresql": """
        SELECT tgname, pg_get_triggerdef(pg_trigger.oid) || ' ' || prosrc
        FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE tgrelid = 'tasks_progressentry'::regclass AND NOT tgisinternal""",
}
NAMES = {
    "sqlite": {"entry_of_its_plan_insert", "entry_of_its_plan_update"},
    "postgresql": {"entry_of_its_plan"},
}

THROW_AWAY = [
    AddField("progressentry", "throw_away", CharField(max_length=20, default="")),
    AddConstraint("progressentry", CheckConstraint(condition=~Q(throw_away="nonsense"), name="throw_away_makes_sense")),
]


class TakenBack(Exception):
    """Ends the schema editor's transaction before it is committed."""


@contextmanager
def editor_taken_back():
    """A schema editor, all of whose work is taken back at the end."""
    with suppress(TakenBack), connection.schema_editor() as editor:
        yield editor
        raise TakenBack


def triggers() -> dict[str, str]:
    """Name → definition of the entries' triggers, without differences of white space."""
    with connection.cursor() as cursor:
        cursor.execute(DEFINITIONS[connection.vendor])
        return {name: " ".join(definition.split()) for name, definition in cursor.fetchall()}


def columns() -> set[str]:
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, "tasks_progressentry")
    return {column.name for column in table}


def migration_of(operations) -> Migration:
    migration = Migration("throw_away", "tasks")
    migration.operations = operations
    return migration


def assert_foreign_entry_is_refused(cast) -> None:
    with pytest.raises(IntegrityError, match="entry_of_its_plan"), transaction.atomic():
        ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(edition=cast.other_key.current)


@pytest.mark.django_db
def test_after_all_migrations_the_triggers_stand():
    assert triggers().keys() == NAMES[connection.vendor]


@pytest.mark.django_db(transaction=True)
def test_installing_again_leaves_the_triggers_that_the_migrations_made():
    """So the frozen copy of 0002 and the present condition are the same rule."""
    of_the_migrations = triggers()
    with editor_taken_back() as editor:
        install_entry_triggers(None, editor)
        install_entry_triggers(None, editor)
        assert triggers() == of_the_migrations


@pytest.mark.django_db(transaction=True)
def test_the_triggers_are_removed_where_they_are_and_where_they_are_not():
    with editor_taken_back() as editor:
        remove_entry_triggers(None, editor)
        remove_entry_triggers(None, editor)
        assert triggers() == {}
    assert triggers().keys() == NAMES[connection.vendor]


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_the_table_keeps_the_refusal_in_both_directions(cast):
    before, columns_before = triggers(), columns()
    migration = migration_of(keep_entry_triggers(*THROW_AWAY))
    state = MigrationLoader(connection).project_state()
    with editor_taken_back() as editor:
        migration.apply(state.clone(), editor)
        assert (columns() - columns_before, triggers()) == ({"throw_away"}, before)
        assert_foreign_entry_is_refused(cast)
        migration.unapply(state.clone(), editor)
        assert (columns(), triggers()) == (columns_before, before)
        assert_foreign_entry_is_refused(cast)
    assert (columns(), triggers()) == (columns_before, before)
