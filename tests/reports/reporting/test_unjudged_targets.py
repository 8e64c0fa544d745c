"""预期目标 that nobody has judged: text, attachment and remark of a report say what 预警 and 研判 say of them."""

import re
from datetime import date

import pytest

from reports.issuing.issue import build_period_report
from reports.reporting.report import Report
from tasks.enums import Outcome, Standing, TaskKind
from tasks.judging.queue import suggest_outcome
from tasks.models import ProgressEntry
from tests.acts import judge, submit
from tests.cast import EntryFactory, TaskFactory


def report_of(cast) -> Report:
    return build_period_report(cast.period, date(2024, 4, 8))


def line_of(report: Report) -> str:
    """The paragraph that groups the targets."""
    [line] = [each.line for each in report.paragraphs if "项指标中" in each.line]
    return line


def judgements_of(report: Report) -> list[str]:
    """The last column of the table of targets."""
    sheet = report.attachments.sheets[0]
    at = next(index for index, column in enumerate(sheet.columns) if column.label == "是否符合目标进度")
    return [row[at] for row in sheet.rows]


def add_target(cast, number: int, text: str) -> ProgressEntry:
    task = TaskFactory(
        plan=cast.plan, kind=TaskKind.TARGET, number=number, edition__text=text, edition__lead=[cast.lead_unit]
    )
    return EntryFactory(task=task, period=cast.period)


@pytest.fixture
def invested(cast) -> ProgressEntry:
    """A target of which nothing but a figure a little below it is told."""
    entry = add_target(cast, 2, "固定资产投资增长5%")
    return submit(entry, cast.clerk, "固定资产投资同比增长4.7%。")


def test_what_the_warnings_find_normal_is_expected_to_be_reached_and_never_said_to_miss_its_target(cast, invested):
    assert (invested.standing, suggest_outcome(invested)) == (Standing.NORMAL, Outcome.EXPECTED)
    line = line_of(report_of(cast))
    assert "1项指标符合时间节点要求，预计能够完成年度目标任务，即：固定资产投资。" in line
    assert "不达预期" not in line


def test_what_is_warned_of_for_its_figure_misses_its_target(cast):
    said = {"problem": "项目开工晚。", "next_step": "4月集中开工。"}
    warned = submit(add_target(cast, 2, "固定资产投资增长5%"), cast.clerk, "固定资产投资同比增长2%。", **said)
    assert warned.standing in (Standing.WATCH, Standing.LAGGING)
    assert "1项指标不达预期，即：固定资产投资同比增长2%。" in line_of(report_of(cast))


def test_text_and_remark_name_one_basis(cast, invested):
    report = report_of(cast)
    assert "其中1项尚未研判，暂按系统预警归类。" in line_of(report)
    assert "有1项预期目标尚未研判，正文暂按系统预警归类，请核对。" in report.remarks


def test_the_table_says_of_each_row_that_is_not_judged_that_it_is_not(cast, invested):
    submit(cast.target_entry, cast.clerk, "地区生产总值增长6.5%。")
    judge(ProgressEntry.objects.get(pk=cast.target_entry.pk), cast.office)
    assert judgements_of(report_of(cast)) == ["符合", "尚未研判"]


def test_a_table_of_which_nothing_is_judged_has_no_column_for_it(cast, invested):
    labels = [column.label for column in report_of(cast).attachments.sheets[0].columns]
    assert "是否符合目标进度" not in labels


WORK = "空气质量、节能减排降碳完成年度目标任务：召开专题调度会4次，形成工作清单14项，办结8项。"


def test_what_was_done_for_a_target_is_not_said_to_be_its_figure(cast):
    entry = submit(add_target(cast, 2, "空气质量、节能减排降碳完成年度目标任务"), cast.clerk, WORK)
    assert "预计能够完成年度目标任务，即：“空气质量、节能减排降碳”。" in line_of(report_of(cast))
    judge(entry, cast.office)
    line = line_of(report_of(cast))
    assert "1项指标符合预期，即：“空气质量、节能减排降碳”。" in line
    assert "调度会" not in line


def test_a_short_statement_without_a_figure_of_the_measure_is_printed_as_it_is(cast):
    entry = submit(add_target(cast, 2, "空气质量完成年度目标任务"), cast.clerk, "一季度，空气质量优良天数80天。")
    judge(entry, cast.office)
    assert "即：空气质量优良天数80天。" in line_of(report_of(cast))


@pytest.mark.parametrize("written", ["1—3月", "1－3月", "1~3月", "1 — 3月"])
def test_months_are_written_in_one_way_in_titles_and_texts(cast, written):
    submit(cast.key_entry, cast.clerk, f"{written}建成一所。")
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实。")
    report = report_of(cast)
    told = [each.line for each in report.paragraphs] + [
        str(cell) for sheet in report.attachments.sheets for row in (*sheet.rows, (sheet.title,)) for cell in row
    ]
    assert [line for line in told if written in line] == []
    assert len([line for line in told if "1-3月建成一所" in line]) == 2


def test_what_is_counted_as_none_is_not_said(cast):
    submit(cast.livelihood_entry, cast.clerk)
    submit(cast.key_entry, cast.clerk)
    told = [each.line for each in report_of(cast).paragraphs]
    assert [line for line in told if re.search(r"(?<!\d)0项", line)] == []
    assert "2项重点工作任务中，2项任务尚未研判。" in told
