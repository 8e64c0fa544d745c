"""The settings of the formula: what is refused says what to write instead."""

from decimal import Decimal

import pytest

from tasks.scoring.rules import NAMES, ScoringRules, ScoringRulesError, describe_formula


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["70"], "考核规则应为“名称：值”的对照表。"),
        ({"wieght": 1, "bonus": 2}, "没有名为“bonus、wieght”的考核规则。"),
        ({"lagging": "很多"}, "“过程滞后最多扣（分）”应为数字，现为“很多”。"),
        ({"lagging": True}, "“过程滞后最多扣（分）”应为数字，现为“True”。"),
        ({"lagging": 101}, "“过程滞后最多扣（分）”应在 0 至 100 之间，现为“101”。"),
        ({"lagging": "NaN"}, "“过程滞后最多扣（分）”应在 0 至 100 之间，现为“NaN”。"),
        ({"lead": "1.5"}, "“牵头系数”应在 0 至 1 之间，现为“1.5”。"),
        ({"free_returns": "0.5"}, "“每项每期不扣分的退回（次）”应为整数，现为“0.5”。"),
        ({"completion": 60}, "完成情况（60）和按时报送（30）合计应为 100 分，现为 90 分。"),
        (
            {"completion": 40, "on_time": 60},
            "完成情况应占一半以上：考核看事情办成没有，不看材料报得多勤。",
        ),
        ({"lead": 0, "cooperate": 0}, "牵头系数应大于 0。"),
        ({"lead": "0.2"}, "配合系数（0.3）不应大于牵头系数（0.2）。"),
        ({"floor": 60, "ceiling": 60}, "最低分（60）应小于最高分（60）。"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_words(given, said):
    with pytest.raises(ScoringRulesError) as refusal:
        ScoringRules.from_dict(given)
    assert str(refusal.value) == said


def test_only_what_differs_is_kept_and_read_back():
    rules = ScoringRules.from_dict({"completion": "80", "on_time": 20, "cooperate": 0.5, "lagging": "20.0"})
    assert rules.as_dict() == {"completion": "80", "on_time": "20", "cooperate": "0.5"}
    assert ScoringRules.from_dict(rules.as_dict()) == rules
    assert (rules.lead, rules.cooperate) == (1, Decimal("0.5"))


def test_every_setting_has_its_name():
    assert list(NAMES) == list(ScoringRules.__dataclass_fields__)


def test_the_formula_in_words_names_the_settings_that_hold():
    words = dict(describe_formula(ScoringRules.from_dict({"completion": 80, "on_time": 20, "free_returns": 2})))
    assert list(words) == ["完成情况", "按时报送", "过程滞后", "退回", "未报、照抄", "不影响得分", "总分"]
    assert (words["完成情况"][:5], words["按时报送"][:5]) == ("80 分。", "20 分。")
    assert words["退回"] == "最多扣 10 分。退回次数 ÷ 应报项次，按比例扣。每项每期前 2 次不扣。"
    assert words["不影响得分"] == "获准的申请、文字长短、佐证材料多少、配合填报是否按时。"


def test_with_a_weight_the_formula_names_what_is_lost_by_late_notes():
    words = dict(describe_formula(ScoringRules.from_dict({"notes": 5})))
    assert words["配合填报"] == "最多扣 5 分。请本单位填写而未按时填写的 ÷ 请本单位填写的，按比例扣。没有请填写的不扣。"
    assert words["不影响得分"] == "获准的申请、文字长短、佐证材料多少。"
