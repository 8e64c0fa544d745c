"""One decision on many items: each by its own rules, none held up by another."""

from functools import partial

import pytest

from tasks.enums import EntryState, EventKind, Outcome
from tasks.filing import entry_actions
from tasks.judging import batch_actions
from tasks.models import Event
from tests.acts import accept, content, newest, submit
from tests.cast import EntryFactory, TaskFactory, make_cast
from tests.together import answers_at_one_moment

#: words that give no warning in any of the three
CALM = "增长6.5%。新增普惠性学位3000个。建成小学两所，投用中学一所。"


@pytest.fixture
def filed(cast):
    """Three of 区教委, each filed once."""
    mine = [cast.target_entry, cast.livelihood_entry, cast.key_entry]
    for entry in mine:
        submit(entry, cast.clerk, CALM)
    return mine


def seen(filed) -> list[tuple]:
    """As a list shows them now."""
    return [(entry, newest(entry), "") for entry in filed]


def states(filed) -> list[str]:
    for entry in filed:
        entry.refresh_from_db()
    return [entry.state for entry in filed]


def test_every_entry_is_accepted_with_a_row_of_the_trail_each(cast, filed):
    answers = batch_actions.accept_entries(picked=seen(filed), by=cast.office)
    assert (answers.done, answers.refused) == (filed, [])
    assert states(filed) == [EntryState.ACCEPTED] * 3
    accepted = Event.objects.filter(kind=EventKind.ENTRY_ACCEPTED).order_by("id")
    assert [event.subject_id for event in accepted] == [entry.pk for entry in filed]


def test_what_changed_since_the_list_was_read_stays_and_says_why(cast, filed):
    picked = seen(filed)
    entry_actions.withdraw(entry=filed[0], by=cast.clerk)
    entry_actions.withdraw(entry=filed[1], by=cast.clerk)
    submit(filed[1], cast.clerk, f"{CALM}已开学。")
    answers = batch_actions.accept_entries(picked=picked, by=cast.office)
    assert answers.done == [filed[2]]
    (withdrawn, why_withdrawn), (changed, why_changed) = answers.refused
    assert (withdrawn, changed) == (filed[0], filed[1])
    assert why_withdrawn == "该事项现为“草稿”，不在待审核之列。单位可能刚刚撤回。"
    assert why_changed.endswith("保存了新内容，请核对后再办理。")
    assert states(filed) == [EntryState.DRAFT, EntryState.SUBMITTED, EntryState.ACCEPTED]


def test_nothing_is_accepted_by_somebody_who_may_not(cast, filed):
    answers = batch_actions.accept_entries(picked=seen(filed), by=cast.clerk)
    assert (answers.done, len(answers.refused)) == ([], 3)
    assert states(filed) == [EntryState.SUBMITTED] * 3


def test_each_is_judged_as_it_was_read(cast, filed):
    """Read: what was filed, and by 区城市管理局 nothing; a draft begun meanwhile changes nothing of that."""
    reason = "进度慢。"
    picked = [(filed[0], 1, 0, reason), (filed[1], 9, 0, reason), (cast.other_entry, 0, 0, reason)]
    entry_actions.save_draft(entry=cast.other_entry, **content("写到一半。"), by=cast.other_clerk)
    answers = batch_actions.judge_entries(picked=picked, outcome=Outcome.LAGGING, by=cast.office)
    assert answers.done == [filed[0], cast.other_entry]
    assert answers.refused == [(filed[1], "单位刚刚报送了新的进展，请按现在的内容研判。")]
    judged = Event.objects.filter(kind=EventKind.ENTRY_JUDGED).values_list("subject_id", "reason")
    assert sorted(judged) == sorted([(filed[0].pk, "进度慢。"), (cast.other_entry.pk, "进度慢。")])


def test_each_item_costs_a_fixed_number_of_queries(cast, filed, django_assert_num_queries):
    """Counts the queries for lock, entry, units, change and audit row, within a savepoint of the test."""
    for picked in (seen(filed[:1]), seen(filed[1:])):
        with django_assert_num_queries(12 * len(picked)):
            batch_actions.accept_entries(picked=picked, by=cast.office)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_with_overlapping_lists_each_entry_is_accepted_by_one():
    cast = make_cast()
    filed = [
        EntryFactory(
            task=TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.lead_unit]),
            period=cast.period,
        )
        for number in range(10, 18)
    ]
    for entry in filed:
        submit(entry, cast.clerk)
    # in opposite orders, so that two transactions that locked all entries at once would deadlock
    lists = {cast.office: seen(filed[:6]), cast.second_office: seen(filed[:1:-1])}
    told = answers_at_one_moment(
        *(partial(batch_actions.accept_entries, picked=picked, by=officer) for officer, picked in lists.items())
    )
    done = [entry.pk for answers in told for entry in answers.done]
    refused = [entry.pk for answers in told for entry, _ in answers.refused]
    assert (sorted(done), len(refused)) == ([entry.pk for entry in filed], 4)
    assert {why for answers in told for _, why in answers.refused} == {"该事项现为“已通过”，可能已由同事处理。"}
    accepted = Event.objects.filter(kind=EventKind.ENTRY_ACCEPTED)
    assert sorted(event.subject_id for event in accepted) == sorted(done)


def test_an_accepted_entry_among_the_picked_is_told(cast, filed):
    accept(filed[0], cast.second_office)
    answers = batch_actions.accept_entries(picked=seen(filed), by=cast.office)
    assert answers.refused == [(filed[0], "该事项现为“已通过”，可能已由同事处理。")]
