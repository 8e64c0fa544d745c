"""What is due on a day and for whom: the rules, case by case, in the holidays of autumn 2024.

Filing opens on Wednesday 18 September and is due on Saturday 5 October, within the holidays of 1 to 7 October, so
Monday 30 September is the last working day, and what is filed on Tuesday 8 October is still in time; Sunday 29 September
and Saturday 12 October are worked instead.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tasks.enums import EntryState
from tasks.reminding.rules import Lag, OwedItem, ReminderRules, find_due
from tasks.workdays import Workdays

CLERK, HEAD, LEADER = 1, 2, 3
ITEM = OwedItem(
    entry=7,
    period="前三季度",
    title="第1项",
    opened_on=date(2024, 9, 18),
    deadline=date(2024, 10, 5),
    state=EntryState.BLANK,
    filers=(CLERK,),
    heads=(HEAD,),
)
LAG = Lag(
    entry=7,
    period="前三季度",
    title="第1项",
    times=2,
    judged_on=date(2024, 10, 9),
    heads=(HEAD,),
    leaders=(LEADER,),
)


def september(day: int) -> date:
    return date(2024, 9, day)


def october(day: int) -> date:
    return date(2024, 10, day)


def on(day: date, *things, told=(), asked_on=None, **settings) -> list[tuple[int, str]]:
    """Person and key of everything that is due."""
    return [(person, line.key) for person, line in found_on(day, *things, told=told, asked_on=asked_on, **settings)]


def found_on(day: date, *things, told=(), asked_on=None, **settings):
    return find_due(
        [one for one in things if isinstance(one, OwedItem)],
        [one for one in things if isinstance(one, Lag)],
        told=told,
        asked_on=asked_on or {},
        rules=ReminderRules.from_dict(settings),
        days=Workdays(),
        on=day,
    )


def day_by_day(thing, first: date, last: date, *, without=(), **settings) -> list[tuple[date, int, str]]:
    """Everything told while the command runs every day but those of ``without``: day, person, kind."""
    keys, asked, heads_told, seen = set(), {}, None, []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        if day in without:
            continue
        now = replace(thing, told_on=heads_told) if isinstance(thing, Lag) else thing
        for person, line in found_on(day, now, told=keys.copy(), asked_on=asked, **settings):
            keys.add((person, line.key))
            asked[person, line.entry_id] = day
            heads_told = heads_told or day
            seen.append((day, person, line.kind.value))
    return seen


def test_the_whole_course_of_an_entry_that_nobody_files():
    assert day_by_day(ITEM, september(18), october(31)) == [
        (september(18), CLERK, "opened"),
        (september(20), CLERK, "coming_due"),
        (september(26), CLERK, "coming_due"),
        (september(29), CLERK, "coming_due"),
        (september(30), CLERK, "due"),
        (october(9), CLERK, "overdue"),
        (october(9), HEAD, "overdue"),
    ]


def test_overdue_again_and_again_only_where_the_office_sets_it():
    told = day_by_day(ITEM, october(6), october(16), overdue_every=3, kinds=["overdue"])
    assert [day for day, person, _ in told if person == CLERK] == [october(9), october(12), october(16)]


def test_a_missed_day_is_made_up_for_and_what_was_missed_before_it_is_not():
    told = day_by_day(ITEM, september(18), october(5), without=[september(n) for n in range(18, 28)])
    assert told == [
        (september(29), CLERK, "coming_due"),
        (september(30), CLERK, "due"),
    ]


def test_the_step_of_a_missed_day_is_told_on_the_next():
    told = day_by_day(ITEM, september(18), september(28), without=[september(26)])
    assert told[-1] == (september(27), CLERK, "coming_due")
    assert found_on(september(27), ITEM)[0][1].text == "第1项：10月5日截止，还剩 2 个工作日。"


def test_a_deadline_that_was_slept_through_is_not_told_as_today():
    told = day_by_day(
        ITEM, september(18), october(10), without=[september(30), october(8)], kinds=["due", "overdue"], overdue_after=2
    )
    assert told == [(october(10), CLERK, "overdue"), (october(10), HEAD, "overdue")]


def test_nothing_goes_out_on_a_day_of_rest():
    assert on(october(6), replace(ITEM, deadline=october(7))) == []


def test_a_window_shorter_than_a_step_leaves_it_out():
    told = day_by_day(replace(ITEM, opened_on=september(26)), september(26), october(5))
    assert told == [
        (september(26), CLERK, "opened"),
        (september(29), CLERK, "coming_due"),
        (september(30), CLERK, "due"),
    ]


def test_what_opens_earlier_than_planned_is_told_when_it_opens():
    assert on(september(16) - timedelta(days=3), ITEM) == [(CLERK, "opened/entry:7")]


def test_a_later_deadline_brings_its_own_steps_and_none_that_lie_behind():
    asked_on = {(CLERK, 7): october(8), (HEAD, 7): october(8)}
    extended = replace(ITEM, deadline=october(14))
    assert [on(october(day), extended, asked_on=asked_on) for day in (8, 9, 10, 11)] == [
        [],
        [],
        [(CLERK, "coming_due/entry:7/2024-10-14/3")],
        [(CLERK, "coming_due/entry:7/2024-10-14/3")],
    ]


def test_whoever_comes_later_is_told_what_holds_now():
    told, asked_on = {(CLERK, "opened/entry:7")}, {(CLERK, 7): september(18)}
    assert on(september(19), replace(ITEM, filers=(CLERK, 9)), told=told, asked_on=asked_on) == [(9, "opened/entry:7")]


def test_what_the_office_asked_by_hand_today_is_not_asked_again():
    asked_on = {(CLERK, 7): september(26)}
    assert on(september(26), ITEM, asked_on=asked_on) == []
    assert on(september(29), ITEM, asked_on=asked_on) == [(CLERK, "coming_due/entry:7/2024-10-05/1")]


def test_what_waits_for_the_head_is_the_head_s_to_do():
    confirming = replace(ITEM, state=EntryState.CONFIRMING)
    assert on(september(30), confirming) == [(HEAD, "due/entry:7/2024-10-05")]
    assert on(october(9), confirming) == [(HEAD, "overdue/entry:7/2024-10-05/1")]


def test_where_there_is_no_clerk_the_head_is_told():
    assert on(september(30), replace(ITEM, filers=())) == [(HEAD, "due/entry:7/2024-10-05")]


def test_a_returned_entry_is_called_back_once_and_before_its_deadline_by_the_steps_left():
    returned = replace(ITEM, state=EntryState.RETURNED, returned_on=september(25))
    assert day_by_day(returned, september(25), october(9)) == [
        (september(26), CLERK, "returned"),
        (september(29), CLERK, "coming_due"),
        (september(30), CLERK, "due"),
        (october(9), CLERK, "overdue"),
        (october(9), HEAD, "overdue"),
    ]


def test_what_was_filed_in_time_and_returned_later_is_not_overdue():
    returned = replace(ITEM, state=EntryState.RETURNED, returned_on=october(10))
    assert day_by_day(returned, october(8), october(31)) == [(october(11), CLERK, "returned")]


def test_a_second_return_is_another_occasion():
    returned = replace(ITEM, state=EntryState.RETURNED, returned_on=october(14))
    told, asked_on = {(CLERK, "returned/entry:7/2024-10-10")}, {(CLERK, 7): october(11)}
    assert on(october(15), returned, told=told, asked_on=asked_on) == [(CLERK, "returned/entry:7/2024-10-14")]


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["opened"], [(september(18), CLERK, "opened")]),
        (["due"], [(september(30), CLERK, "due")]),
        ([], []),
    ],
)
def test_only_the_kinds_that_are_on_are_told(kinds, told):
    assert day_by_day(ITEM, september(18), october(31), kinds=kinds) == told


def test_the_head_hears_of_lagging_twice_and_the_leader_five_working_days_later():
    assert day_by_day(LAG, october(8), october(31), without=[october(9)]) == [
        (october(8), HEAD, "lagging_twice"),
        (october(14), LEADER, "escalated"),
    ]


def test_lagging_once_concerns_nobody():
    assert on(october(31), replace(LAG, times=1)) == []
    assert on(october(31), LAG, lagging_periods=3) == []


def test_where_no_head_can_be_told_the_leader_s_days_count_from_the_judgement():
    alone = replace(LAG, heads=())
    assert [on(october(day), alone) for day in (14, 15)] == [[], [(LEADER, "escalated/entry:7")]]
    switched_off = {"kinds": ["escalated"], "escalate_after": 2}
    assert [on(october(day), LAG, **switched_off) for day in (10, 11)] == [
        [],
        [(LEADER, "escalated/entry:7")],
    ]
