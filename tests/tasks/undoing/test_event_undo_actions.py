"""撤销: what stood before stands again, as long as nothing was built on it."""

from datetime import date
from functools import partial

import pytest

from tasks.enums import EntryState, EventKind, Outcome, PeriodState
from tasks.filing.period_actions import close_period, open_period
from tasks.judging.batch_actions import judge_entries
from tasks.judging.judgement_actions import judge as judge_entry
from tasks.judging.judgements import list_standing_judgements
from tasks.models import Event, ProgressEntry
from tasks.models.ending import find_ending
from tasks.permissions import Refused
from tasks.undoing.event_undo_actions import UNDOINGS, undo_event, undo_events
from tasks.undoing.undoable_events import UNDONE_BY, list_undoable_events
from tests.acts import accept, give_back, judge, newest, save, submit
from tests.cast import PeriodFactory, make_cast
from tests.tasks.adjusting.changing import amend, say
from tests.tasks.ending.years import end
from tests.together import refusals_at_one_moment


def undo(user, *subjects) -> None:
    """Undoes what the user did last with the subjects."""
    for event in Event.objects.filter(pk__in=list_undoable_events(user, subjects)):
        undo_event(event=event, by=user)


def standing(entry) -> tuple:
    entry.refresh_from_db()
    return entry.state, entry.return_reason, entry.returned_revision and entry.returned_revision.number


def test_every_kind_that_is_offered_can_be_undone():
    assert set(UNDOINGS) == set(UNDONE_BY)


def test_an_acceptance_is_undone(cast):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    undo(cast.office, cast.key_entry)
    assert standing(cast.key_entry) == (EntryState.SUBMITTED, "", None)


@pytest.mark.parametrize("accepts", [True, False])
def test_a_return_is_undone_to_what_was_filed_and_to_the_return_before(cast, accepts):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    give_back(cast.key_entry, cast.office, "请写面积。")
    submit(cast.key_entry, cast.clerk, "建成两所。")
    if accepts:
        accept(cast.key_entry, cast.office)
    before = standing(cast.key_entry)
    give_back(cast.key_entry, cast.office, "请写日期。")
    undo(cast.office, cast.key_entry)
    assert before == standing(cast.key_entry)
    assert before[1:] == ("请写面积。", 1)
    last = Event.objects.first()
    assert (last.kind, last.before, last.after["状态"]) == (
        EventKind.RETURN_TAKEN_BACK,
        {"状态": "已退回"},
        "已通过" if accepts else "待审核",
    )


def test_a_judgement_is_undone_to_the_one_before_and_the_log_keeps_it(cast):
    first = judge(cast.key_entry, cast.second_office, Outcome.EXPECTED)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "未开工。")
    undo(cast.office, cast.key_entry)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.judgement == first
    assert list_standing_judgements(cast.key_entry) == [first]
    kept = Event.objects.filter(kind=EventKind.ENTRY_JUDGED).first()
    assert (kept.after, kept.reason) == ({"结论": "推进滞后"}, "未开工。")
    undo(cast.second_office, cast.key_entry)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.judgement == first, "later acts are built on it"


def test_after_one_was_taken_back_the_next_one_is_taken_back_to_the_one_that_stood(cast):
    first = judge(cast.key_entry, cast.office, Outcome.LAGGING, "未开工。")
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "资金未到位。")
    undo(cast.office, cast.key_entry)
    judge(cast.key_entry, cast.office, Outcome.ON_TRACK)
    undo(cast.office, cast.key_entry)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.judgement, list_standing_judgements(cast.key_entry)) == (first, [first])


def test_a_judgement_that_ended_the_item_lets_it_go_on(cast):
    submit(cast.key_entry, cast.clerk)
    judge_entry(
        entry=cast.key_entry,
        outcome=Outcome.REACHED,
        reason="已验收。",
        seen=None,
        completed_on=date(2024, 4, 1),
        by=cast.office,
    )
    undo(cast.office, cast.key_entry)
    cast.key_entry.refresh_from_db()
    cast.key.refresh_from_db()
    assert (find_ending(cast.key), cast.key_entry.judgement, cast.key_entry.published_text) == (None, None, "")


def test_what_was_built_on_an_act_is_said(cast):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)
    [returned] = list_undoable_events(cast.office, [cast.key_entry])
    save(cast.key_entry, cast.clerk, "正在改。")
    assert list_undoable_events(cast.office, [cast.key_entry]) == []
    with pytest.raises(Refused, match=r"办理“存草稿”，在此之前的“退回”不能撤销；请按现在的情况办理。$"):
        undo_event(event=Event.objects.get(pk=returned), by=cast.office)


def test_an_act_of_somebody_else_is_not_undone(cast):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.second_office)
    event = Event.objects.get(kind=EventKind.ENTRY_ACCEPTED)
    with pytest.raises(Refused, match=r"^只能撤销本人刚才办理的事项"):
        undo_event(event=event, by=cast.office)
    assert list_undoable_events(cast.office, [cast.key_entry]) == []


def test_nothing_is_undone_once_the_period_is_issued(cast):
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    [accepted] = list_undoable_events(cast.office, [cast.key_entry])
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    with pytest.raises(Refused, match=r"^2024年一季度已印发，不能再改动。$"):
        undo_event(event=Event.objects.get(pk=accepted), by=cast.office)


def test_a_closing_is_undone(cast):
    close_period(period=cast.period, by=cast.office)
    undo(cast.office, cast.period)
    cast.period.refresh_from_db()
    assert cast.period.state == PeriodState.OPEN


def make_planned(cast):
    return PeriodFactory(
        plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5), state=PeriodState.PLANNED
    )


def test_an_opening_is_undone_with_its_blank_entries_and_its_day(cast):
    planned = make_planned(cast)
    open_period(period=planned, due_on=date(2024, 7, 9), by=cast.office)
    undo(cast.office, planned)
    planned.refresh_from_db()
    assert (planned.state, planned.due_on, planned.entries.count()) == (PeriodState.PLANNED, date(2024, 7, 5), 0)


def test_an_opening_that_judged_a_done_item_is_not_offered_to_undo(cast, settings):
    settings.DUBAN_TODAY = date(2024, 6, 3)
    end(cast)
    planned = make_planned(cast)
    open_period(period=planned, by=cast.office)
    assert list_undoable_events(cast.office, [planned]) == []
    opened = Event.objects.about(planned).get(kind=EventKind.PERIOD_OPENED)
    said = r"^2024年上半年有 1 项已销号的事项，开启时已按“已完成”研判，不能撤销开启；可以截止填报。$"
    with pytest.raises(Refused, match=said):
        undo_event(event=opened, by=cast.office)


def test_an_opening_in_which_somebody_has_written_stays(cast):
    planned = make_planned(cast)
    open_period(period=planned, by=cast.office)
    [opened] = list_undoable_events(cast.office, [planned])
    save(planned.entries.get(task=cast.key), cast.clerk, "写到一半。")
    with pytest.raises(Refused, match=r"^2024年上半年已有 1 项填写或研判，不能撤销开启；可以截止填报。$"):
        undo_event(event=Event.objects.get(pk=opened), by=cast.office)


def test_a_batch_is_undone_at_once_but_for_what_was_built_on(cast):
    entries = [cast.key_entry, cast.target_entry, cast.livelihood_entry]
    picked = [(entry, 0, 0, "未报送。") for entry in entries]
    judge_entries(picked=picked, outcome=Outcome.LAGGING, by=cast.office)
    events = list(Event.objects.filter(pk__in=list_undoable_events(cast.office, entries)))
    judge(cast.target_entry, cast.second_office, Outcome.EXPECTED)
    answers = undo_events(events=events, by=cast.office)
    assert (len(answers.done), [event.subject_id for event, _ in answers.refused]) == (2, [cast.target_entry.pk])
    judged = ProgressEntry.objects.filter(pk__in=[entry.pk for entry in entries], judgement__isnull=False)
    assert list(judged) == [cast.target_entry]


def test_a_change_of_the_plan_is_undone(cast):
    amend(cast, say("建成小学三所。"))
    undo(cast.office, cast.key)
    cast.key.refresh_from_db()
    assert cast.key.plan_changes.get().is_undone


@pytest.mark.django_db(transaction=True)
def test_of_two_at_one_moment_one_undoes_and_one_is_told():
    cast = make_cast()
    submit(cast.key_entry, cast.clerk)
    accept(cast.key_entry, cast.office)
    [accepted] = list_undoable_events(cast.office, [cast.key_entry])
    event = Event.objects.get(pk=accepted)
    told = refusals_at_one_moment(*[partial(undo_event, event=event, by=cast.office)] * 2)
    assert sorted(bool(each) for each in told) == [False, True]
    assert max(told).endswith("撤销或恢复，不必再撤销。")
    assert newest(cast.key_entry) == 1
