"""What turned from one period to the next, and in how many periods running an item was behind."""

from datetime import date

import pytest

from tasks.assessing import facts
from tasks.assessing.earlier import entries_before
from tasks.assessing.standing_actions import assessed
from tasks.assessing.streaks import judged_streaks, streaks, turn_of, turned
from tasks.enums import EntryState, Outcome, PeriodState, ReminderKind, Standing, Turn
from tasks.judging.queue import queue_in
from tasks.models import Judgement, Period, ProgressEntry
from tasks.reminding.automatic import look
from tests.cast import EntryFactory, PeriodFactory, judge


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


@pytest.mark.parametrize(("turn", "expected"), [(Turn.AGAIN, 1), (Turn.NEWLY, 2), (Turn.RECOVERED, None)])
def test_the_entries_of_a_turn_are_found(cast, half_year, turn, expected):
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    judge(cast.other_entry, Outcome.ON_TRACK)
    for entry in half_year.entries.all():
        judge(entry, Outcome.LAGGING, "进度慢")
    found = turned(ProgressEntry.objects.filter(period=half_year), half_year, turn)
    assert [entry.number for entry in found] == ([expected] if expected else [])


@pytest.fixture
def year(cast, half_year):
    """The key task's entries of the first three periods."""
    third = PeriodFactory(plan=cast.plan, number=3)
    return [cast.key_entry, half_year.entries.get(task=cast.key), EntryFactory(task=cast.key, period=third)]


def counted(year, streaks_of) -> list[int]:
    known = streaks_of(entries_before(PeriodFactory.build(plan=year[0].period.plan, number=4)))
    return [known.up_to(entry) for entry in year]


def test_an_unfiled_period_breaks_a_streak_on_every_page(cast, year):
    """Behind in the first quarter, never filed in the half-year, behind in the third quarter."""
    first, _blank, third = year
    for entry in (first, third):
        entry.state = EntryState.ACCEPTED
        judge(entry, Outcome.LAGGING, "用地未落实")
    Judgement.objects.update(judged_by=cast.office)
    assert counted(year, streaks) == counted(year, judged_streaks) == [1, 0, 1]
    (item,) = queue_in(cast.office, third.period)
    ((_, known),) = facts.gather([third], on=date(2024, 10, 8))
    assert (item.streak, item.change, known.behind_before) == (1, "", 0)
    assert not turned(third.period.entries.all(), third.period, Turn.AGAIN).exists()
    kinds = [one.kind for one in look(cast.government, date(2024, 10, 8)).lines]
    assert ReminderKind.LAGGING_TWICE not in kinds


def test_what_was_not_filed_is_told_as_such_and_not_as_behind_again(cast, year):
    first, blank, _ = year
    judge(first, Outcome.LAGGING, "用地未落实")
    assessed([blank], on=date(2024, 10, 8))
    assert ([one["code"] for one in blank.signals], blank.standing) == (["no_entry"], Standing.WATCH)


def test_an_unfiled_period_that_somebody_judged_counts(cast, year):
    for entry in year:
        judge(entry, Outcome.LAGGING, "未报送")
    assert counted(year, streaks) == counted(year, judged_streaks) == [1, 2, 3]


def test_suggestions_count_for_the_office_alone(cast, year):
    for entry in year:
        entry.state, entry.standing = EntryState.ACCEPTED, Standing.LAGGING
        entry.save()
    judge(year[0], Outcome.LAGGING, "用地未落实")
    assert (counted(year, streaks), counted(year, judged_streaks)) == ([1, 2, 3], [1, 0, 0])
    judge(year[1], Outcome.ON_TRACK)
    assert counted(year, streaks) == [1, 0, 1]


def test_a_government_that_reports_twice_a_year_lags_twice_running(cast, year):
    Period.objects.filter(plan=cast.plan, number=2).update(state=PeriodState.PLANNED)
    first, blank, third = year
    for entry in (first, third):
        judge(entry, Outcome.LAGGING, "用地未落实")
    blank.delete()
    assert counted([first, third], judged_streaks) == [1, 2]
