"""The triggers that refuse an entry whose item, edition or judgement does not belong to its period's plan.

A foreign key cannot express this rule and a check constraint cannot read another table. Migration 0002 creates the
triggers from its own copy. SQLite drops the triggers of a table that it rebuilds, and it rebuilds a table for almost
every change but a new nullable column. It refuses to rebuild a table that a standing trigger reads. So a migration that
changes ``ProgressEntry``, ``Task``, ``Period``, ``Edition`` or ``Judgement`` puts its operations into
``keep_entry_triggers``::

    operations = keep_entry_triggers(
        migrations.AddField("progressentry", "expected_on", models.DateField("预计完成时间", null=True)),
    )

The condition uses only columns of migration 0001, so every later migration may install it. A condition with a newer
column needs a new name, and the migration that adds the column installs it.
"""

from django.db.migrations import RunPython
from django.db.migrations.operations.base import Operation

TABLE = "tasks_progressentry"
#: the trigger and its function on PostgreSQL, and the message of the refusal on both databases
NAME = "entry_of_its_plan"
EVENTS = ("INSERT", "UPDATE")

MISMATCH = """
    (SELECT plan_id FROM tasks_task WHERE id = NEW.task_id)
        <> (SELECT plan_id FROM tasks_period WHERE id = NEW.period_id)
    OR (SELECT task_id FROM tasks_edition WHERE id = NEW.edition_id) <> NEW.task_id
    OR (NEW.judgement_id IS NOT NULL
        AND (SELECT entry_id FROM tasks_judgement WHERE id = NEW.judgement_id) <> NEW.id)
"""

CREATION = {
    # SQLite needs a trigger for each event
    "sqlite": [
        f"""CREATE TRIGGER {NAME}_{event.lower()} AFTER {event} ON {TABLE} WHEN {MISMATCH}
            BEGIN SELECT RAISE(ABORT, '{NAME}'); END"""
        for event in EVENTS
    ],
    "postgresql": [
        f"""CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {MISMATCH} THEN
                    RAISE EXCEPTION '{NAME}' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$""",
        f"""CREATE TRIGGER {NAME} AFTER {" OR ".join(EVENTS)} ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION {NAME}()""",
    ],
}

REMOVAL = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {NAME}_{event.lower()}" for event in EVENTS],
    "postgresql": [f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}", f"DROP FUNCTION IF EXISTS {NAME}()"],
}


def remove_entry_triggers(apps, schema_editor) -> None:
    """Drops the triggers where they exist. ``RunPython`` demands the signature; ``apps`` is not used."""
    for statement in REMOVAL[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def install_entry_triggers(apps, schema_editor) -> None:
    """Drops and creates the triggers, so it may run any number of times."""
    remove_entry_triggers(apps, schema_editor)
    for statement in CREATION[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def keep_entry_triggers(*operations: Operation) -> list[Operation]:
    """Returns the operations of a migration, before which the triggers are removed and after which they are installed.

    So it is in both directions.
    """
    return [
        RunPython(remove_entry_triggers, install_entry_triggers),
        *operations,
        RunPython(install_entry_triggers, remove_entry_triggers),
    ]
