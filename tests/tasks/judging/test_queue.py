"""The queue of 研判: order, changes since the previous period, filters, suggested reasons."""

import pytest

from tasks.enums import EntryState, Outcome, Standing
from tasks.judging.queue import (
    QueueFilter,
    build_filter_choices,
    build_visible_queue,
    is_judged_otherwise,
    list_quoted_spans,
    suggest_outcome,
    suggest_reason,
)
from tests.acts import judge, submit
from tests.cast import EntryFactory, PeriodFactory

SIGNAL = {
    "code": "behind_course",
    "severity": "high",
    "message": "“停车位”落后时间进度 21 个百分点",
    "quote": "新增301个",
    "arithmetic": "301 ÷ 7000 = 4.3 %，时间进度 25 %",
    "spans": [["progress", 3, 9], ["task", 0, 2]],
}


def stood(entry, standing: Standing, **values):
    entry.standing = standing
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save()
    return entry


@pytest.fixture
def half_year(cast):
    return PeriodFactory(plan=cast.plan, number=2)


def entries(items) -> list:
    return [item.entry for item in items]


def test_the_worst_suggestion_comes_first_and_then_the_printed_order(cast):
    stood(cast.target_entry, Standing.NORMAL)
    stood(cast.key_entry, Standing.LAGGING)
    stood(cast.other_entry, Standing.WATCH)
    assert entries(build_visible_queue(cast.office, cast.period)) == [
        cast.key_entry,
        cast.other_entry,
        cast.livelihood_entry,
        cast.target_entry,
    ]


def test_among_equals_what_changed_since_the_period_before_comes_first(cast, half_year):
    stood(cast.key_entry, Standing.WATCH, state=EntryState.ACCEPTED)
    stood(cast.other_entry, Standing.NORMAL, state=EntryState.ACCEPTED)
    key = stood(EntryFactory(task=cast.key, period=half_year), Standing.WATCH)
    other = stood(EntryFactory(task=cast.other_key, period=half_year), Standing.WATCH)
    queue = build_visible_queue(cast.office, half_year)
    assert [(item.entry, item.change) for item in queue] == [(other, "新增预警"), (key, "")]


def test_among_warnings_the_highest_score_comes_first_and_says_why(cast):
    unsaid = {**SIGNAL, "code": "no_figure", "severity": "medium", "spans": []}
    fallen = {**SIGNAL, "code": "not_started", "severity": "medium", "spans": []}
    stood(cast.target_entry, Standing.WATCH, signals=[unsaid])
    stood(cast.key_entry, Standing.WATCH, signals=[fallen, unsaid])
    queue = build_visible_queue(cast.office, cast.period)
    assert [(item.entry, item.score.words, item.is_below_line) for item in queue][:2] == [
        (cast.key_entry, "60 分：尚未启动 45＋量化指标未报数 15", False),
        (cast.target_entry, "15 分：量化指标未报数 15", True),
    ]


def test_the_government_sets_what_weighs_in_the_queue(cast):
    cast.plan.lagging_rules = {"unsaid_share": "1", "desk_line": "30"}
    cast.plan.save()
    unsaid = {**SIGNAL, "code": "no_figure", "severity": "medium", "spans": []}
    stood(cast.target_entry, Standing.WATCH, signals=[unsaid])
    first = build_visible_queue(cast.office, cast.period)[0]
    assert (first.entry, first.score.words, first.is_below_line) == (
        cast.target_entry,
        "30 分：量化指标未报数 30",
        False,
    )


@pytest.mark.parametrize(
    ("before", "outcome", "now", "change"),
    [
        (Standing.NORMAL, None, Standing.LAGGING, "新增预警"),
        (Standing.NORMAL, Outcome.LAGGING, Standing.WATCH, "上期滞后"),
        (Standing.NORMAL, Outcome.LAGGING, Standing.LAGGING, "连续滞后"),
        (Standing.NORMAL, Outcome.LAGGING, Standing.UNKNOWN, ""),
        (Standing.LAGGING, None, Standing.NORMAL, "已赶上"),
        (Standing.LAGGING, Outcome.ON_TRACK, Standing.NORMAL, ""),
        (Standing.NORMAL, Outcome.LAGGING, Standing.NORMAL, "已赶上"),
        (Standing.WATCH, None, Standing.WATCH, ""),
        (Standing.NORMAL, None, Standing.NORMAL, ""),
    ],
)
def test_what_turned_is_said_in_a_word(cast, half_year, before, outcome, now, change):
    former = stood(cast.key_entry, before, state=EntryState.ACCEPTED, text="已建成一所。")
    if outcome:
        judge(former, cast.office, outcome, "进度慢。")
    stood(EntryFactory(task=cast.key, period=half_year, text="已建成两所。", state=EntryState.ACCEPTED), now)
    assert build_visible_queue(cast.office, half_year)[0].change == change


def test_what_is_judged_against_a_warning_has_not_caught_up(cast, half_year):
    judge(stood(cast.key_entry, Standing.LAGGING, state=EntryState.ACCEPTED), cast.office, Outcome.LAGGING, "进度慢。")
    now = stood(EntryFactory(task=cast.key, period=half_year, state=EntryState.ACCEPTED), Standing.LAGGING)
    judge(now, cast.office, Outcome.EXPECTED, "设备已订货。")
    assert build_visible_queue(cast.office, half_year)[0].change == "本期未判滞后"


def test_a_text_copied_from_the_period_before_is_a_change_worth_a_look(cast, half_year):
    stood(cast.key_entry, Standing.NORMAL, state=EntryState.ACCEPTED, text="已建成一所。")
    entry = stood(EntryFactory(task=cast.key, period=half_year, text="已建成一所。"), Standing.NORMAL)
    assert build_visible_queue(cast.office, half_year)[0].change == ""
    stood(entry, Standing.NORMAL, state=EntryState.SUBMITTED)
    assert build_visible_queue(cast.office, half_year)[0].change == "与上期文字相同"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["key_entry", "target_entry", "livelihood_entry", "other_entry"]),
        ({"signal": "behind_course"}, ["key_entry"]),
        ({"show": "todo", "signal": "withdrawn"}, []),
        ({"show": "无此项"}, ["key_entry", "target_entry", "livelihood_entry", "other_entry"]),
        ({"unit": "other_unit"}, ["other_entry"]),
        ({"leader": "official"}, ["key_entry", "target_entry", "livelihood_entry"]),
    ],
)
def test_signal_unit_and_leader_filter_the_queue(cast, query, shown):
    stood(cast.key_entry, Standing.LAGGING, signals=[SIGNAL])
    values = {name: str(getattr(cast, value).pk) if hasattr(cast, value) else value for name, value in query.items()}
    asked = QueueFilter.from_query(values)
    kept = [item.entry for item in build_visible_queue(cast.office, cast.period) if asked.matches(item)]
    assert kept == [getattr(cast, name) for name in shown]


def test_the_filters_offer_only_what_stands_in_the_queue(cast):
    stood(cast.key_entry, Standing.LAGGING, signals=[SIGNAL])
    offered = build_filter_choices(build_visible_queue(cast.office, cast.period))
    assert (offered.signals, [name for _, name in offered.units], [name for _, name in offered.leaders]) == (
        [("behind_course", "落后于时间进度")],
        ["区城市管理局", "区教委"],
        ["王明"],
    )


def test_a_judgement_against_the_suggestion_is_shown_as_different(cast):
    stood(cast.key_entry, Standing.LAGGING)
    judge(cast.key_entry, cast.office, Outcome.ON_TRACK, "设备已订货。")
    cast.key_entry.refresh_from_db()
    assert is_judged_otherwise(cast.key_entry) is True
    assert is_judged_otherwise(cast.other_entry) is False


@pytest.mark.parametrize(
    ("number", "standing", "outcome"),
    [
        (1, Standing.NORMAL, Outcome.ON_TRACK),
        (1, Standing.LAGGING, Outcome.LAGGING),
        (4, Standing.LAGGING, Outcome.NOT_REACHED),
        (1, Standing.WATCH, None),
        (1, "", None),
    ],
)
def test_the_outcome_that_agrees_with_the_suggestion_is_one_of_the_period(cast, number, standing, outcome):
    cast.key_entry.standing, cast.key_entry.period.number = standing, number
    assert suggest_outcome(cast.key_entry) == outcome


def test_a_figure_a_little_below_its_target_is_expected_at_most(cast):
    below = {"code": "below_target", "severity": "low", "message": "“固定资产投资”低于目标 0.3 个百分点"}
    cast.key_entry.standing, cast.key_entry.signals = Standing.NORMAL, [below]
    assert suggest_outcome(cast.key_entry) == Outcome.EXPECTED


def test_the_reason_is_composed_of_what_was_filed_until_somebody_writes_a_better_one(cast):
    submit(cast.key_entry, cast.clerk, "新增301个。", problem="用地未批。", next_step="加快报批")
    cast.key_entry.refresh_from_db()
    stood(cast.key_entry, Standing.LAGGING, signals=[SIGNAL])
    cast.key_entry.refresh_from_db()
    assert (
        suggest_reason(cast.key_entry) == "停车位完成全年目标的4.3%，低于序时进度。主要是用地未批。下一步，加快报批。"
    )
    assert suggest_reason(cast.other_entry) == ""


def test_only_what_is_quoted_from_the_unit_s_own_text_is_marked_in_it(cast):
    stood(cast.key_entry, Standing.LAGGING, signals=[SIGNAL])
    assert list_quoted_spans(cast.key_entry) == [(3, 9)]


def test_the_queue_takes_a_fixed_number_of_queries(cast, count_queries):
    with count_queries(5):
        build_visible_queue(cast.office, cast.period)


def shown(cast, period, show: str) -> list:
    wanted = QueueFilter(show=show)
    return entries(filter(wanted.matches, build_visible_queue(cast.office, period)))


def test_a_warning_waits_until_somebody_judges(cast):
    stood(cast.key_entry, Standing.LAGGING)
    stood(cast.other_entry, Standing.WATCH)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "进度慢。")
    assert shown(cast, cast.period, "warned") == [cast.other_entry]


def test_behind_again_counts_suggestions_where_nobody_judged_and_judged_blanks(cast, half_year):
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "未报送。")
    stood(cast.other_entry, Standing.LAGGING, state=EntryState.ACCEPTED)
    key = stood(EntryFactory(task=cast.key, period=half_year), Standing.LAGGING, state=EntryState.SUBMITTED)
    stood(EntryFactory(task=cast.other_key, period=half_year), Standing.WATCH)
    assert shown(cast, half_year, "again") == [key]
    assert [item.streak for item in build_visible_queue(cast.office, half_year)] == [2, 0]
