"""What turned from one period to the next, and how long an item has stood behind."""

import pytest

from tasks.enums import Outcome, Standing, Turn
from tasks.models import ProgressEntry
from tasks.turns import before, entries_before, runs_behind, turn_of, turned
from tests.cast import EntryFactory, PeriodFactory, PlanFactory, judge


@pytest.fixture
def half_year(cast):
    """A period after the cast's, with an entry of each of the two key tasks."""
    period = PeriodFactory(plan=cast.plan, number=2)
    for task in (cast.key, cast.other_key):
        EntryFactory(task=task, period=period)
    return period


@pytest.mark.parametrize(
    ("was", "now", "turn"),
    [
        (Outcome.ON_TRACK, Outcome.LAGGING, Turn.NEWLY),
        (Outcome.LAGGING, Outcome.NOT_REACHED, Turn.AGAIN),
        (Outcome.LAGGING, Outcome.REACHED, Turn.RECOVERED),
        (Outcome.ON_TRACK, Outcome.EXPECTED, None),
        (None, Outcome.LAGGING, None),
        (Outcome.LAGGING, None, Turn.UNDECIDED),
        (Outcome.ON_TRACK, None, None),
    ],
)
def test_what_turned_between_two_judgements(was, now, turn):
    assert turn_of(was, now) == turn


def test_the_period_before_is_of_the_same_year(cast, half_year):
    PeriodFactory(plan=PlanFactory(government=cast.government, year=2023), number=4)
    assert [before(half_year).first(), before(cast.period).first()] == [cast.period, None]


def test_what_was_judged_before_is_known_by_item_with_its_reason(cast, half_year):
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    former = entries_before(half_year)
    assert sorted(former) == sorted(
        task.pk for task in (cast.target, cast.livelihood, cast.key, cast.other_key)
    )
    assert [former[cast.key.pk].judgement.reason, former[cast.target.pk].judgement] == ["用地未落实", None]
    assert entries_before(cast.period) == {}


@pytest.mark.parametrize(("turn", "expected"), [(Turn.AGAIN, 1), (Turn.NEWLY, 2), (Turn.RECOVERED, None)])
def test_the_entries_of_a_turn_are_found(cast, half_year, turn, expected):
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    judge(cast.other_entry, Outcome.ON_TRACK)
    for entry in half_year.entries.all():
        judge(entry, Outcome.LAGGING, "进度慢")
    found = turned(ProgressEntry.objects.filter(period=half_year), half_year, turn)
    assert [entry.number for entry in found] == ([expected] if expected else [])


def test_a_run_is_counted_up_to_the_last_period_and_broken_by_a_good_one(cast, half_year):
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    judge(cast.other_entry, Outcome.LAGGING, "用地未落实")
    again, better = half_year.entries.order_by("number")
    again.standing = Standing.LAGGING
    judge(better, Outcome.ON_TRACK)
    assert runs_behind([cast.key_entry, cast.other_entry, again, better]) == {
        cast.key.pk: 2,
        cast.other_key.pk: 0,
    }
