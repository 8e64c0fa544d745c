"""上期 and the last filed entry before an entry."""

import pytest

from tasks.assessing.earlier import find_last_filed_entry, find_previous_period, index_previous_entries
from tasks.enums import EntryState, Outcome, PeriodState
from tests.cast import EntryFactory, PeriodFactory, PlanFactory, judge


@pytest.fixture
def half_year(cast):
    return PeriodFactory(plan=cast.plan, number=2)


def test_the_previous_period_is_of_the_same_year(cast, half_year):
    PeriodFactory(plan=PlanFactory(government=cast.government, year=2023), number=4)
    assert [find_previous_period(half_year), find_previous_period(cast.period)] == [cast.period, None]


def test_a_period_that_is_only_planned_is_passed_over(cast, half_year):
    PeriodFactory(plan=cast.plan, number=3, state=PeriodState.PLANNED)
    whole_year = PeriodFactory(plan=cast.plan, number=4)
    assert find_previous_period(whole_year) == half_year


def test_what_was_judged_in_the_previous_period_is_known_by_item_with_its_reason(cast, half_year):
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    former = index_previous_entries(half_year)
    tasks = (cast.target, cast.livelihood, cast.key, cast.other_key)
    assert sorted(former) == sorted(task.pk for task in tasks)
    assert [former[cast.key.pk].judgement.reason, former[cast.target.pk].judgement] == ["用地未落实", None]
    assert index_previous_entries(cast.period) == {}


def test_the_last_filed_entry_passes_over_what_was_never_filed(cast, half_year):
    first = cast.key_entry
    first.state, first.text = EntryState.ACCEPTED, "建成一所。"
    first.save()
    second = EntryFactory(task=cast.key, period=half_year, text="草稿", state=EntryState.DRAFT)
    third = EntryFactory(task=cast.key, period=PeriodFactory(plan=cast.plan, number=3))
    found = [find_last_filed_entry(entry) for entry in (first, second, third)]
    assert found == [None, first, first]
    assert found[2].next_period == half_year.pk
