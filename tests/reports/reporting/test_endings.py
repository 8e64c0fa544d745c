"""办结与停办 in print: what was done in May is printed as done through the year, what was stopped is named once."""

from datetime import date

import pytest

from reports.figures import compute_burden, compute_scorecard_figures, count_items_by_kind
from reports.issuing.issue import build_period_report
from reports.printing.sheet import Sheet
from reports.reporting.attachments import Occasion
from reports.reporting.report import load_report_rows
from tasks.enums import EndingKind, Outcome, TaskKind
from tasks.issuing.internal_actions import mark_internal
from tasks.judging.judgement_actions import judge
from tasks.scoring.rules import FilingCounts
from tests.acts import accept, submit
from tests.tasks.ending.years import WORDS, end, entry_of, make_may, open_number


@pytest.fixture
def may(cast, settings):
    make_may(cast, settings)
    return cast


def report_of(cast, number: int):
    return build_period_report(open_number(cast, number), date(2024, 7, 8))


def row_of(sheets: tuple[Sheet, ...], words: str) -> dict[str, object]:
    """Head → cell of the only row that holds the words."""
    found = [
        dict(zip((column.label for column in sheet.columns), row, strict=True))
        for sheet in sheets
        for row in sheet.rows
        if any(words in str(cell) for cell in row)
    ]
    (row,) = found
    return row


def said_of_stops(report) -> list[str]:
    return [each.line for each in report.paragraphs if "项任务停办" in each.line]


@pytest.mark.parametrize(("number", "column"), [(2, "上半年进展情况"), (3, "前三季度进展情况"), (4, "全年完成情况")])
def test_what_was_done_in_may_is_printed_as_done_with_the_offices_words(may, number, column):
    end(may)
    report = report_of(may, number)
    row = row_of(report.attachments.sheets, "建成小学两所")
    assert WORDS in row.values(), (column, row)
    title = next(sheet.title for sheet in report.attachments.sheets if any(WORDS in each for each in sheet.rows))
    assert ("滞后" in title, "未完成" in title) == (False, False)


def test_a_target_that_was_done_stands_as_in_accordance(may):
    end(may, task=may.target)
    row = row_of(report_of(may, 2).attachments.sheets, "地区生产总值")
    assert (row["是否符合目标进度"], row["上半年进展情况"]) == ("符合", WORDS)


def test_what_was_judged_as_ahead_has_its_place_in_every_report(may):
    second = open_number(may, 2)
    for number, task in ((2, may.key), (2, may.target)):
        entry = accept(submit(entry_of(task, number), may.clerk, "提前建成。"), may.office)
        judge(entry=entry, outcome=Outcome.AHEAD, reason="", seen=None, by=may.office)
    report = build_period_report(second, date(2024, 7, 8))
    assert row_of(report.attachments.sheets, "建成小学两所")["上半年进展情况"] == "提前建成。"
    assert row_of(report.attachments.sheets, "地区生产总值")["是否符合目标进度"] == "符合"


def test_what_was_stopped_is_named_once_and_left_out_of_the_tables_and_counts(may):
    end(may, EndingKind.SUSPENDED)
    end(may, EndingKind.MERGED, task=may.livelihood, merged_into=may.other_key)
    half_year = report_of(may, 2)
    assert said_of_stops(half_year) == [
        "另有2项任务停办，分别是：学位扩容（并入重点工作任务第2项，依据：区政府第30次常务会议）；"
        "建成小学两所，投用中学一所（暂缓，依据：区政府第30次常务会议）。"
    ]
    assert [entry.task for entry in half_year.entries] == [may.target, may.other_key]
    assert said_of_stops(report_of(may, 3)) == []


def test_an_item_of_which_a_version_leaves_out_everything_is_not_named_either(may):
    mark_internal(task=may.key, reason="涉及未公开事项。", by=may.office)
    end(may, EndingKind.SUSPENDED)
    period = open_number(may, 2)
    public = build_period_report(period, date(2024, 7, 8), is_public=True)
    assert (said_of_stops(public), len(said_of_stops(build_period_report(period, date(2024, 7, 8))))) == ([], 1)


def test_the_number_of_items_in_force_leaves_out_what_was_stopped(may):
    end(may, EndingKind.CANCELLED)
    open_number(may, 2)
    entries, _, in_force = load_report_rows(may.plan, Occasion(2024, "H1"), None, ())
    assert count_items_by_kind(entries, in_force)[TaskKind.KEY].total == 1


def test_nothing_is_asked_of_a_unit_for_what_is_done(may):
    end(may)
    end(may, EndingKind.SUSPENDED, task=may.livelihood)
    burden = compute_burden(open_number(may, 2))
    asked = {each.name: each.now.items for each in burden.units}
    assert asked == {"区教委": 1, "区城市管理局": 1}


def test_what_is_done_is_neither_in_time_nor_late_and_counts_as_reached(may, settings):
    end(may)
    end(may, task=may.target)
    end(may, EndingKind.SUSPENDED, task=may.livelihood)
    second = open_number(may, 2)
    settings.DUBAN_TODAY = date(2024, 7, 20)
    card = compute_scorecard_figures(may.plan, second, on=date(2024, 7, 20))
    own = next(each for each in card.units if each.name == "区教委").counts
    assert own.filing == FilingCounts()
    assert (own.lead.items, own.lead.good, own.lead.bad, own.lead.reached) == (2, 2, 0, 2)
