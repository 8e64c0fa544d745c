"""Opening, closing, extending and opening again."""

from datetime import date

import pytest

from tasks.enums import EntryState, EventKind, PeriodState, Standing
from tasks.filing import period_actions
from tasks.models import Event, Period
from tasks.permissions import Refused
from tasks.plans.deadline_actions import settle_deadlines
from tasks.plans.due_items import filter_unfinished
from tests.acts import kinds_of_events, save
from tests.cast import PeriodFactory, TaskFactory


@pytest.fixture
def planned(cast) -> Period:
    """上半年, not open yet."""
    return PeriodFactory(
        plan=cast.plan,
        number=2,
        opens_on=date(2024, 6, 20),
        due_on=date(2024, 7, 5),
        state=PeriodState.PLANNED,
    )


def test_a_year_gets_the_periods_it_lacks_with_the_usual_dates(cast):
    period_actions.create_periods(plan=cast.plan, by=cast.office)
    rows = cast.plan.periods.values_list("number", "opens_on", "due_on", "state")
    assert list(rows) == [
        (1, date(2024, 3, 21), date(2024, 4, 5), PeriodState.OPEN),
        (2, date(2024, 6, 20), date(2024, 7, 5), PeriodState.PLANNED),
        # 5 October is within the holidays, 5 January a Sunday
        (3, date(2024, 9, 20), date(2024, 10, 8), PeriodState.PLANNED),
        (4, date(2024, 12, 21), date(2025, 1, 6), PeriodState.PLANNED),
    ]
    assert Event.objects.get().after == {"填报期": "上半年、前三季度、全年"}


def test_a_full_year_gets_nothing_and_leaves_no_event(cast):
    period_actions.create_periods(plan=cast.plan, by=None)
    period_actions.create_periods(plan=cast.plan, by=None)
    assert (cast.plan.periods.count(), kinds_of_events()) == (4, [EventKind.PERIODS_SET])


def test_opening_gives_every_task_a_blank_entry_in_its_current_wording(cast, planned):
    period_actions.open_period(period=planned, by=cast.office)
    planned.refresh_from_db()
    assert planned.state == PeriodState.OPEN
    rows = set(planned.entries.values_list("task", "edition", "number", "state"))
    assert rows == {
        (task.pk, task.current_id, task.number, EntryState.BLANK)
        for task in (cast.target, cast.livelihood, cast.key, cast.other_key)
    }
    event = Event.objects.get()
    assert (event.kind, event.after) == (
        EventKind.PERIOD_OPENED,
        {"状态": "填报中", "截止日期": "2024-07-05", "新增填报事项": 4},
    )


def test_opening_an_open_period_adds_the_tasks_that_came_later(cast):
    added = TaskFactory(plan=cast.plan, number=9)
    period_actions.open_period(period=cast.period, by=cast.office)
    assert cast.period.entries.count() == 5
    assert cast.period.entries.get(task=added).state == EntryState.BLANK


def test_opening_an_open_period_with_nothing_new_leaves_no_event(cast):
    period_actions.open_period(period=cast.period, by=cast.office)
    assert (cast.period.entries.count(), Event.objects.count()) == (4, 0)


def test_closing_keeps_the_drafts(cast):
    save(cast.key_entry, cast.clerk, "写到一半。")
    period_actions.close_period(period=cast.period, by=cast.office)
    cast.period.refresh_from_db()
    cast.key_entry.refresh_from_db()
    assert (cast.period.state, cast.key_entry.text) == (PeriodState.CLOSED, "写到一半。")


def test_a_period_that_is_not_open_is_not_closed(cast, planned):
    with pytest.raises(Refused, match="2024年上半年现为“未开启”，不能截止"):
        period_actions.close_period(period=planned, by=cast.office)


def test_the_due_date_moves_later_with_a_reason(cast):
    period_actions.extend_period(period=cast.period, due_on=date(2024, 4, 10), reason="清明假期顺延。", by=cast.office)
    cast.period.refresh_from_db()
    event = Event.objects.get()
    assert (cast.period.due_on, event.before, event.after, event.reason) == (
        date(2024, 4, 10),
        {"截止日期": "2024-04-05"},
        {"截止日期": "2024-04-10"},
        "清明假期顺延。",
    )


@pytest.mark.parametrize(
    ("due_on", "reason", "said"),
    [
        (date(2024, 4, 5), "顺延。", "新的截止日期应晚于现定的2024年4月5日"),
        (date(2024, 4, 10), " ", "请写明理由"),
    ],
)
def test_an_extension_is_later_and_has_a_reason(cast, due_on, reason, said):
    with pytest.raises(Refused, match=said):
        period_actions.extend_period(period=cast.period, due_on=due_on, reason=reason, by=cast.office)


def test_a_closed_period_is_opened_again_for_late_filings(cast):
    added = TaskFactory(plan=cast.plan, number=9)
    period_actions.close_period(period=cast.period, by=cast.office)
    period_actions.reopen_period(period=cast.period, due_on=date(2024, 4, 20), reason="补报。", by=cast.office)
    cast.period.refresh_from_db()
    assert (cast.period.state, cast.period.due_on) == (PeriodState.OPEN, date(2024, 4, 20))
    assert cast.period.entries.filter(task=added).count() == 1


def test_an_issued_period_is_not_opened_again(cast):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    with pytest.raises(Refused, match="2024年一季度现为“已印发”，不能重新开启"):
        period_actions.reopen_period(period=cast.period, due_on=date(2024, 5, 1), reason="补报。", by=cast.office)


def test_a_due_date_before_the_opening_is_refused(cast, planned):
    with pytest.raises(Refused, match="截止日期不能早于开启日期2024年6月20日"):
        period_actions.open_period(period=planned, due_on=date(2024, 6, 1), by=cast.office)
    assert planned.entries.count() == 0


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "auditor", "stranger"])
def test_nobody_else_manages_periods(cast, who):
    with pytest.raises(Refused, match="当前账号不能管理该填报期"):
        period_actions.close_period(period=cast.period, by=cast.person(who))


def test_the_administrator_manages_periods(cast):
    period_actions.close_period(period=cast.period, by=cast.administrator)
    cast.period.refresh_from_db()
    assert cast.period.state == PeriodState.CLOSED


def test_what_comes_into_an_open_period_after_its_deadline_is_not_late_at_once(cast, settings):
    settings.DUBAN_TODAY = date(2024, 4, 8)
    late = TaskFactory(plan=cast.plan)
    period_actions.open_period(period=cast.period, by=cast.office)
    entry = cast.period.entries.get(task=late)
    assert (entry.due_on, entry.is_overdue(date(2024, 4, 15)), entry.is_overdue(date(2024, 4, 16))) == (
        date(2024, 4, 15),
        False,
        True,
    )


def test_a_period_that_opens_finds_at_once_what_is_past_its_own_day(cast, planned, settings):
    settle_deadlines(plan=cast.plan, days={cast.key.pk: date(2024, 5, 31)}, by=cast.office)
    settings.DUBAN_TODAY = date(2024, 6, 20)
    period_actions.open_period(period=planned, by=cast.office)
    found = filter_unfinished(cast.office, planned.entries.all())
    assert [(one.task, one.state) for one in found] == [(cast.key, EntryState.BLANK)]


def test_a_period_that_opens_warns_of_nothing_that_is_still_to_be_filed(cast, planned, settings):
    settings.DUBAN_TODAY = date(2024, 6, 21)
    period_actions.open_period(period=planned, by=cast.office)
    assert set(planned.entries.values_list("standing", flat=True)) == {Standing.UNKNOWN}
    assert list(planned.entries.exclude(signals=[])) == []
