"""Tests the output of ``check_report``."""

import json
from io import StringIO
from pathlib import Path

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
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(text="正在拟定拟定方案。", state=EntryState.ACCEPTED)
    rows = json.loads(run(*arguments(cast, "--json")))
    (row,) = [row for row in rows if row["code"] == "doubled"]
    assert {name: row[name] for name in ("code", "severity", "attachment", "number", "text", "quotes", "message")} == {
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


DOCUMENT = Path(__file__).resolve().parents[3] / "fixtures" / "documents" / "2022年全年完成情况报告.docx"


@pytest.mark.django_db
def test_an_imported_report_is_held_against_its_own_text_and_titles():
    call_command("import_document", DOCUMENT, "--commit", "--create-units", stdout=StringIO(), stderr=StringIO())
    rows = json.loads(run("--year", "2022", "--period", "FY", "--json"))
    assert [
        (row["code"], row["attachment"], row["message"])
        for row in rows
        if row["family"] == "counts" and row["severity"] == "must"
    ] == [
        ("count_title", "附件1", "标题写 15 项，表中有 11 行。"),
        ("count_title", "附件2", "标题写 116 项，表中有 115 行。"),
        ("count_narrative", None, "正文写 131 项，附件中的重点工作任务有 126 项。"),
        ("count_narrative", None, "正文写 15 项，附件中滞后的重点工作任务有 11 项。"),
        ("count_listed", None, "写明 15 项，其后只列 11 条。"),
    ]


def test_a_plan_is_checked_before_it_is_issued(cast):
    text = "新增养老床位1200张"
    cast.key.current.responsibilities.filter(role="lead").delete()
    cast.other_key.editions.update(text=f"{text}，培训护理员300人")
    cast.key.editions.update(text=text)
    asked = ("--year", "2024", "--period", "PLAN", "--government", cast.government.name, "--json")
    rows = json.loads(run(*asked))
    assert [(row["code"], row["severity"]) for row in rows if row["code"] in ("no_lead", "promised_twice")] == [
        ("no_lead", "must"),
        ("promised_twice", "look"),
    ]
    (twice,) = [row for row in rows if row["code"] == "promised_twice"]
    assert twice["other"] == {"place": "重点工作任务第 1 项 任务内容", "words": text}
