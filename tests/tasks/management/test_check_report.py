"""``check_report``: the findings as scripts read them."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tasks.enums import EntryState
from tasks.models import ProgressEntry


def run(*arguments) -> str:
    out = StringIO()
    call_command("check_report", *arguments, stdout=out)
    return out.getvalue()


def arguments(cast, *more) -> tuple:
    return ("--year", "2024", "--period", "Q1", "--government", cast.government.name, *more)


def test_json_has_the_agreed_keys_and_says_where(cast):
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(
        text="正在拟定拟定方案。", state=EntryState.ACCEPTED
    )
    rows = json.loads(run(*arguments(cast, "--json")))
    (row,) = [row for row in rows if row["code"] == "doubled"]
    assert {
        name: row[name] for name in ("code", "severity", "attachment", "number", "text", "quotes", "message")
    } == {
        "code": "doubled",
        "severity": "look",
        "attachment": "重点工作任务",
        "number": 1,
        "text": "建成小学两所，投用中学一所",
        "quotes": ["正在拟定拟定方案。"],
        "message": "“拟定”重复。",
    }
    assert [row["severity"] for row in rows] == sorted(
        (row["severity"] for row in rows), key=["must", "look", "note"].index
    )


def test_without_json_each_finding_is_a_line(cast):
    lines = run(*arguments(cast)).splitlines()
    assert lines[0].startswith("必须改正　")
    assert lines[-1] == f"共 {len(lines) - 1} 条。"


def test_a_period_that_is_not_there_is_named(cast):
    with pytest.raises(CommandError, match="2024年没有全年的填报期。") as refusal:
        run("--year", "2024", "--period", "FY", "--government", cast.government.name)
    assert refusal.value.returncode == 1
