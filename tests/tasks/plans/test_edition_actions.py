"""A new wording from a period on: issued periods keep theirs."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.enums import DeadlineState, PeriodState
from tasks.plans.edition_actions import reword_editions
from tests.cast import EditionFactory, EntryFactory, PeriodFactory

NEW = "建成小学三所"


def say(content):
    return replace(content, text=NEW)


def add_period(cast, number: int, state=PeriodState.OPEN):
    """The key task's entry of one more period, in the wording that holds for it."""
    period = PeriodFactory(plan=cast.plan, number=number, state=state)
    holding = cast.key.editions.filter(since__lte=number).last()
    return EntryFactory(task=cast.key, period=period, edition=holding)


def told(cast) -> list[tuple[int, str]]:
    return [(edition.since, edition.text) for edition in cast.key.editions.order_by("since")]


def texts(cast) -> dict[int, str]:
    """Returns period number → the wording that its entry prints."""
    return {entry.period.number: entry.edition.text for entry in cast.key.entries.order_by("period__number")}


OLD = "建成小学两所，投用中学一所"


def test_a_new_edition_copies_what_it_does_not_change(cast):
    first = cast.key.current
    first.name, first.due = "学校建设", "2024年9月底"
    first.due_on, first.due_state = date(2024, 9, 30), DeadlineState.CONFIRMED
    first.save()
    changed, entries = reword_editions(cast.plan, [cast.key.pk], since=1, change=say)
    cast.key.refresh_from_db()
    new = cast.key.current
    assert (new.since, new.text, new.name, new.due, new.due_on, new.due_state, new.section) == (
        1,
        NEW,
        "学校建设",
        "2024年9月底",
        date(2024, 9, 30),
        DeadlineState.CONFIRMED,
        cast.section,
    )
    assert [(one.role, one.position, one.unit, one.label) for one in new.responsibilities.all()] == [
        ("cooperate", 1, cast.cooperating_unit, "区财政局"),
        ("lead", 1, cast.lead_unit, "区教委"),
    ]
    assert [one.official for one in new.leaderships.all()] == [cast.official]
    assert (changed, entries) == ([cast.key.pk], [cast.key_entry])
    assert (told(cast), texts(cast)) == ([(0, OLD), (1, NEW)], {1: NEW})


def test_the_edition_of_that_very_period_is_changed_in_place(cast):
    reword_editions(cast.plan, [cast.key.pk], since=1, change=say)
    reword_editions(cast.plan, [cast.key.pk], since=1, change=lambda content: replace(content, leaders=()))
    assert told(cast) == [(0, OLD), (1, NEW)]
    assert list(cast.key.editions.get(since=1).leaders.all()) == []


def test_a_later_wording_takes_the_change_too_and_keeps_what_is_its_own(cast):
    EditionFactory(task=cast.key, since=3, text=OLD, due="年底前", lead=[cast.other_unit])
    reword_editions(cast.plan, [cast.key.pk], since=1, change=say)
    third = cast.key.editions.get(since=3)
    assert told(cast) == [(0, OLD), (1, NEW), (3, NEW)]
    assert (third.due, third.leading[0].unit) == ("年底前", cast.other_unit)
    cast.key.refresh_from_db()
    assert cast.key.current == third


def test_an_issued_period_behind_it_keeps_its_wording(cast):
    add_period(cast, 2, PeriodState.ISSUED)
    add_period(cast, 3)
    reword_editions(cast.plan, [cast.key.pk], since=1, change=say)
    assert told(cast) == [(0, OLD), (1, NEW), (2, OLD), (3, NEW)]
    assert texts(cast) == {1: NEW, 2: OLD, 3: NEW}


def test_an_issued_period_keeps_its_wording_when_the_edition_changes_under_it(cast):
    edition = EditionFactory(task=cast.key, since=1, text=OLD, lead=[cast.lead_unit])
    cast.key_entry.edition = edition
    cast.key_entry.save()
    issued = add_period(cast, 2, PeriodState.ISSUED)
    assert issued.edition == edition
    assert reword_editions(cast.plan, [cast.key.pk], since=1, change=say)[1] == [cast.key_entry]
    assert (told(cast), texts(cast)) == ([(0, OLD), (1, NEW), (2, OLD), (3, NEW)], {1: NEW, 2: OLD})


def test_a_task_that_came_later_is_changed_from_its_beginning(cast):
    cast.key.editions.update(since=3)
    reword_editions(cast.plan, [cast.key.pk], since=1, change=say)
    assert told(cast) == [(3, NEW)]


def test_what_does_not_change_is_not_written(cast):
    assert reword_editions(cast.plan, [cast.key.pk], since=1, change=lambda content: content)[0] == []
    assert told(cast) == [(0, OLD)]


def test_many_tasks_take_no_more_queries_than_one(cast, django_assert_num_queries):
    for tasks in ([cast.key], [cast.target, cast.livelihood, cast.other_key]):
        with django_assert_num_queries(13):
            reword_editions(cast.plan, [task.pk for task in tasks], since=1, change=say)


@pytest.mark.parametrize("since", [1, 2])
def test_earlier_periods_keep_their_wording(cast, since):
    second = add_period(cast, 2)
    reword_editions(cast.plan, [cast.key.pk], since=since, change=say)
    assert texts(cast)[1] == (NEW if since == 1 else OLD)
    second.refresh_from_db()
    assert second.edition.text == NEW
