"""The settings of the reminders: defaults, what differs, and errors that teach."""

import pytest

from tasks.enums import ReminderKind
from tasks.reminding.rules import AUTOMATIC, ReminderRules, ReminderRulesError


def test_without_settings_the_defaults_hold_and_nothing_is_stored():
    rules = ReminderRules.from_dict({})
    assert (rules.days_before, rules.overdue_every, rules.kinds) == ((7, 3, 1), 0, AUTOMATIC)
    assert rules.as_dict() == {}


def test_what_differs_is_stored_and_read_back():
    settings = {"kinds": ["due", "overdue"], "days_before": [1, "5", 5], "overdue_every": "3"}
    rules = ReminderRules.from_dict(settings)
    assert (rules.kinds, rules.days_before, rules.overdue_every) == (
        (ReminderKind.DUE, ReminderKind.OVERDUE),
        (5, 1),
        3,
    )
    assert rules.as_dict() == {"kinds": ["due", "overdue"], "days_before": [5, 1], "overdue_every": 3}
    assert ReminderRules.from_dict(rules.as_dict()) == rules


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "催办规则应为“名称：值”的对照表。"),
        ({"weekly": 1}, "没有名为“weekly”的催办规则。"),
        ({"kinds": "due"}, "“启用的提醒”应为列表。"),
        ({"kinds": ["manual"]}, "“启用的提醒”中没有“manual”。"),
        ({"days_before": "7"}, "“截止前提醒（工作日）”应为若干个天数，如 7、3、1。"),
        ({"days_before": [0]}, "“截止前提醒（工作日）”应在 1 至 30 之间，现为“0”。"),
        ({"days_before": [1, 2, 3, 4, 5, 6]}, "“截止前提醒（工作日）”最多 5 次，现为 6 次。"),
        ({"overdue_after": "明天"}, "“逾期催报（工作日）”应为整数，现为“明天”。"),
        ({"overdue_after": 1.5}, "“逾期催报（工作日）”应为整数，现为“1.5”。"),
        ({"overdue_every": True}, "“再次催报间隔（工作日）”应为整数，现为“True”。"),
        ({"lagging_periods": 1}, "“连续滞后期数”应在 2 至 4 之间，现为“1”。"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(given, said):
    with pytest.raises(ReminderRulesError) as refusal:
        ReminderRules.from_dict(given)
    assert str(refusal.value) == said
