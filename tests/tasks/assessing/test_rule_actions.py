"""预警: changing the lagging rules."""

import pytest

from tasks.assessing.facts import get_lagging_rules
from tasks.assessing.lagging import LaggingRulesError
from tasks.assessing.rule_actions import change_rules
from tasks.enums import EventKind
from tasks.models import Event, Government, Plan, ProgressEntry


def test_a_government_s_setting_holds_for_its_plans(cast):
    change_rules(owner=cast.government, settings={"yellow": "5"}, by=cast.office)
    plan = Plan.objects.get(pk=cast.plan.pk)
    assert get_lagging_rules(plan).yellow == 5


def test_a_plan_s_own_setting_goes_before_its_government_s(cast):
    change_rules(owner=cast.government, settings={"yellow": "5", "red": "20"}, by=cast.office)
    change_rules(owner=cast.plan, settings={"yellow": "8"}, by=cast.office)
    rules = get_lagging_rules(Plan.objects.get(pk=cast.plan.pk))
    assert (rules.yellow, rules.red) == (8, 20)


def test_nonsense_is_refused_and_nothing_is_stored(cast):
    with pytest.raises(LaggingRulesError, match="黄灯界限（40）应小于红灯界限（30）"):
        change_rules(owner=cast.government, settings={"yellow": "40"}, by=cast.office)
    assert Government.objects.get(pk=cast.government.pk).lagging_rules == {}
    assert not Event.objects.exists()


def test_a_change_leaves_one_event_in_the_users_words(cast):
    change_rules(owner=cast.government, settings={"red": "25"}, by=cast.office)
    event = Event.objects.get()
    assert (event.kind, event.before, event.after) == (
        EventKind.RULES_CHANGED,
        {},
        {"红灯界限（百分点）": "25"},
    )


def test_the_same_settings_again_are_no_change(cast):
    change_rules(owner=cast.government, settings={"red": "25"}, by=cast.office)
    assert change_rules(owner=cast.government, settings={"red": "25"}, by=cast.office) is False
    assert Event.objects.count() == 1


def test_what_is_not_issued_is_assessed_again(cast, settings):
    change_rules(owner=cast.government, settings={"red": "25"}, by=cast.office)
    assert not ProgressEntry.objects.filter(period=cast.period, assessed_on=None).exists()
