"""The database itself refuses an entry whose task is not of its period's plan.

A foreign key cannot say this and a check constraint cannot look into another table, so triggers do, on both
databases. SQLite drops a table's triggers when a later migration rebuilds the table: such a migration has to
run ``install`` again, and a test watches that the refusal is still there.
"""

from django.db import migrations

TABLE = "tasks_progressentry"

MISMATCH = """
    (SELECT plan_id FROM tasks_task WHERE id = NEW.task_id)
        <> (SELECT plan_id FROM tasks_period WHERE id = NEW.period_id)
    OR (SELECT task_id FROM tasks_edition WHERE id = NEW.edition_id) <> NEW.task_id
    OR (NEW.judgement_id IS NOT NULL
        AND (SELECT entry_id FROM tasks_judgement WHERE id = NEW.judgement_id) <> NEW.id)
"""

SQLITE = [
    f"""CREATE TRIGGER entry_of_its_plan_{event.lower()} AFTER {event} ON {TABLE} WHEN {MISMATCH}
        BEGIN SELECT RAISE(ABORT, 'entry_of_its_plan'); END"""
    for event in ("INSERT", "UPDATE")
]

POSTGRESQL = [
    f"""CREATE FUNCTION entry_of_its_plan() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {MISMATCH} THEN
                RAISE EXCEPTION 'entry_of_its_plan' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$""",
    f"""CREATE TRIGGER entry_of_its_plan AFTER INSERT OR UPDATE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION entry_of_its_plan()""",
]

REMOVAL = {
    "sqlite": [f"DROP TRIGGER entry_of_its_plan_{event}" for event in ("insert", "update")],
    "postgresql": [f"DROP TRIGGER entry_of_its_plan ON {TABLE}", "DROP FUNCTION entry_of_its_plan()"],
}


def run(statements, schema_editor):
    for statement in statements:
        schema_editor.execute(statement, params=None)


def install(apps, schema_editor):
    run(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL, schema_editor)


def remove(apps, schema_editor):
    run(REMOVAL[schema_editor.connection.vendor], schema_editor)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_the_tables")]
    operations = [migrations.RunPython(install, remove)]
