"""Of several database servers pg_dump reaches the one that the connection reaches."""

from django.db import connection

from tracker.keeping import snapshots


def test_the_program_is_told_every_server_and_which_of_them_to_take(monkeypatch, tmp_path):
    told = tmp_path / "told"
    program = tmp_path / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$PGHOST $PGPORT $PGUSER $PGTARGETSESSIONATTRS" >{told}\n')
    program.chmod(0o700)
    monkeypatch.setattr(snapshots, "find_postgresql_program", lambda name: str(program))
    several = {"HOST": "one,two", "PORT": "5432,5433", "USER": "duban", "PASSWORD": ""}
    for name, value in (several | {"OPTIONS": {"target_session_attrs": "read-write"}}).items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    snapshots.run_postgresql_program("pg_dump")
    assert told.read_text() == "one,two 5432,5433 duban read-write\n"
