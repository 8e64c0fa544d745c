"""历年: the values of a measure over the years are read where they stand, each with its source."""

from decimal import Decimal

import pytest

from tasks.enums import (
    Comparison,
    EntryState,
    FigureState,
    IndicatorKind,
    IndicatorState,
    Outcome,
    OutcomeState,
    PeriodState,
    TaskKind,
)
from tasks.measures import series as module
from tasks.measures.series import MeasureHistory, MeasureYear
from tasks.models import Indicator, Measure, Reading, ReportedOutcome, Task
from tests.cast import EntryFactory, PeriodFactory, judge
from tests.tasks.measures.measures import indicator_of, item_of, link_of, measure_of, outcome_of, plan_of
from tests.tasks.outlooks.reports import plan_report_of, reported_outcome_of


@pytest.fixture
def measure(cast) -> Measure:
    return measure_of(cast)


def joined(cast, of: Measure, year: int, /, **values) -> Indicator:
    number = 90 + item_count(cast, year)
    indicator = indicator_of(item_of(cast, year, number), **values)
    link_of(cast, of, indicator)
    return indicator


def item_count(cast, year: int) -> int:
    return plan_of(cast, year).tasks.count()


def filed(indicator: Indicator, number: int = 4, value: int | None = None, text: str = "正在推进", **values):
    plan = indicator.task.plan
    period = plan.periods.filter(number=number).first() or PeriodFactory(
        plan=plan, number=number, state=PeriodState.CLOSED
    )
    entry = EntryFactory(task=indicator.task, period=period, state=EntryState.ACCEPTED, text=text)
    if value is not None:
        Reading.objects.create(entry=entry, indicator=indicator, value=value, **values)
    return entry


def years_of(cast, measure: Measure, *, whole: bool = False) -> list[MeasureYear]:
    (found,) = MeasureHistory(cast.office, [measure], whole=whole).series
    return found.years


def told(year: MeasureYear) -> tuple:
    said = year.told
    return year.year, year.target and year.target.label, said and said.label, year.word, year.token


def test_a_measure_of_which_nothing_is_joined_has_no_years(cast, measure):
    assert years_of(cast, measure) == []


def test_target_and_filed_value_meet_in_their_year_and_nothing_is_copied(cast, measure):
    first = joined(cast, measure, 2022, value=5000)
    entry = filed(first, value=5179, rank_scope="全市", rank_place=3)
    judge(entry, Outcome.REACHED)
    (year,) = years_of(cast, measure)
    assert (told(year), year.judgements, year.percent, year.outcome.source, year.outcome.beside) == (
        (2022, "5000", "5179", "达到", "ok"),
        ["已完成"],
        104,
        "2022年全年　重点工作任务第90项",
        "全市第3位",
    )
    assert measure.outcomes.count() == 0


def test_a_promise_that_was_missed_says_so_whatever_was_judged(cast, measure):
    days = joined(cast, measure, 2022, value=306)
    judge(filed(days, value=303), Outcome.REACHED)
    (year,) = years_of(cast, measure)
    assert (told(year), year.judgements) == ((2022, "306", "303", "差 3", "late"), ["已完成"])


def test_what_only_the_text_says_is_read_and_marked(cast, measure):
    filed(joined(cast, measure, 2022, value=5000, start=8, end=13), text="新增公共停车位5179个。")
    (year,) = years_of(cast, measure)
    assert (told(year)[2], year.outcome.is_read, year.outcome.quote) == ("5179", True, "新增公共停车位5179个")


def test_very_many_texts_are_left_for_the_page_of_the_measure(cast, measure, monkeypatch):
    monkeypatch.setattr(module, "MOST_READ", 1)
    for year in (2021, 2022):
        filed(joined(cast, measure, year, value=5000), text="新增公共停车位5179个。")
    history = MeasureHistory(cast.office, [measure])
    assert [told(year)[2] for year in history.series[0].years] == [None, "5179"]
    assert history.unread_count == 1


def test_a_year_that_is_not_over_has_a_last_value_and_no_verdict(cast, measure):
    indicator = joined(cast, measure, 2023, value=1500)
    filed(indicator, 1, value=653)
    filed(indicator, 2, value=1309)
    (year,) = years_of(cast, measure, whole=True)
    assert (told(year), [one.period for one in year.values]) == (
        (2023, "1500", "1309", "", "none"),
        ["一季度", "上半年"],
    )


def test_a_figure_that_was_not_filed_or_only_planned_is_no_value(cast, measure):
    filed(joined(cast, measure, 2021), value=10, state=FigureState.PLANNED)
    entry = filed(joined(cast, measure, 2022), text="新增公共停车位10个。")
    Reading.objects.create(entry=entry, indicator=entry.task.indicators.get(), value=None)
    assert [told(year)[2] for year in years_of(cast, measure)] == [None, None]


def test_a_draft_is_no_value(cast, measure):
    entry = filed(joined(cast, measure, 2022), value=5179)
    type(entry).objects.filter(pk=entry.pk).update(state=EntryState.DRAFT)
    assert [told(year)[2] for year in years_of(cast, measure)] == [None]


def test_another_unit_is_converted(cast):
    measure = measure_of(cast, name="新增市场主体", unit="万户")
    filed(joined(cast, measure, 2022, unit="户", value=20000), value=25000)
    assert [told(year) for year in years_of(cast, measure)] == [(2022, "2", "2.5", "达到", "ok")]


def test_of_two_targets_of_a_year_the_higher_demand_holds(cast, measure):
    for value in (700, 760):
        joined(cast, measure, 2023, value=value)
    (year,) = years_of(cast, measure)
    assert (len(year.targets), year.target.label) == (2, "760")


def test_a_ceiling_is_reached_below_it(cast, measure):
    values = {"comparison": Comparison.AT_MOST, "value": 5}
    filed(joined(cast, measure, 2021, **values), value=4)
    filed(joined(cast, measure, 2022, **values), value=6)
    assert [told(year)[3:] for year in years_of(cast, measure)] == [("达到", "ok"), ("超 1", "late")]


def test_a_rough_target_that_was_missed_is_only_looked_at(cast, measure):
    filed(joined(cast, measure, 2022, comparison=Comparison.ABOUT, value=6), value=5)
    assert [told(year)[3:] for year in years_of(cast, measure)] == [("差 1", "watch")]


def test_of_several_values_the_most_final_one_holds_and_the_others_are_told(cast):
    measure = measure_of(cast, name="地区生产总值", unit="%", kind=IndicatorKind.GROWTH)
    filed(joined(cast, measure, 2023, measure="地区生产总值", unit="%", kind=IndicatorKind.GROWTH, value=6), value=5)
    figure = reported_outcome_of(plan_report_of(cast), rank="全市第3位")
    link_of(cast, measure, reported=ReportedOutcome.objects.get(pk=figure.pk))
    (year,) = years_of(cast, measure)
    assert (year.outcome.source, year.outcome.label, [one.label for one in year.others]) == (
        "2023年全年　重点工作任务第90项",
        "5",
        ["5.3"],
    )
    outcome_of(cast, measure, value=Decimal("5.2"), state=OutcomeState.FINAL)
    (year,) = years_of(cast, measure)
    assert (year.outcome.source, year.outcome.state, [one.label for one in year.others]) == (
        "2024年政府工作报告",
        "核定",
        ["5", "5.3"],
    )


def test_an_expected_target_goes_before_the_task_that_repeats_it_and_the_other_value_is_told(cast, measure):
    task, aim = joined(cast, measure, 2024), joined(cast, measure, 2024)
    aims = cast.government.item_kinds.get(code__startswith=TaskKind.TARGET)
    Task.objects.filter(pk=aim.task_id).update(item_kind=aims)
    filed(task, value=1800, number=2)
    filed(aim, value=1900, number=2)
    (year,) = years_of(cast, measure)
    assert (year.latest.label, [one.label for one in year.others], year.notes) == (
        "1900",
        ["1800"],
        ["上半年", "目标 1500", "另一处作 1800"],
    )


def test_an_indicator_that_was_rejected_since_counts_no_more(cast, measure):
    indicator = joined(cast, measure, 2022)
    Indicator.objects.filter(pk=indicator.pk).update(state=IndicatorState.REJECTED)
    assert years_of(cast, measure) == []


def test_nobody_reads_here_what_he_may_not_see(cast, measure):
    filed(joined(cast, measure, 2022), value=5179)
    (found,) = MeasureHistory(cast.stranger, [measure]).series
    assert found.years == []


def test_more_years_and_measures_cost_no_more_queries(cast, measure, django_assert_num_queries):
    filed(joined(cast, measure, 2022), value=1)
    with django_assert_num_queries(4):
        assert MeasureHistory(cast.office, [measure]).series
    other = measure_of(cast, name="山城步道", unit="公里")
    for year in (2019, 2020, 2021):
        filed(joined(cast, measure, year), value=1)
        filed(joined(cast, other, year, unit="公里"), value=1)
    with django_assert_num_queries(4):
        assert [len(one.years) for one in MeasureHistory(cast.office, [measure, other]).series] == [4, 3]
