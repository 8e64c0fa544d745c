"""预警: the standing that signals suggest, and signals as JSON."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.assessing.lagging import LaggingRules, Signal, SignalCode, detect_signals, suggest_standing
from tasks.enums import Severity, Standing
from tests.tasks.assessing.lagging.made import DEFAULTS, codes, facts, indicator


def stands(**others) -> Standing:
    given = facts(**others)
    return suggest_standing(detect_signals(given, DEFAULTS), given, DEFAULTS)


def test_one_heavy_signal_warns_one_medium_asks_for_a_look():
    assert [
        stands(progress="东湖公园尚未开工。"),
        stands(progress="东湖公园正在招标。"),
        stands(progress="东湖公园已开放。"),
    ] == [Standing.LAGGING, Standing.WATCH, Standing.NORMAL]


def test_light_signals_of_three_kinds_ask_for_a_look():
    light = [
        Signal(code, Severity.LOW, "") for code in (SignalCode.BLOCKED, SignalCode.PREPARING, SignalCode.NO_FIGURE)
    ]
    assert [suggest_standing(light[:count], facts(), DEFAULTS) for count in (2, 3)] == [
        Standing.NORMAL,
        Standing.WATCH,
    ]


def test_what_says_nothing_cannot_be_judged():
    assert stands(text="节能减排完成年度任务", progress="预计能够完成。") is Standing.UNKNOWN


def test_nothing_filed_before_the_due_date_cannot_be_judged():
    assert stands(progress="", is_filed=False, is_past_filing=False) is Standing.UNKNOWN


def test_behind_twice_running_turns_red():
    assert stands(progress="东湖公园正在招标。", behind_before=1) is Standing.LAGGING
    assert codes(progress="东湖公园已开放。", behind_before=3) == []


def test_a_disabled_rule_is_silent():
    assert codes(progress="东湖公园尚未开工。", rules=LaggingRules.from_dict({"disabled": ["not_started"]})) == []


def test_a_signal_carries_its_evidence_with_its_place():
    progress = "上半年情况如下：新增车位301个。"
    reading = indicator("1500", "301", quote="新增车位301个")
    found = detect_signals(facts(text="新增车位1500个", progress=progress, indicators=(reading,)), DEFAULTS)
    assert [one.as_dict() for one in found if one.code is SignalCode.BEHIND_COURSE] == [
        {
            "code": "behind_course",
            "severity": "medium",
            "quote": "新增车位301个",
            "arithmetic": "301 ÷ 1500 = 20.1 %，时间进度 50 %",
            "message": "“新增车位”落后时间进度 29.9 个百分点",
            "rule": "时间过半、任务过半；完成比例低于月份占比为未达序时（宣城2020、张家界2018）",
            "spans": [["progress", 8, 16]],
        }
    ]


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("已未正在计划2031年6月完成建成东湖公园尚启动开工因待审批影响%，。、：\n①1 滞后退出等")
        | st.characters()
    ),
    st.text(max_size=60),
)
def test_no_text_breaks_the_rules_and_every_quote_is_found_at_its_place(progress, text):
    given_facts = facts(text=text, progress=progress, problem=progress)
    sources = {"progress": progress, "problem": progress, "task": text, "next_step": ""}
    for signal in detect_signals(given_facts, DEFAULTS):
        for quote in signal.quotes:
            assert sources[quote.source][quote.start : quote.end] == quote.text
