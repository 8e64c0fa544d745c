"""预期目标 in the text of a report: a target that nobody has filed is never said to be met."""

from datetime import date

import pytest

from reports.issuing.issue import build_period_report
from reports.layouts import layout
from tasks.enums import TaskKind
from tests.acts import submit
from tests.cast import EntryFactory, TaskFactory

UNFILED = "1项指标尚未报送，即：一般公共预算收入。"


@pytest.fixture
def silent(cast):
    given = {"edition__text": "一般公共预算收入增长5%以上", "edition__lead": [cast.lead_unit]}
    task = TaskFactory(plan=cast.plan, kind=TaskKind.TARGET, number=2, **given)
    submit(cast.target_entry, cast.clerk)
    return EntryFactory(task=task, period=cast.period)


@pytest.mark.parametrize("name", ["progress", "half_year_2021", "half_year_2022", "full_year"])
def test_what_nobody_has_filed_is_said_to_be_unfiled(cast, silent, name, monkeypatch):
    chosen = layout.load_layouts()[name]
    monkeypatch.setattr("reports.reporting.report.get_layout_for_period", lambda *_: chosen)
    [line] = [
        each.line for each in build_period_report(cast.period, date(2024, 4, 8)).paragraphs if UNFILED in each.line
    ]
    assert line.count("一般公共预算收入") == 1
    assert "均符合" not in line


def test_only_what_was_filed_is_grouped_by_what_it_says(cast, silent):
    told = [each.line for each in build_period_report(cast.period, date(2024, 4, 8)).paragraphs]
    assert any(f"{UNFILED}其中1项尚未研判，暂按系统预警归类。" in line for line in told)
