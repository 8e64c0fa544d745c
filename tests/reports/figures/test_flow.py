"""本期进程, who is warned of, and the main figures: what they count and how many queries that takes."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reports.figures import (
    build_flow_chart,
    choose_headlines,
    list_by_official,
    list_by_unit,
    list_main_figures,
)
from reports.figures.flow import LONGEST_WITH_WEEKENDS, list_free_spans
from tasks.assessing.earlier import index_previous_entries
from tasks.enums import Course, IndicatorKind, IndicatorState, PeriodState, TaskKind
from tasks.filing.entries import list_period_entries
from tasks.models import EntryRevision, Indicator, Period, Reading
from tests.reports.half_year import TODAY, make_half_year


@pytest.fixture
def half_year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


@pytest.fixture
def entries(cast, half_year):
    return list_period_entries(cast.office, half_year)


def told(chart) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Name, what is missing, and the days of July with their numbers, of each line."""
    return [(line.label, line.detail, [(day.day, count) for day, count in line.counts]) for line in chart.lines]


def test_each_act_is_counted_on_its_day_and_the_lines_end_at_today_s_numbers(half_year, entries):
    chart = build_flow_chart(half_year, entries, TODAY, 2)
    filed, accepted, judged = told(chart)
    assert filed == ("已报送", "未报送 3，已退回 1", [(3, 1), (7, 2)])
    assert accepted == ("已通过", "待审核 1 项", [(3, 1)])
    assert judged[:2] == ("已研判", "预警待研判 2 项")
    assert (chart.total, chart.due_on, chart.until, chart.is_today) == (6, date(2024, 7, 5), TODAY, True)


def test_what_was_filed_again_counts_from_its_first_filing(cast, half_year, entries):
    again = next(entry for entry in entries if entry.task == cast.livelihood)
    EntryRevision.objects.create(
        entry=again, number=1, state="submitted", saved_at=datetime(2024, 6, 28, 2, tzinfo=UTC)
    )
    first, *_ = build_flow_chart(half_year, entries, TODAY, None).lines
    assert first.counts[0] == (date(2024, 6, 28), 1)
    assert first.last == 2


def test_who_is_not_told_of_warnings_reads_how_many_are_not_judged(half_year, entries):
    assert build_flow_chart(half_year, entries, TODAY, None).lines[2].detail == "未研判 5 项"


def test_a_closed_period_ends_with_its_last_act(half_year, entries):
    Period.objects.filter(pk=half_year.pk).update(state=PeriodState.CLOSED)
    half_year.refresh_from_db()
    later = date(2025, 3, 1)
    chart = build_flow_chart(half_year, entries, later, None)
    assert (chart.until < later, chart.is_today) == (True, False)


def test_a_period_without_items_can_be_drawn(half_year):
    chart = build_flow_chart(half_year, [], TODAY, None)
    assert told(chart) == [("已报送", "全部报齐", []), ("已通过", "待审核 0 项", []), ("已研判", "全部研判", [])]


def test_the_flow_takes_one_query_however_many_items_there_are(half_year, entries, count_queries):
    half_year.plan.government.workdays  # noqa: B018  read once for a page
    with count_queries(1):
        build_flow_chart(half_year, entries, TODAY, None)


def test_free_days_come_in_runs_and_a_very_long_time_has_none(cast):
    workdays = cast.government.workdays
    start, end = date(2024, 6, 21), date(2024, 7, 8)
    assert [(first.day, last.day) for first, last in list_free_spans(workdays, start, end)] == [
        (22, 23),
        (29, 30),
        (6, 7),
    ]
    assert list_free_spans(workdays, start, date.fromordinal(start.toordinal() + LONGEST_WITH_WEEKENDS + 1)) == []


def test_units_and_leaders_come_with_what_stands_behind_now_and_stood_in_the_period_before(cast, half_year, entries):
    previous = index_previous_entries(half_year)
    units = [(row.holder, row.behind, row.warned, row.before, row.total) for row in list_by_unit(entries, previous)]
    assert units == [(cast.lead_unit, 2, 0, 2, 5), (cast.other_unit, 0, 1, 1, 1)]
    leaders = [(row.holder.name, row.behind, row.before) for row in list_by_official(entries, previous)]
    assert leaders[0] == ("王明", 2, 2)
    assert [row.before for row in list_by_unit(entries)] == [None, None]


def add_indicator(task, measure: str, value: int, **values) -> Indicator:
    return Indicator.objects.create(
        task=task,
        position=1,
        measure=measure,
        comparison=">=",
        value=value,
        **{"unit": "个", "kind": IndicatorKind.CUMULATIVE, "state": IndicatorState.CONFIRMED} | values,
    )


def test_rates_are_held_against_the_target_and_growing_figures_against_the_time_too(cast, half_year, entries):
    growth = add_indicator(cast.target, "地区生产总值", 6, unit="%", kind=IndicatorKind.GROWTH)
    places = add_indicator(cast.livelihood, "新增学位", 3000, course=Course.LINEAR)
    for entry in entries:
        for indicator, value in ((growth, "5.2"), (places, "1800")):
            if entry.task_id == indicator.task_id:
                Reading.objects.create(entry=entry, indicator=indicator, value=Decimal(value))
    rate, growing = list_main_figures(entries, suggested=True, choose=choose_headlines)
    assert (rate.value, rate.percent, rate.verdict, rate.bullet.expected) == (Decimal("5.2"), None, "差 0.8", None)
    assert (growing.value, growing.percent, growing.verdict, growing.expected) == (1800, 60, "60%", 1500)
    assert (rate.bullet.is_behind, growing.bullet.is_behind) == (rate.token == "late", False)


def test_of_the_figures_that_grow_those_of_items_behind_come_first(cast, half_year, entries):
    pairs = [
        (entry, add_indicator(entry.task, "完成数", 10)) for entry in entries if entry.task.kind != TaskKind.TARGET
    ]
    chosen = [entry.stood_behind for entry, _ in choose_headlines(pairs)]
    assert (len(set(chosen)), chosen) == (2, sorted(chosen, reverse=True))


def test_without_a_figure_it_says_so_and_nobody_else_reads_what_is_not_confirmed(cast, half_year, entries):
    add_indicator(cast.target, "地区生产总值", 6, state=IndicatorState.PROPOSED)
    (found,) = list_main_figures(entries, suggested=True)
    assert (found.verdict, found.value, found.token) == ("未报", None, "none")
    assert list_main_figures(entries, suggested=False) == []


def test_the_main_figures_take_two_queries(cast, half_year, entries, count_queries):
    for task in (cast.target, cast.livelihood):
        add_indicator(task, "新增学位", 3000)
    with count_queries(2):
        assert len(list_main_figures(entries, suggested=False)) == 2
