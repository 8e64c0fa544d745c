"""预警: figures compared with their course, for every kind of indicator."""

from datetime import date
from decimal import Decimal

import pytest

from tasks.assessing.lagging import LaggingRules
from tasks.enums import Comparison, Course, FigureState, IndicatorKind
from tasks.periods import CALENDAR_YEAR, Quarter, Rhythm
from tests.tasks.assessing.lagging.made import WHOLE_YEAR, held, indicator


def test_a_fifth_of_the_target_at_half_year_is_behind_and_its_pace_impossible():
    assert held(indicator("1500", "301")) == [
        ("pace", "high", "（100 % - 20.1 %）÷ 剩余 50 % 时间 = 此前速度的 3.98 倍"),
        ("behind_course", "medium", "301 ÷ 1500 = 20.1 %，时间进度 50 %"),
    ]


def test_a_course_that_ends_with_the_item_s_own_day_names_it():
    due = {"due": date(2030, 6, 30), "due_text": "6月底前"}
    assert [one for one in held(indicator("15", "8.6"), **due) if one[0] == "behind_course"] == [
        ("behind_course", "high", "8.6 ÷ 15 = 57.3 %，时间进度 100 %，按时限 6月30日")
    ]


def test_half_of_the_target_at_half_year_is_on_course():
    assert held(indicator("7000", "3500")) == []


@pytest.mark.parametrize(
    ("value", "severity"), [("49", "low"), ("41", "low"), ("40", "medium"), ("26", "medium"), ("20", "high")]
)
def test_the_lights_follow_the_points_behind(value, severity):
    assert [one[:2] for one in held(indicator("100", value)) if one[0] == "behind_course"] == [
        ("behind_course", severity)
    ]


def test_the_thresholds_are_settings():
    rules = LaggingRules.from_dict({"tolerance": 5, "yellow": 20, "red": 45})
    assert [held(indicator("100", value), rules=rules) for value in ("45", "35", "26")] == [
        [],
        [("behind_course", "low", "35 ÷ 100 = 35 %，时间进度 50 %")],
        [("behind_course", "medium", "26 ÷ 100 = 26 %，时间进度 50 %")],
    ]


def test_a_growth_rate_is_held_against_the_rate_itself():
    assert held(indicator("5", "4.4", IndicatorKind.GROWTH)) == [
        ("below_target", "medium", "4.4%，目标 5%，相差 0.6 个百分点")
    ]
    assert held(indicator("5", "5", IndicatorKind.GROWTH)) == []


def test_a_fall_against_a_promised_growth_is_a_red_light():
    assert held(indicator("5", "-19", IndicatorKind.GROWTH)) == [
        ("below_target", "high", "-19%，目标 5%，相差 24 个百分点")
    ]


def test_about_the_target_leaves_half_a_point():
    about = {"kind": IndicatorKind.GROWTH, "comparison": Comparison.ABOUT}
    assert held(indicator("6", "5.5", **about)) == []
    assert held(indicator("6", "5.2", **about)) == [("below_target", "medium", "5.2%，目标 6%，相差 0.8 个百分点")]


def test_a_ceiling_is_broken_from_above_only():
    ceiling = {"kind": IndicatorKind.LOWER, "comparison": Comparison.AT_MOST}
    assert held(indicator("5.5", "5.2", **ceiling)) == []
    assert held(indicator("5.5", "5.9", **ceiling)) == [("above_ceiling", "low", "5.9%，控制值 5.5%，超出 0.4")]


def test_an_amount_to_be_cut_grows_like_a_cumulative_one():
    assert held(indicator("11", "2", IndicatorKind.LOWER, unit="家")) == [
        ("behind_course", "high", "2 ÷ 11 = 18.2 %，时间进度 50 %"),
        ("pace", "high", "（100 % - 18.2 %）÷ 剩余 50 % 时间 = 此前速度的 4.5 倍"),
    ]


def test_full_coverage_is_reached_through_the_year():
    assert held(indicator("100", "55", IndicatorKind.LEVEL)) == []
    assert held(indicator("100", "30", IndicatorKind.LEVEL)) == [
        ("behind_course", "medium", "30 ÷ 100 = 30 %，时间进度 50 %")
    ]


def test_a_quarterly_course_replaces_time():
    targets = ((3, Decimal(100)), (6, Decimal(200)), (9, Decimal(900)))
    quarterly = {"course": Course.BY_PERIOD, "period_targets": targets}
    assert held(indicator("1000", "210", **quarterly)) == []
    assert held(indicator("1000", "100", **quarterly)) == [
        ("behind_course", "medium", "100 ÷ 1000 = 10 %，季度目标 200 ÷ 1000 = 20 %")
    ]


@pytest.mark.parametrize(
    ("rhythm", "number", "said"),
    [
        (Rhythm(1, CALENDAR_YEAR), 2, []),
        (Rhythm(1, CALENDAR_YEAR), 3, [("behind_course", "low", "50 ÷ 1000 = 5 %，月度目标 100 ÷ 1000 = 10 %")]),
        (Rhythm(1, CALENDAR_YEAR), 7, [("behind_course", "medium", "50 ÷ 1000 = 5 %，月度目标 200 ÷ 1000 = 20 %")]),
        (Rhythm(1, (6, 11)), 1, [("behind_course", "medium", "50 ÷ 1000 = 5 %，分期目标 200 ÷ 1000 = 20 %")]),
        (Rhythm(9, (12, 3, 6, 8)), 1, []),
        (Rhythm(9, (12, 3, 6, 8)), 2, [("behind_course", "low", "50 ÷ 1000 = 5 %，分期目标 100 ÷ 1000 = 10 %")]),
    ],
)
def test_a_period_without_a_target_is_held_to_the_last_one_before_it_in_the_words_of_its_plan(rhythm, number, said):
    by_period = {"course": Course.BY_PERIOD, "period_targets": ((3, Decimal(100)), (6, Decimal(200)))}
    assert held(indicator("1000", "50", **by_period), quarter=Quarter(2030, number, rhythm)) == said


def test_a_task_due_at_the_end_of_the_year_has_no_course_before():
    school = indicator("3", "0", course=Course.YEAR_END)
    assert held(school) == []
    assert held(school, quarter=WHOLE_YEAR) == [("not_reached", "high", "0 ÷ 3 = 0 %")]


def test_a_whole_year_asks_only_whether_it_was_reached():
    assert held(indicator("1500", "1500"), quarter=WHOLE_YEAR) == []
    assert held(indicator("1500", "1499"), quarter=WHOLE_YEAR) == [("not_reached", "high", "1499 ÷ 1500 = 99.9 %")]


def test_the_first_quarter_expects_a_quarter():
    assert held(indicator("100", "25"), quarter=Quarter(2030, 1)) == []


def test_no_red_light_on_an_unsure_reading():
    assert [one[:2] for one in held(indicator("1000", "10", confidence=0.5))] == [
        ("behind_course", "medium"),
        ("pace", "medium"),
    ]


def test_work_under_way_is_a_light_hint_and_a_plan_no_figure_at_all():
    assert held(indicator("1000", "100", state=FigureState.UNDERWAY))[0][:2] == ("behind_course", "low")
    assert held(indicator("1000", "100", state=FigureState.PLANNED)) == [("preparing", "medium", None)]


def test_of_a_handful_one_piece_more_or_less_is_no_red_light():
    assert held(indicator("4", "1"))[0][:2] == ("behind_course", "medium")


def test_things_that_are_only_to_be_sped_up_need_not_be_finished():
    sped_up = indicator("109", "16", span=(2, 6))
    assert held(sped_up, text="加快109条道路建设") == []
    assert "high" in {one[1] for one in held(sped_up, text="建成109条道路")}


def test_a_cumulative_figure_cannot_fall():
    fallen = indicator("100", "60", previous=Decimal(70))
    assert held(fallen) == [("figure_fell", "medium", "上期 70个，本期 60个")]


def test_a_relative_target_is_the_distance_of_two_rates():
    relative = {"kind": IndicatorKind.RELATIVE, "unit": "个百分点"}
    assert held(indicator("0", "-0.3", **relative)) == []
    assert held(indicator("0", "-1.2", **relative)) == [("below_target", "medium", None)]


def test_a_standing_total_is_a_light_hint_until_much_of_it_is_missing():
    level = {"kind": IndicatorKind.LEVEL, "unit": "家"}
    assert held(indicator("180", "163", **level)) == [("below_target", "low", "163家，目标 180家，相差 17家")]
    assert held(indicator("180", "100", **level)) == [("below_target", "medium", "100家，目标 180家，相差 80家")]
