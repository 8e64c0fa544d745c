"""接续: a person confirms, rejects and takes back; what was rejected never comes back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.continuing.continuation_actions import (
    OVERTAKEN,
    confirm_continuation,
    drop_continuation,
    reject_continuations,
)
from tasks.continuing.continuations import PlanContinuations, list_chain
from tasks.enums import ContinuationKind, ContinuationState, EventKind
from tasks.models import Edition, Event, Task, TaskContinuation
from tasks.permissions import Refused
from tests.acts import kinds_of_events
from tests.cast import PlanFactory, TaskFactory


@pytest.fixture
def last_year(cast) -> list[Task]:
    """Items of 2023 whose wordings are those of this year with other figures, and one that nobody takes up."""
    plan = PlanFactory(government=cast.government, year=2023)
    texts = ("新增公共停车位5000个", "完成青木湖公园绿化30万平方米", "举办龙舟赛")
    return [TaskFactory(plan=plan, number=number, edition__text=text) for number, text in enumerate(texts, start=1)]


@pytest.fixture
def this_year(cast) -> list[Task]:
    for task, text in ((cast.key, "新增公共停车位7000个"), (cast.other_key, "完成青木湖公园绿化45万平方米")):
        Edition.objects.filter(task=task).update(text=text)
    return [cast.key, cast.other_key]


def confirm(earlier, later, by, *, kind=ContinuationKind.CONTINUED, seen="") -> TaskContinuation:
    return confirm_continuation(earlier=earlier, later=later, kind=kind, seen=seen, by=by)


def suggestions(cast) -> dict[int, list[int]]:
    known = PlanContinuations(cast.plan)
    return {task.pk: [one.key for one in known.list_suggested(task.pk)] for task in known.undecided}


def test_nothing_is_joined_before_a_person_says_so(cast, last_year, this_year):
    assert suggestions(cast) == {this_year[0].pk: [last_year[0].pk], this_year[1].pk: [last_year[1].pk]}
    assert (list_chain(this_year[0], cast.office), TaskContinuation.objects.count()) == ([], 0)


def test_a_confirmed_pair_is_a_chain_with_one_audit_row(cast, last_year, this_year):
    confirm(last_year[0], this_year[0], cast.office)
    assert [link.task for link in list_chain(this_year[0], cast.office)] == [last_year[0]]
    assert [link.task for link in list_chain(last_year[0], cast.office)] == [this_year[0]]
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.after) == (
        EventKind.TASK_CONTINUED,
        this_year[0].pk,
        {"上年事项": "2023年重点工作任务第1项", "接续方式": "延续"},
    )
    assert suggestions(cast) == {this_year[1].pk: [last_year[1].pk]}


def test_one_item_goes_on_in_two_and_two_in_one(cast, last_year, this_year):
    confirm(last_year[0], this_year[0], cast.office)
    assert PlanContinuations(cast.plan).suggest_kind(this_year[1].pk, last_year[0].pk) == ContinuationKind.SPLIT
    assert PlanContinuations(cast.plan).suggest_kind(this_year[0].pk, last_year[1].pk) == ContinuationKind.MERGED
    confirm(last_year[1], this_year[0], cast.office, kind=ContinuationKind.MERGED)
    confirm(last_year[0], this_year[1], cast.office, kind=ContinuationKind.SPLIT)
    assert [link.task for link in list_chain(this_year[0], cast.office)] == last_year[:2]
    assert [link.task for link in list_chain(last_year[0], cast.office)] == this_year


def test_a_chain_goes_through_all_years(cast, last_year, this_year):
    before = TaskFactory(plan=PlanFactory(government=cast.government, year=2021), number=1)
    confirm(before, last_year[0], cast.office)
    confirm(last_year[0], this_year[0], cast.office)
    assert [link.task for link in list_chain(this_year[0], cast.office)] == [before, last_year[0]]


def test_an_item_without_a_chain_costs_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list_chain(cast.key, cast.office) == []


def test_nobody_reads_in_a_chain_of_an_item_that_he_does_not_see(cast, last_year, this_year):
    confirm(last_year[0], this_year[0], cast.office)
    assert list_chain(this_year[0], cast.clerk) == []


def test_what_was_rejected_is_suggested_no_more_and_may_still_be_chosen(cast, last_year, this_year):
    assert reject_continuations(earlier=last_year[:1], later=this_year[0], by=cast.office) == 1
    assert suggestions(cast) == {this_year[1].pk: [last_year[1].pk]}
    assert kinds_of_events() == [EventKind.CONTINUATIONS_REJECTED]
    row = confirm(last_year[0], this_year[0], cast.office, seen="rejected")
    assert (row.state, TaskContinuation.objects.count()) == (ContinuationState.CONFIRMED, 1)


def test_what_was_taken_back_counts_as_rejected(cast, last_year, this_year):
    confirm(last_year[0], this_year[0], cast.office)
    drop_continuation(earlier=last_year[0], later=this_year[0], seen="confirmed", by=cast.office)
    assert list_chain(this_year[0], cast.office) == []
    assert this_year[0].pk not in suggestions(cast)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["reject", "confirm", "drop", "reword"]), max_size=6))
def test_a_rejected_pair_never_comes_back(cast, last_year, this_year, acts):
    TaskContinuation.objects.all().delete()
    later = this_year[0]
    reject_continuations(earlier=last_year, later=later, by=cast.office)
    for act in acts:
        state = TaskContinuation.objects.get(earlier=last_year[0], later=later).state
        if act == "reject" and state == ContinuationState.REJECTED:
            reject_continuations(earlier=last_year, later=later, by=cast.second_office)
        elif act == "confirm" and state == ContinuationState.REJECTED:
            confirm(last_year[0], later, cast.office, seen="rejected")
        elif act == "drop" and state == ContinuationState.CONFIRMED:
            drop_continuation(earlier=last_year[0], later=later, seen="confirmed", by=cast.office)
        elif act == "reword":
            Edition.objects.filter(task=later).update(text=last_year[0].edition.text)
        assert PlanContinuations(cast.plan).list_suggested(later.pk) == []


def test_of_two_people_the_second_is_told(cast, last_year, this_year):
    confirm(last_year[0], this_year[0], cast.office)
    for act in (
        lambda: confirm(last_year[0], this_year[0], cast.second_office),
        lambda: reject_continuations(earlier=last_year[:1], later=this_year[0], by=cast.second_office),
        lambda: drop_continuation(earlier=last_year[1], later=this_year[0], seen="", by=cast.second_office),
    ):
        with pytest.raises(Refused, match=OVERTAKEN):
            act()
    assert kinds_of_events() == [EventKind.TASK_CONTINUED]


def test_items_of_one_year_or_the_wrong_order_are_refused(cast, last_year, this_year):
    for earlier, later in ((this_year[0], this_year[1]), (this_year[0], last_year[0])):
        with pytest.raises(Refused, match="只能与本级政府以前年度的事项接续"):
            confirm(earlier, later, cast.office)
    with pytest.raises(Refused):
        confirm(TaskFactory(plan=PlanFactory(year=2023)), this_year[0], cast.office)
    assert kinds_of_events() == []


def test_a_unit_decides_nothing(cast, last_year, this_year):
    with pytest.raises(Refused):
        confirm(last_year[0], this_year[0], cast.clerk)


def test_nothing_of_the_earlier_year_is_altered(cast, last_year, this_year):
    before = (
        list(Task.objects.filter(plan__year=2023).values()),
        list(Edition.objects.filter(task__plan__year=2023).values()),
    )
    confirm(last_year[0], this_year[0], cast.office)
    reject_continuations(earlier=last_year[1:], later=this_year[0], by=cast.office)
    assert before == (
        list(Task.objects.filter(plan__year=2023).values()),
        list(Edition.objects.filter(task__plan__year=2023).values()),
    )


def test_another_list_of_the_same_year_is_no_earlier_plan(cast):
    TaskFactory(plan=cast.plan, number=9)
    assert PlanContinuations(cast.plan).earlier is None
