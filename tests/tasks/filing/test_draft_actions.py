"""Several drafts are filed as they are stored; what lacks something is named, and a filing can be taken back."""

from datetime import timedelta
from functools import partial

import pytest

from tasks import clock
from tasks.enums import EntryState, EventKind
from tasks.filing.draft_actions import file_draft
from tasks.filing.drafts import FilingBatch
from tasks.filing.entry_actions import send_back
from tasks.filing.entry_guard import Conflict
from tasks.judging.batch_actions import confirm_entries, file_drafts
from tasks.judging.review_actions import accept_entry
from tasks.models import Event, ProgressEntry
from tasks.permissions import Permission, Refused
from tasks.queries import prefetch_duties
from tasks.undoing.event_undo_actions import undo_event
from tasks.undoing.undoable_events import list_undoable_events
from tests.acts import accept, give_back, newest, save, submit
from tests.cast import make_cast
from tests.together import refusals_at_one_moment


def stored(*entries) -> list[ProgressEntry]:
    whole = ProgressEntry.objects.select_related("period__plan__government", "task", "returned_revision")
    found = prefetch_duties(whole).in_bulk([entry.pk for entry in entries])
    return [found[entry.pk] for entry in entries]


def undo_last(user, entry) -> None:
    for event in Event.objects.filter(pk__in=list_undoable_events(user, [entry])):
        undo_event(event=event, by=user)


def test_complete_drafts_are_filed_and_the_others_named(cast):
    save(cast.key_entry, cast.clerk, "建成一所。")
    save(cast.livelihood_entry, cast.clerk, "新增＿＿个。", needs_coordination=True)
    entries = stored(cast.key_entry, cast.livelihood_entry, cast.target_entry, cast.other_entry)
    batch = FilingBatch(cast.clerk, entries, Permission.SUBMIT_ENTRY)
    assert batch.complete == [cast.key_entry]
    assert batch.incomplete == [
        (
            cast.livelihood_entry,
            [
                "进展情况还有 1 处“＿＿”没有填，第一处在“新增＿＿个。”：请填写数字，或删去不用的字句",
                "没有写明需区领导协调的事项",
            ],
        ),
        (cast.target_entry, ["没有填写进展情况"]),
    ]
    answers = file_drafts(picked=[(cast.key_entry, 1), (cast.livelihood_entry, 1)], by=cast.clerk)
    assert answers.done == [cast.key_entry]
    assert [why.endswith("请打开该事项补齐后报送。") for _, why in answers.refused] == [True]
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.text) == (EntryState.SUBMITTED, "建成一所。")


def test_a_draft_that_was_changed_since_it_was_read_is_not_filed(cast):
    save(cast.key_entry, cast.clerk, "建成一所。")
    save(cast.key_entry, cast.unit_head, "建成两所。")
    with pytest.raises(Conflict):
        file_draft(entry=cast.key_entry, revision=1, by=cast.clerk)


def test_what_was_returned_and_not_changed_is_no_draft_to_be_filed(cast):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)
    batch = FilingBatch(cast.clerk, stored(cast.key_entry), Permission.SUBMIT_ENTRY)
    assert batch.incomplete == [(cast.key_entry, ["文字和数字与退回时相同，请对照退回意见"])]
    save(cast.key_entry, cast.clerk, "建成两所。")
    ProgressEntry.objects.filter(pk=cast.key_entry.pk).update(saved_at=clock.now() + timedelta(minutes=1))
    assert FilingBatch(cast.clerk, stored(cast.key_entry), Permission.SUBMIT_ENTRY).complete == [cast.key_entry]


def test_a_filing_is_taken_back_to_the_draft_with_its_words(cast):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    undo_last(cast.clerk, cast.key_entry)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.text, cast.key_entry.submitted_at) == (
        EntryState.DRAFT,
        "建成一所。",
        None,
    )
    assert Event.objects.first().kind == EventKind.FILING_TAKEN_BACK


def test_a_filing_after_a_return_is_taken_back_to_the_return(cast):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    first = cast.key_entry.revisions.get(number=1).saved_at
    give_back(cast.key_entry, cast.office, "请写面积。")
    submit(cast.key_entry, cast.clerk, "建成两所。")
    undo_last(cast.clerk, cast.key_entry)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.return_reason) == (EntryState.RETURNED, "请写面积。")
    assert (cast.key_entry.submitted_at, cast.key_entry.text) == (first, "建成两所。")


def test_what_the_office_has_accepted_is_not_taken_back(cast):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    assert list_undoable_events(cast.clerk, [cast.key_entry]) == []
    filed = Event.objects.get(kind=EventKind.ENTRY_SUBMITTED)
    with pytest.raises(Refused):
        undo_event(event=filed, by=cast.clerk)


def test_the_head_confirms_several_and_takes_one_back(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    for entry in (cast.key_entry, cast.livelihood_entry):
        submit(entry, cast.clerk, "建成一所。")
    batch = FilingBatch(cast.unit_head, stored(cast.key_entry, cast.livelihood_entry), Permission.CONFIRM_ENTRY)
    picked = [(entry, newest(entry)) for entry in batch.complete]
    answers = confirm_entries(picked=picked, by=cast.unit_head)
    assert (answers.done, answers.refused) == ([cast.key_entry, cast.livelihood_entry], [])
    undo_last(cast.unit_head, cast.key_entry)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.submitted_by) == (EntryState.CONFIRMING, cast.clerk)


def test_the_reason_of_the_head_stands_again_with_the_draft(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    submit(cast.key_entry, cast.clerk)
    send_back(entry=cast.key_entry, reason="请写面积。", revision=1, by=cast.unit_head)
    submit(cast.key_entry, cast.unit_head, "建成两所。")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.return_reason == ""
    undo_last(cast.unit_head, cast.key_entry)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.return_reason, cast.key_entry.reviewed_by) == (
        EntryState.DRAFT,
        "请写面积。",
        cast.unit_head,
    )


@pytest.mark.django_db(transaction=True)
def test_of_an_acceptance_and_an_undoing_at_one_moment_one_is_told(transactional_db):
    cast = make_cast()
    submit(cast.key_entry, cast.clerk)
    [filed] = list_undoable_events(cast.clerk, [cast.key_entry])
    event = Event.objects.get(pk=filed)
    told = refusals_at_one_moment(
        partial(undo_event, event=event, by=cast.clerk),
        partial(accept_entry, entry=cast.key_entry, revision=1, by=cast.office),
    )
    assert sorted(bool(each) for each in told) == [False, True]
