"""连续滞后: streaks, and the change of outcomes since 上期."""

from datetime import date

import pytest

from tasks.assessing import facts
from tasks.assessing.earlier import select_earlier_entries
from tasks.assessing.standing_actions import assess_entries
from tasks.assessing.streaks import (
    build_judged_streaks,
    build_streaks,
    compare_outcomes,
    filter_by_outcome_change,
)
from tasks.continuing.continuation_actions import confirm_continuation, drop_continuation
from tasks.enums import ContinuationKind, EntryState, LagChange, Outcome, PeriodState, ReminderKind, Standing
from tasks.judging.queue import build_visible_queue
from tasks.models import Judgement, Period, Plan, ProgressEntry
from tasks.reminding.automatic import compose_due_mailing
from tests.cast import EntryFactory, PeriodFactory, PlanFactory, TaskFactory, judge
from tests.frozen import rewrite


@pytest.fixture
def half_year(cast):
    """The period after the cast's, with an entry for each of the two key tasks."""
    period = PeriodFactory(plan=cast.plan, number=2)
    for task in (cast.key, cast.other_key):
        EntryFactory(task=task, period=period)
    return period


@pytest.mark.parametrize(
    ("was", "now", "turn"),
    [
        (Outcome.ON_TRACK, Outcome.LAGGING, LagChange.NEWLY),
        (Outcome.LAGGING, Outcome.NOT_REACHED, LagChange.AGAIN),
        (Outcome.LAGGING, Outcome.REACHED, LagChange.RECOVERED),
        (Outcome.ON_TRACK, Outcome.EXPECTED, None),
        (None, Outcome.LAGGING, None),
        (Outcome.LAGGING, None, LagChange.UNDECIDED),
        (Outcome.ON_TRACK, None, None),
    ],
)
def test_what_turned_between_two_judgements(was, now, turn):
    assert compare_outcomes(was, now) == turn


@pytest.mark.parametrize(
    ("turn", "expected"), [(LagChange.AGAIN, 1), (LagChange.NEWLY, 2), (LagChange.RECOVERED, None)]
)
def test_the_entries_of_a_turn_are_found(cast, half_year, turn, expected):
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    judge(cast.other_entry, Outcome.ON_TRACK)
    for entry in half_year.entries.all():
        judge(entry, Outcome.LAGGING, "进度慢")
    found = filter_by_outcome_change(ProgressEntry.objects.filter(period=half_year), half_year, turn)
    assert [entry.number for entry in found] == ([expected] if expected else [])


@pytest.fixture
def year(cast, half_year):
    """The key task's entries of the first three periods."""
    third = PeriodFactory(plan=cast.plan, number=3)
    return [cast.key_entry, half_year.entries.get(task=cast.key), EntryFactory(task=cast.key, period=third)]


def counted(year, streaks_of) -> list[int]:
    known = streaks_of(select_earlier_entries(PeriodFactory.build(plan=year[0].period.plan, number=4)))
    return [known.count_up_to(entry) for entry in year]


def test_an_unfiled_period_breaks_a_streak_on_every_page(cast, year):
    """Behind in the first quarter, never filed in the half-year, behind in the third quarter."""
    first, _blank, third = year
    for entry in (first, third):
        entry.state = EntryState.ACCEPTED
        judge(entry, Outcome.LAGGING, "用地未落实")
    rewrite(Judgement.objects.all(), judged_by=cast.office)
    assert counted(year, build_streaks) == counted(year, build_judged_streaks) == [1, 0, 1]
    (item,) = build_visible_queue(cast.office, third.period)
    ((_, known),) = facts.gather_facts([third], on=date(2024, 10, 8))
    assert (item.streak, item.change, known.behind_before) == (1, "", 0)
    assert not filter_by_outcome_change(third.period.entries.all(), third.period, LagChange.AGAIN).exists()
    kinds = [one.kind for one in compose_due_mailing(cast.government, date(2024, 10, 8)).lines]
    assert ReminderKind.LAGGING_TWICE not in kinds


def test_what_was_not_filed_is_told_as_such_and_not_as_behind_again(cast, year):
    first, blank, _ = year
    judge(first, Outcome.LAGGING, "用地未落实")
    assess_entries([blank], on=date(2024, 10, 8))
    assert ([one["code"] for one in blank.signals], blank.standing) == (["no_entry"], Standing.WATCH)


def test_an_unfiled_period_that_somebody_judged_counts(cast, year):
    for entry in year:
        judge(entry, Outcome.LAGGING, "未报送")
    assert counted(year, build_streaks) == counted(year, build_judged_streaks) == [1, 2, 3]


def test_suggestions_count_for_the_office_alone(cast, year):
    for entry in year:
        entry.state, entry.standing = EntryState.ACCEPTED, Standing.LAGGING
        entry.save()
    judge(year[0], Outcome.LAGGING, "用地未落实")
    assert (counted(year, build_streaks), counted(year, build_judged_streaks)) == ([1, 2, 3], [1, 0, 0])
    judge(year[1], Outcome.ON_TRACK)
    assert counted(year, build_streaks) == [1, 0, 1]


def test_a_government_that_reports_twice_a_year_lags_twice_running(cast, year):
    Period.objects.filter(plan=cast.plan, number=2).update(state=PeriodState.PLANNED)
    first, blank, third = year
    for entry in (first, third):
        judge(entry, Outcome.LAGGING, "用地未落实")
    blank.delete()
    assert counted([first, third], build_judged_streaks) == [1, 2]


def last_year_of(cast, *outcomes: Outcome):
    """An item of 2023 with one judged entry a period, and this year's key item that goes on with it."""
    plan = PlanFactory(government=cast.government, year=2023)
    task = TaskFactory(plan=plan)
    for number, outcome in enumerate(outcomes, start=1):
        period = PeriodFactory(
            plan=plan, number=number, opens_on=date(2023, 3 * number, 1), due_on=date(2023, 3 * number, 20)
        )
        judge(EntryFactory(task=task, period=period, state=EntryState.ACCEPTED), outcome, "进度慢")
    confirm_continuation(earlier=task, later=cast.key, kind=ContinuationKind.CONTINUED, seen="", by=cast.office)
    return task


def streak_of_office(cast) -> int:
    (item,) = [one for one in build_visible_queue(cast.office, cast.period) if one.entry == cast.key_entry]
    ((_, known),) = facts.gather_facts([item.entry], on=date(2024, 4, 1))
    assert item.streak == known.behind_before + 1
    return item.streak


def test_a_streak_goes_on_through_the_new_year_along_a_confirmed_continuation(cast):
    last_year_of(cast, Outcome.ON_TRACK, Outcome.LAGGING, Outcome.NOT_REACHED)
    judge(cast.key_entry, Outcome.LAGGING, "进度慢")
    assert streak_of_office(cast) == 3
    assert build_judged_streaks([]).count_up_to(cast.key_entry) == 1


def test_without_a_yes_a_streak_begins_anew(cast):
    task = last_year_of(cast, Outcome.NOT_REACHED)
    judge(cast.key_entry, Outcome.LAGGING, "进度慢")
    drop_continuation(earlier=task, later=cast.key, seen="confirmed", by=cast.office)
    assert streak_of_office(cast) == 1


def test_of_several_items_the_shortest_streak_goes_on(cast):
    last_year_of(cast, Outcome.LAGGING, Outcome.NOT_REACHED)
    other = TaskFactory(plan=Plan.objects.get(year=2023))
    judge(cast.key_entry, Outcome.LAGGING, "进度慢")
    confirm_continuation(earlier=other, later=cast.key, kind=ContinuationKind.MERGED, seen="", by=cast.office)
    assert streak_of_office(cast) == 1


def test_an_item_that_had_recovered_brings_no_streak(cast):
    last_year_of(cast, Outcome.LAGGING, Outcome.REACHED)
    judge(cast.key_entry, Outcome.LAGGING, "进度慢")
    assert streak_of_office(cast) == 1
