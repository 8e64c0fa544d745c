"""Tests the output of ``assess`` and ``extract_indicators``."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tasks.enums import EntryState, EventKind, Outcome, Standing
from tasks.models import Event, Government, ProgressEntry
from tests.acts import judge
from tests.cast import EntryFactory, PeriodFactory


@pytest.fixture
def filed(cast):
    cast.other_entry.text, cast.other_entry.state = "一季度新增公共停车位1000个。", EntryState.ACCEPTED
    cast.other_entry.save()
    judge(cast.other_entry, cast.office, Outcome.LAGGING, "进度慢。")
    return cast.other_entry


def answer(capsys, *command) -> list[dict]:
    call_command(*command, "--json")
    return json.loads(capsys.readouterr().out)


def test_assess_prints_every_item_in_printed_order_and_writes_nothing(cast, filed, capsys):
    rows = answer(capsys, "assess", "--year=2024", "--period=Q1", "--government=示范区人民政府")
    assert [(row["kind"], row["number"], row["standing"], row["judgement"]) for row in rows] == [
        ("target", 1, "unknown", None),
        ("livelihood", 1, "unknown", None),
        ("key", 1, "unknown", None),
        ("key", 2, "watch", "lagging"),
    ]
    assert not ProgressEntry.objects.exclude(standing="").exists()


def test_an_item_carries_the_contract_s_keys_with_quote_and_arithmetic(cast, filed, capsys):
    row = answer(capsys, "assess", "--year=2024", "--period=Q1", "--government=示范区人民政府")[-1]
    signal = row.pop("signals")[0]
    assert row == {
        "kind": "key",
        "section": "推动教育强区建设",
        "number": 2,
        "name": None,
        "text": "新增公共停车位7000个",
        "lead_units": ["区城市管理局"],
        "standing": "watch",
        "judgement": "lagging",
    }
    assert {key: signal[key] for key in ("code", "severity", "quote", "arithmetic")} == {
        "code": "behind_course",
        "severity": "medium",
        "quote": "一季度新增公共停车位1000个",
        "arithmetic": "1000 ÷ 7000 = 14.3 %，时间进度 25 %",
    }


def test_store_keeps_the_standings_of_what_is_not_issued(cast, filed, capsys):
    call_command("assess", "--store")
    filed.refresh_from_db()
    assert filed.standing == Standing.WATCH
    assert "2024年一季度：4 项系统预警有变化" in capsys.readouterr().out.splitlines()
    assert Event.objects.filter(kind=EventKind.ENTRIES_ASSESSED).exists()


def test_a_period_that_fails_is_said_and_does_not_stop_the_others(cast, filed, capsys, monkeypatch):
    def fail(*, period, on, by):
        if period.plan.government == cast.government:
            raise ZeroDivisionError
        return {}

    monkeypatch.setattr("tasks.management.commands.assess.assess_period", fail)
    with pytest.raises(CommandError) as refusal:
        call_command("assess", "--store")
    assert capsys.readouterr().out == "2024年一季度：0 项系统预警有变化\n"
    assert str(refusal.value) == "示范区人民政府2024年一季度：程序出错（ZeroDivisionError），详见服务日志。"
    assert Event.objects.get(kind=EventKind.TIMER_FAILED).subject == "示范区人民政府 系统预警"


@pytest.mark.parametrize(
    ("command", "said", "status"),
    [
        (["assess", "--year=2024"], "请写明 --year 和 --period", 2),
        (["assess", "--year=2024", "--period=FY", "--government=示范区人民政府"], "没有全年的填报期", 1),
        (["assess", "--year=2019", "--period=Q1"], "没有2019年的年度方案", 1),
        (["extract_indicators", "--year=2019"], "没有2019年的年度方案", 1),
    ],
)
def test_what_cannot_be_answered_says_why(cast, command, said, status):
    with pytest.raises(CommandError, match=said) as refusal:
        call_command(*command)
    assert refusal.value.returncode == status


def test_indicators_are_printed_with_their_spans_and_without_a_period_unmatched(cast, capsys):
    row = answer(capsys, "extract_indicators", "--year=2024", "--government=示范区人民政府")[-1]
    assert row == {
        "kind": "key",
        "number": 2,
        "text": "新增公共停车位7000个",
        "indicators": [
            {
                "measure": "新增公共停车位",
                "comparison": "=",
                "value": 7000.0,
                "unit": "个",
                "kind": "cumulative",
                "span": [7, 12],
                "doubt": None,
                "matched": None,
            }
        ],
    }


def test_with_a_period_each_indicator_has_the_figure_the_progress_gives(cast, filed, capsys):
    rows = answer(capsys, "extract_indicators", "--year=2024", "--period=Q1", "--government=示范区人民政府")
    matched = rows[-1]["indicators"][0]["matched"]
    assert {key: matched[key] for key in ("value", "unit", "state", "quote")} == {
        "value": 1000.0,
        "unit": "个",
        "state": "achieved",
        "quote": "一季度新增公共停车位1000个",
    }


def test_without_json_the_end_says_what_became_of_the_suggestions(cast, filed, capsys):
    year_end = PeriodFactory(plan=cast.plan, number=4, due_on=date(2025, 1, 5))
    judge(EntryFactory(task=cast.key, period=year_end), cast.office, Outcome.REACHED)
    judge(EntryFactory(task=cast.other_key, period=year_end), cast.office, Outcome.NOT_REACHED, "未完成。")
    call_command("assess", "--year=2024", "--period=Q1", "--government=示范区人民政府")
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "共 4 项，预警和关注 1 项（1 ÷ 4 = 25 %）。",
        "督查办研判滞后 1 项，其中预警和关注 1 项（1 ÷ 1 = 100 %）。",
        "年底未完成或不再列入 1 项，其中本期预警和关注 1 项（1 ÷ 1 = 100 %），本期研判滞后 1 项（1 ÷ 1 = 100 %）。",
    ]


def test_a_command_speaks_the_words_of_the_government_that_it_tells_of(filed, cast, capsys):
    Government.objects.filter(pk=cast.government.pk).update(office_name="办公室", terms={"judging": "评定"})
    call_command("assess", year=2024, period="Q1", government=cast.government.name)
    assert "办公室评定滞后 1 项" in capsys.readouterr().out
