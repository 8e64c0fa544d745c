"""The database itself refuses to change what is frozen, also after a migration that rebuilds such a table."""

from contextlib import contextmanager, suppress
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.migrations import AddField, Migration
from django.db.migrations.loader import MigrationLoader
from django.db.models import CharField, ProtectedError

from tasks import clock
from tasks.audit import record
from tasks.enums import Audience, EventKind, Outcome, PeriodState
from tasks.issuing.publication_actions import issue
from tasks.models import EntryRevision
from tasks.models.frozen_triggers import (
    guard_frozen_rows,
    install_missing_triggers,
    keep_frozen_triggers,
    list_frozen_tables,
    list_missing_triggers,
    remove_triggers,
)
from tasks.sealing.seal_actions import seal_events
from tests.cast import judge

TABLES = [
    "tasks_entryrevision",
    "tasks_event",
    "tasks_eventseal",
    "tasks_judgement",
    "tasks_publication",
    "tasks_publishedfile",
]
WRITES = {
    "sqlite": ["UPDATE {} SET id = id", "DELETE FROM {}"],
    "postgresql": ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"],
}


def revise(cast) -> None:
    EntryRevision.objects.create(entry=cast.key_entry, number=1, state="draft", saved_at=clock.now())


@pytest.fixture
def rows_in_all(cast):
    """A row in each frozen table."""
    revise(cast)
    judge(cast.key_entry, Outcome.ON_TRACK)
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    issue(
        period=cast.period,
        files=[("报告.docx", b"words", Audience.INTERNAL)],
        data={},
        title="报告",
        approved_by_name="王明",
        approved_on=date(2024, 4, 1),
        seen=0,
        by=cast.office,
    )
    seal_events()
    if connection.vendor == "postgresql":
        # what is checked at the end of a transaction keeps a table from TRUNCATE until then
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return cast


def refuse_everything(table: str) -> None:
    for statement in WRITES[connection.vendor]:
        with pytest.raises(IntegrityError, match="frozen_rows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))


def test_these_tables_are_frozen():
    assert list_frozen_tables() == TABLES


def test_no_row_of_them_is_changed_or_removed_by_sql(rows_in_all):
    for table in TABLES:
        refuse_everything(table)


def test_an_event_of_any_age_stays(cast):
    """Logs are kept for at least 180 days (网络安全法 第二十一条): nothing removes one at all."""
    with clock.pin_clock(clock.now().replace(year=2019)):
        event = record(EventKind.SIGNED_IN, cast.clerk, by=cast.clerk, government_id=cast.government.pk)
    refuse_everything("tasks_event")
    event.refresh_from_db()


def test_an_entry_with_a_saved_state_or_a_judgement_is_not_deleted_with_them(cast):
    revise(cast)
    judge(cast.other_entry, Outcome.ON_TRACK)
    for entry in (cast.key_entry, cast.other_entry):
        with pytest.raises(ProtectedError):
            entry.delete()


def test_the_role_of_the_application_cannot_look_past_them(rows_in_all):
    """It may do everything with rows; neither may it own a superuser's switch nor does a right to all rows help."""
    if connection.vendor != "postgresql":
        pytest.skip("roles are PostgreSQL's")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE duban_of_an_office")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO duban_of_an_office")
        cursor.execute("SET ROLE duban_of_an_office")
        for table in TABLES:
            refuse_everything(table)
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute("SET session_replication_role = replica")
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute("DROP TRIGGER tasks_event_frozen_delete ON tasks_event")
        cursor.execute("RESET ROLE")


class TakenBack(Exception):
    """Ends the schema editor's transaction before it is committed."""


@contextmanager
def editor_taken_back():
    with suppress(TakenBack), connection.schema_editor() as editor:
        yield editor
        raise TakenBack


def throw_away(*wrapped) -> Migration:
    migration = Migration("throw_away", "tasks")
    migration.operations = list(wrapped)
    return migration


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_a_table_leaves_it_guarded(rows_in_all):
    """SQLite drops the triggers with the old table; what runs after every ``migrate`` brings them back."""
    migration = throw_away(AddField("event", "throw_away", CharField(max_length=20, default="")))
    with editor_taken_back() as editor:
        migration.apply(MigrationLoader(connection).project_state(), editor)
        guard_frozen_rows(sender=type("Tasks", (), {"label": "tasks"}), using="default")
        assert list_missing_triggers(connection) == []
        refuse_everything("tasks_event")
    assert list_missing_triggers(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_says_so_may_rewrite_frozen_rows(rows_in_all):
    migration = throw_away(
        *keep_frozen_triggers(AddField("publication", "throw_away", CharField(max_length=20, default="")))
    )
    state = MigrationLoader(connection).project_state()
    with editor_taken_back() as editor:
        migration.apply(state.clone(), editor)
        refuse_everything("tasks_publication")
        migration.unapply(state.clone(), editor)
        refuse_everything("tasks_publication")


@pytest.mark.django_db(transaction=True)
def test_what_is_missing_is_told_and_installed_any_number_of_times():
    with editor_taken_back():
        remove_triggers(connection)
        remove_triggers(connection)
        assert {table for table, _ in list_missing_triggers(connection)} == set(TABLES)
        install_missing_triggers(connection)
        install_missing_triggers(connection)
        assert list_missing_triggers(connection) == []
