"""预警: settings are read from plain data, or refused with a reason."""

from decimal import Decimal

import pytest

from tasks.assessing.lagging import NAMES, SOURCES, LaggingRules, LaggingRulesError, SignalCode


def test_settings_lie_over_the_defaults_and_a_plan_over_its_government():
    government = LaggingRules.from_dict({"yellow": "12.5", "not_started": ["未动", "暂未"]})
    plan = LaggingRules.from_dict({"red": 40}, base=government)
    assert (plan.yellow, plan.red, plan.not_started) == (Decimal("12.5"), Decimal(40), ("未动", "暂未"))


def test_every_setting_has_a_label():
    assert set(NAMES) == set(LaggingRules.__dataclass_fields__)


def test_every_setting_may_be_given():
    defaults = LaggingRules()
    assert LaggingRules.from_dict({name: getattr(defaults, name) for name in NAMES}) == defaults


def test_every_signal_has_the_source_of_its_rule():
    assert set(SOURCES) == set(SignalCode)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ([], "预警规则应为“名称：值”的对照表。"),
        ({"colour": 1}, "没有名为“colour”的预警规则。"),
        ({"red": "多"}, "“红灯界限（百分点）”应为数字，现为“多”。"),
        ({"red": True}, "“红灯界限（百分点）”应为数字，现为“True”。"),
        ({"red": 101}, "“红灯界限（百分点）”应在 0 至 100 之间，现为“101”。"),
        ({"red": "NaN"}, "“红灯界限（百分点）”应在 0 至 100 之间，现为“NaN”。"),
        ({"yellow": 30}, "黄灯界限（30）应小于红灯界限（30）。"),
        ({"preparing_months": 2.5}, "“前期工作容许月数”应为整数，现为“2.5”。"),
        ({"done": "完工"}, "“完成用语”应为词语列表。"),
        ({"done": ["…"]}, "“完成用语”中的“…”应为 1 至 20 个字的词语。"),
        ({"disabled": ["luck"]}, "停用的信号中没有“luck”。"),
        ({"confidence": 0.9}, "采信把握（0.9）不应大于红灯把握（0.7）。"),
    ],
)
def test_nonsense_is_refused_with_its_reason(given, reason):
    with pytest.raises(LaggingRulesError) as refused:
        LaggingRules.from_dict(given)
    assert str(refused.value) == reason
