"""结转: what a year left unfinished goes on as …, is dropped because …, or is undecided."""

import pytest

from tasks.continuing.carry_overs import CarryOver, count_undecided
from tasks.continuing.continuation_actions import (
    OVERTAKEN,
    confirm_continuation,
    drop_continuation,
    reject_continuations,
)
from tasks.continuing.discontinuation_actions import discontinue_item, take_back_discontinuation
from tasks.enums import ContinuationKind, EventKind, Outcome
from tasks.models import Edition, Event, Task, TaskContinuation, TaskDiscontinuation
from tasks.permissions import Refused
from tests.acts import kinds_of_events
from tests.cast import PlanFactory, TaskFactory
from tests.tasks.continuing.last_year import WORDING, end_year, last_period_of

REASON = "项目用地未获批准，市里已调出年度计划。"


@pytest.fixture
def period(cast):
    return last_period_of(PlanFactory(government=cast.government, year=2023))


@pytest.fixture
def unfinished(period) -> Task:
    return end_year(period, Outcome.NOT_REACHED)


def confirm(earlier, cast, **given) -> TaskContinuation:
    told = {"later": cast.key, "kind": ContinuationKind.UNFINISHED, "seen": ""} | given
    return confirm_continuation(earlier=earlier, by=cast.office, **told)


def undecided(cast) -> list[Task]:
    """What is undecided, which the count of the pages must agree with."""
    known = CarryOver(cast.plan)
    assert count_undecided(known.earlier) == len(known.undecided)
    return [one.task for one in known.undecided]


def test_unfinished_is_what_the_last_period_of_the_year_judged_so(cast, period):
    tasks = {
        outcome: end_year(period, outcome, number=number) for number, outcome in enumerate([*Outcome, None], start=1)
    }
    assert undecided(cast) == [tasks[one] for one in (Outcome.LAGGING, Outcome.NOT_REACHED, Outcome.CARRIED)]
    assert CarryOver(cast.plan).unjudged_count == 1


def test_a_period_before_the_last_says_nothing(cast, period):
    period.number = 2
    period.save()
    end_year(period, Outcome.NOT_REACHED)
    assert (undecided(cast), CarryOver(cast.plan).unjudged_count) == ([], 1)


def test_the_first_plan_and_another_governments_have_nothing(cast, unfinished):
    assert CarryOver(unfinished.plan).items == CarryOver(cast.foreign_task.plan).items == {}


def test_an_item_that_goes_on_is_decided_and_undecided_again_when_that_is_taken_back(cast, unfinished):
    confirm(unfinished, cast)
    assert ([one.later for one in CarryOver(cast.plan).items[unfinished.pk].successors], undecided(cast)) == (
        [cast.key],
        [],
    )
    drop_continuation(earlier=unfinished, later=cast.key, seen="confirmed", by=cast.office)
    assert undecided(cast) == [unfinished]


def test_a_rejected_successor_decides_nothing(cast, unfinished):
    reject_continuations(earlier=[unfinished], later=cast.key, by=cast.office)
    assert undecided(cast) == [unfinished]


def test_an_item_is_dropped_with_its_reason_and_the_audit_log_keeps_it(cast, unfinished):
    row = discontinue_item(task=unfinished, reason=f" {REASON} ", by=cast.office)
    assert (row.reason, row.decided_by, undecided(cast)) == (REASON, cast.office, [])
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.reason) == (EventKind.TASK_DISCONTINUED, unfinished.pk, REASON)


def test_dropping_is_taken_back_and_the_reason_stays_in_the_audit_log(cast, unfinished):
    row = discontinue_item(task=unfinished, reason=REASON, by=cast.office)
    take_back_discontinuation(task=unfinished, seen=str(row.pk), by=cast.second_office)
    assert (undecided(cast), Event.objects.order_by("pk").last().before) == ([unfinished], {"理由": REASON})


def test_what_was_dropped_stays_to_be_seen_when_its_judgement_is_corrected(cast, unfinished):
    discontinue_item(task=unfinished, reason=REASON, by=cast.office)
    unfinished.entries.update(judgement=None)
    item = CarryOver(cast.plan).items[unfinished.pk]
    assert (item.judgement, item.discontinuation.reason) == (None, REASON)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "  "}, "请写明不再安排的理由。"),
        ({"reason": "长" * 501}, "理由有 501 字，不能超过 500 字。"),
        ({"by": "stranger"}, None),
        ({"by": "clerk"}, None),
        ({"task": "key"}, "2024年重点工作任务第1项年终没有认定为未完成，不必结转。"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(cast, unfinished, given, said):
    by = getattr(cast, given.get("by", "office"))
    task = getattr(cast, given["task"]) if "task" in given else unfinished
    with pytest.raises(Refused) as refusal:
        discontinue_item(task=task, reason=given.get("reason", REASON), by=by)
    assert said in (None, str(refusal.value))
    assert (TaskDiscontinuation.objects.count(), kinds_of_events()) == (0, [])


def test_an_item_cannot_go_on_and_be_dropped(cast, unfinished):
    confirm(unfinished, cast)
    with pytest.raises(Refused, match=OVERTAKEN):
        discontinue_item(task=unfinished, reason=REASON, by=cast.second_office)
    drop_continuation(earlier=unfinished, later=cast.key, seen="confirmed", by=cast.office)
    discontinue_item(task=unfinished, reason=REASON, by=cast.second_office)
    with pytest.raises(Refused, match="2023年重点工作任务第1项已定为不再安排；要接续的，请先在“结转”中撤回。"):
        confirm(unfinished, cast, seen="rejected")


def test_of_two_who_drop_or_take_back_the_second_is_told(cast, unfinished):
    row = discontinue_item(task=unfinished, reason=REASON, by=cast.office)
    with pytest.raises(Refused, match=OVERTAKEN):
        discontinue_item(task=unfinished, reason=REASON, by=cast.second_office)
    take_back_discontinuation(task=unfinished, seen=str(row.pk), by=cast.office)
    anew = discontinue_item(task=unfinished, reason="另有安排。", by=cast.office)
    with pytest.raises(Refused, match=OVERTAKEN):
        take_back_discontinuation(task=unfinished, seen=str(row.pk), by=cast.second_office)
    assert TaskDiscontinuation.objects.get() == anew


def test_the_likeliest_item_of_the_plan_is_suggested_first(cast, unfinished):
    Edition.objects.filter(task=cast.other_key).update(text=WORDING.replace("30", "45"))
    first = CarryOver(cast.plan).list_candidates(unfinished.pk)[0]
    assert (first.task, first.partner.is_suggested, first.state) == (cast.other_key, True, "")


def test_a_pair_over_a_year_whose_plan_came_later_breaks_no_page(cast, unfinished):
    confirm(unfinished, cast)
    TaskFactory(plan=PlanFactory(government=cast.government, year=2022), number=1)
    before = TaskFactory(plan=PlanFactory(government=cast.government, year=2021), number=1)
    confirm(before, cast)
    known = CarryOver(cast.plan).continuations
    assert [one.task for one in known.list_candidates(cast.key.pk)] == [unfinished]
