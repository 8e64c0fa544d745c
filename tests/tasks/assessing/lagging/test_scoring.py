"""预警: the score of an item, which orders the desk of the office."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.assessing.lagging import LaggingRules, LaggingRulesError, compute_score, detect_signals, suggest_standing
from tasks.enums import Standing
from tests.tasks.assessing.lagging.made import DEFAULTS, facts, read


def signal(code: str, severity: str = "medium", *spans) -> dict:
    return {"code": code, "severity": severity, "spans": list(spans)}


@pytest.mark.parametrize(
    ("signals", "words", "is_above_line"),
    [
        ([], "", False),
        ([signal("preparing")], "30 分：仍在前期 30", True),
        ([signal("not_started")], "45 分：尚未启动 45", True),
        ([signal("no_figure")], "15 分：量化指标未报数 15", False),
        ([signal("no_figure"), signal("preparing", "low")], "20 分：量化指标未报数 15＋仍在前期 5", False),
        ([signal("preparing", "low"), signal("preparing")], "30 分：仍在前期 30", True),
        (
            [signal("pace", "high"), signal("behind_course")],
            "60 分：剩余任务过重 30＋落后于时间进度 30",
            True,
        ),
        ([signal("pace", "high")], "60 分：剩余任务过重 60", True),
    ],
)
def test_each_kind_of_signal_adds_its_weight_once(signals, words, is_above_line):
    score = compute_score(signals, "进展", DEFAULTS)
    assert (score.words, score.is_above_line) == (words, is_above_line)


def test_a_text_that_is_nearly_all_quoted_has_nothing_that_speaks_for_it():
    score = compute_score([signal("not_started", "medium", ["progress", 0, 4])], "尚未启动。", DEFAULTS)
    assert score.words == "55 分：尚未启动 45＋通篇如此 10"


def test_several_medium_signals_that_reach_the_line_are_lagging_together():
    known = read("引进3家企业，建成东湖公园", "已引进1家企业。东湖公园尚未开工。")
    found = detect_signals(known, DEFAULTS)
    score = compute_score([one.as_dict() for one in found], known.progress, DEFAULTS)
    assert {one.severity.value for one in found} <= {"medium", "low"}
    assert score.points >= DEFAULTS.lagging_points
    assert suggest_standing(found, known, DEFAULTS) is Standing.LAGGING
    assert suggest_standing(found, known, replace(DEFAULTS, lagging_points=Decimal(1000))) is Standing.WATCH


def test_a_figure_that_is_not_sure_is_not_counted_twice():
    known = read("新增普惠性学位3000个", "建成一所。")
    found = detect_signals(known, DEFAULTS)
    assert {(one.code.value, one.severity.value) for one in found} == {("behind_course", "medium"), ("pace", "medium")}
    assert suggest_standing(found, known, DEFAULTS) is Standing.WATCH


def test_a_missing_figure_alone_never_makes_an_item_lag():
    known = facts("新增规上企业12家", "培育工作稳步开展。")
    found = detect_signals(known, DEFAULTS)
    assert suggest_standing(found, known, DEFAULTS) is not Standing.LAGGING


def test_a_light_signal_may_not_weigh_more_than_a_heavy_one():
    with pytest.raises(LaggingRulesError, match="排序的分值应为重度不低于中度、中度不低于轻度。"):
        LaggingRules.from_dict({"light_points": "80"})
