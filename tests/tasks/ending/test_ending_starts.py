"""办结与停办: what holds an ending up, and what is kept of what it overtakes."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.ending.endings import map_tasks_to_starts
from tasks.enums import EndingKind, EntryState, Outcome
from tasks.filing.entries import list_period_entries, select_periods_with_counts
from tasks.filing.evidence_actions import add_evidence
from tasks.models import Plan, ProgressEntry, Reminder
from tasks.queries import select_visible_evidence
from tasks.reminding.automatic_actions import send_due
from tasks.visible_words import read_filed
from tests.acts import LATER, ask, give_back, judge, save, submit
from tests.tasks.ending.years import AUTOMATIC, DONE_ON, WORDS, end, entry_of, make_may, open_number, resume, told_of

STOPS = (EndingKind.SUSPENDED, EndingKind.CANCELLED)


@pytest.fixture
def may(cast, settings):
    make_may(cast, settings)
    return cast


def test_a_draft_does_not_hold_an_ending_up_and_is_kept_out_of_sight(may):
    open_number(may, 2)
    save(entry_of(may.key, 2), may.clerk, "正在验收。")
    assert end(may).since == 2
    entry = entry_of(may.key, 2)
    assert (told_of(entry), entry.is_automatic, entry.is_owed) == (AUTOMATIC, True, False)
    assert read_filed(entry).number == 0
    assert [one.text for one in entry.revisions.all()] == ["正在验收。"]
    assert resume(may).asked == ["上半年"]
    assert told_of(entry_of(may.key, 2)) == (EntryState.DRAFT, "", "正在验收。", None)


def test_a_returned_text_does_not_hold_an_ending_up_and_comes_back(may):
    open_number(may, 2)
    give_back(submit(entry_of(may.key, 2), may.clerk, "正在验收。"), may.office)
    assert end(may).since == 2
    assert told_of(entry_of(may.key, 2)) == AUTOMATIC
    resume(may)
    entry = entry_of(may.key, 2)
    assert (told_of(entry), entry.return_reason) == ((EntryState.RETURNED, "", "正在验收。", None), "请写明面积。")


def test_what_was_filed_puts_the_ending_off_to_the_next_period(may):
    open_number(may, 2)
    submit(entry_of(may.key, 2), may.clerk, "正在验收。")
    start = map_tasks_to_starts([may.key], EndingKind.DONE, DONE_ON)[may.key.pk]
    assert (start.since, start.held_up, start.is_choice) == (3, "上半年已报送待审核，仍按填报内容办理", True)
    assert end(may).since == 3
    entry = entry_of(may.key, 2)
    assert (entry.state, entry.text) == (EntryState.SUBMITTED, "正在验收。")
    open_number(may, 3)
    assert told_of(entry_of(may.key, 3)) == AUTOMATIC


@pytest.mark.parametrize(("text", "printed"), [("正在验收。", WORDS), ("建成小学两所，投用中学一所。", "")])
def test_the_office_may_end_it_at_once_and_keep_what_was_filed_as_its_last_word(may, text, printed):
    open_number(may, 2)
    submit(entry_of(may.key, 2), may.clerk, text)
    assert end(may, at_once=True).since == 2
    entry = entry_of(may.key, 2)
    assert (entry.state, entry.text, entry.published_text) == (EntryState.ACCEPTED, text, printed)
    assert (entry.is_judged_done, entry.is_automatic) == (True, False)
    assert resume(may).kept == ["上半年"]
    assert entry_of(may.key, 2).published_text == ""


def test_evidence_of_a_draft_does_not_hold_an_ending_up_and_stays_the_units_own(may):
    open_number(may, 2)
    evidence(entry_of(may.key, 2), may)
    assert end(may).since == 2
    assert not select_visible_evidence(may.office).exists()
    assert select_visible_evidence(may.clerk).count() == 1


def evidence(entry, cast):

    file = SimpleUploadedFile("验收.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    return add_evidence(entry=entry, upload=file, by=cast.clerk)


def test_a_judgement_puts_the_ending_off_unless_the_office_ends_it_at_once(may):
    open_number(may, 2)
    judge(entry_of(may.key, 2), may.office, Outcome.LAGGING, "一直未报。")
    assert end(may).since == 3
    resume(may)
    assert end(may, at_once=True).since == 2
    assert told_of(entry_of(may.key, 2)) == AUTOMATIC


@pytest.mark.parametrize("kind", STOPS)
def test_reminders_requests_drafts_and_returns_do_not_hold_a_stop_up(may, settings, kind):
    second = open_number(may, 2)
    settings.DUBAN_TODAY = date(2024, 6, 20)
    give_back(submit(entry_of(may.key, 2), may.clerk, "用地报批中。"), may.office)
    save(entry_of(may.key, 2), may.clerk, "用地报批。")
    send_due(government=may.government, on=date(2024, 6, 20))
    ask(may, wanted=LATER | {"due_on": "2024-07-20"}, entry=entry_of(may.key, 2))
    assert Reminder.objects.filter(entry=entry_of(may.key, 2)).exists()
    assert end(may, kind).since == 2
    assert entry_of(may.key, 2) is None
    assert may.key not in [one.task for one in list_period_entries(may.office, second)]
    counts = select_periods_with_counts(Plan.objects.filter(pk=may.plan.pk)).get(number=2)
    assert (counts.total, counts.tasks, counts.unopened) == (3, 3, 0)


def test_a_stopped_item_that_goes_on_again_has_what_was_written_in_it(may):
    open_number(may, 2)
    save(entry_of(may.key, 2), may.clerk, "用地报批中。")
    end(may, EndingKind.SUSPENDED)
    assert entry_of(may.key, 2) is None
    assert resume(may).asked == ["上半年"]
    assert told_of(entry_of(may.key, 2)) == (EntryState.DRAFT, "", "用地报批中。", None)


def test_what_was_filed_of_a_stopped_item_counts_until_the_office_ends_it_at_once(may):
    open_number(may, 2)
    submit(entry_of(may.key, 2), may.clerk, "用地报批中。")
    assert end(may, EndingKind.SUSPENDED).since == 3
    assert entry_of(may.key, 2).text == "用地报批中。"
    resume(may)
    assert end(may, EndingKind.SUSPENDED, at_once=True).since == 2
    assert entry_of(may.key, 2) is None
    assert ProgressEntry.every.get(task=may.key, period__number=2).text == "用地报批中。"
