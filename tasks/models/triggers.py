"""The triggers that refuse an entry whose item, wording or judgement is not of its period's plan.

Migration 0002 made them first. SQLite drops the triggers of a table that a migration rebuilds, so such a migration
installs them again, in both directions::

    operations = [
        migrations.RunPython(migrations.RunPython.noop, install_entry_triggers),
        ...,
        migrations.RunPython(install_entry_triggers, migrations.RunPython.noop),
    ]
"""

TABLE = "tasks_progressentry"

MISMATCH = """
    (SELECT plan_id FROM tasks_task WHERE id = NEW.task_id)
        <> (SELECT plan_id FROM tasks_period WHERE id = NEW.period_id)
    OR (SELECT task_id FROM tasks_edition WHERE id = NEW.edition_id) <> NEW.task_id
    OR (NEW.judgement_id IS NOT NULL
        AND (SELECT entry_id FROM tasks_judgement WHERE id = NEW.judgement_id) <> NEW.id)
"""

STATEMENTS = {
    "sqlite": [
        statement
        for event in ("INSERT", "UPDATE")
        for statement in (
            f"DROP TRIGGER IF EXISTS entry_of_its_plan_{event.lower()}",
            f"""CREATE TRIGGER entry_of_its_plan_{event.lower()} AFTER {event} ON {TABLE} WHEN {MISMATCH}
                BEGIN SELECT RAISE(ABORT, 'entry_of_its_plan'); END""",
        )
    ],
    "postgresql": [
        f"""CREATE OR REPLACE FUNCTION entry_of_its_plan() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {MISMATCH} THEN
                    RAISE EXCEPTION 'entry_of_its_plan' USING ERRCODE = 'check_violation';
                END IF;
                RETURN NEW;
            END $$""",
        f"DROP TRIGGER IF EXISTS entry_of_its_plan ON {TABLE}",
        f"""CREATE TRIGGER entry_of_its_plan AFTER INSERT OR UPDATE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION entry_of_its_plan()""",
    ],
}


def install_entry_triggers(apps, schema_editor) -> None:
    """Makes the triggers anew, whether they exist or not. The signature is that of ``RunPython``."""
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
