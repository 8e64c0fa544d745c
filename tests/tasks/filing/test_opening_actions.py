"""A period for some units alone: opened to them first, opened once more until a later day, and that taken back."""

from datetime import date

import pytest

from tasks.enums import EntryState, EventKind, PeriodState, Standing
from tasks.filing import entry_actions
from tasks.filing.opening_actions import grant_later_day, take_back_later_day
from tasks.filing.period_actions import close_period, extend_period, open_period
from tasks.models import Event
from tasks.permissions import Refused
from tests.acts import accept, content, give_back, submit
from tests.cast import PeriodFactory, TaskFactory, make_cast
from tests.together import refusals_at_one_moment

DAY = date(2024, 4, 20)
REASON = "系统故障，未能按时报送。"


@pytest.fixture
def planned(cast):
    """上半年, not open yet."""
    return PeriodFactory(
        plan=cast.plan,
        number=2,
        opens_on=date(2024, 6, 20),
        due_on=date(2024, 7, 5),
        state=PeriodState.PLANNED,
    )


@pytest.fixture
def closed(cast):
    """一季度 of which 区教委 has one returned, one accepted, one not filed; closed."""
    for entry in (cast.target_entry, cast.livelihood_entry):
        submit(entry, cast.clerk)
    give_back(cast.target_entry, cast.office)
    accept(cast.livelihood_entry, cast.office)
    close_period(period=cast.period, by=cast.office)
    return cast


def grant(cast, *units, due_on=DAY, reason=REASON, by=None) -> int:
    return grant_later_day(
        period=cast.period,
        units=units or [cast.lead_unit],
        due_on=due_on,
        reason=reason,
        by=by or cast.office,
    )


def days(*filed) -> list[date | None]:
    for entry in filed:
        entry.refresh_from_db()
    return [entry.due_on for entry in filed]


def test_a_period_is_opened_to_some_units_first_and_to_the_rest_later(cast, planned):
    open_period(period=planned, units=[cast.other_unit], by=cast.office)
    planned.refresh_from_db()
    assert planned.state == PeriodState.OPEN
    assert [entry.task for entry in planned.entries.all()] == [cast.other_key]
    event = Event.objects.get()
    assert (event.kind, event.after) == (
        EventKind.PERIOD_OPENED,
        {"状态": "填报中", "截止日期": "2024-07-05", "新增填报事项": 1, "开启单位": ["区城市管理局"]},
    )
    open_period(period=planned, by=cast.office)
    assert planned.entries.count() == 4


def test_a_unit_that_only_cooperates_has_nothing_to_be_opened(cast, planned):
    with pytest.raises(Refused, match="所选单位没有尚未开启的牵头事项"):
        open_period(period=planned, units=[cast.cooperating_unit], by=cast.office)
    planned.refresh_from_db()
    assert (planned.state, planned.entries.count()) == (PeriodState.PLANNED, 0)


def test_a_task_of_several_lead_units_is_opened_with_the_first(cast, planned):
    units = [cast.other_unit, cast.lead_unit]
    task = TaskFactory(plan=cast.plan, number=9, edition__lead=units)
    open_period(period=planned, units=[cast.lead_unit], by=cast.office)
    assert planned.entries.filter(task=task).count() == 0
    open_period(period=planned, units=[cast.other_unit], by=cast.office)
    assert planned.entries.filter(task=task).count() == 1


def test_after_the_end_a_unit_may_file_until_a_later_day_what_it_still_owes(closed):
    assert grant(closed) == 2
    assert days(closed.target_entry, closed.livelihood_entry, closed.key_entry, closed.other_entry) == [
        DAY,
        None,
        DAY,
        None,
    ]
    event = Event.objects.first()
    assert (event.kind, event.subject_id, event.after, event.reason) == (
        EventKind.ENTRIES_OPENED,
        closed.period.pk,
        {"单位": ["区教委"], "事项": 2, "单独的截止日期": "2024-04-20"},
        REASON,
    )
    filed = submit(closed.key_entry, closed.clerk)
    assert filed.state == EntryState.SUBMITTED
    with pytest.raises(Refused, match="一季度填报已截止"):
        submit(closed.other_entry, closed.other_clerk)


def test_silence_is_read_anew(closed):
    """An item not filed by the end is warned of; with a later day ahead it is only waited for."""
    grant(closed)
    closed.key_entry.refresh_from_db()
    with_a_day = closed.key_entry.standing
    take_back_later_day(period=closed.period, units=[closed.lead_unit], by=closed.office)
    closed.key_entry.refresh_from_db()
    assert (with_a_day, closed.key_entry.standing) == (Standing.UNKNOWN, Standing.WATCH)


def test_what_was_filed_late_does_not_turn_into_on_time(closed):
    """Filed and then granted: the day of the filing stays held against the period's own."""
    grant(closed)
    filed = submit(closed.key_entry, closed.clerk)
    take_back_later_day(period=closed.period, units=[closed.lead_unit], by=closed.office)
    assert days(filed, closed.target_entry) == [DAY, None]
    assert grant(closed, due_on=date(2024, 4, 25)) == 1
    assert days(filed, closed.target_entry) == [DAY, date(2024, 4, 25)]


def test_what_is_taken_back_cannot_be_filed(closed):
    grant(closed)
    assert take_back_later_day(period=closed.period, units=[closed.lead_unit], by=closed.office) == 2
    assert Event.objects.first().after == {"单位": ["区教委"], "事项": 2, "单独的截止日期": "收回"}
    with pytest.raises(Refused, match="填报已截止"):
        submit(closed.key_entry, closed.clerk)
    with pytest.raises(Refused, match="没有可收回的单独开放"):
        take_back_later_day(period=closed.period, units=[closed.lead_unit], by=closed.office)


def test_a_day_of_its_own_ends_where_the_periods_reaches_it(cast):
    grant(cast, due_on=date(2024, 4, 10))
    grant(cast, cast.other_unit, due_on=date(2024, 4, 20))
    extend_period(period=cast.period, due_on=date(2024, 4, 15), reason="顺延。", by=cast.office)
    assert days(cast.key_entry, cast.other_entry) == [None, date(2024, 4, 20)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"due_on": date(2024, 4, 5)}, "单独的截止日期应晚于2024年一季度的截止日期2024年4月5日"),
        ({"reason": " "}, "请写明理由"),
        ({"by": "clerk"}, "当前账号不能管理该填报期"),
        ({"by": "stranger"}, "当前账号不能管理该填报期"),
    ],
)
def test_a_later_day_is_later_and_has_a_reason(cast, given, said):
    given = given | ({"by": cast.person(given["by"])} if "by" in given else {})
    with pytest.raises(Refused, match=said):
        grant(cast, **given)
    assert days(cast.key_entry) == [None]


def test_a_day_that_lies_behind_is_refused(cast, settings):
    settings.DUBAN_TODAY = date(2024, 5, 1)
    with pytest.raises(Refused, match="单独的截止日期不能早于今天"):
        grant(cast)


def test_a_unit_that_owes_nothing_needs_no_later_day(cast):
    submit(cast.other_entry, cast.other_clerk)
    with pytest.raises(Refused, match="所选单位没有未报送的事项，无需单独开放"):
        grant(cast, cast.other_unit)


@pytest.mark.parametrize("state", [PeriodState.PLANNED, PeriodState.ISSUED])
def test_only_an_open_or_closed_period_is_opened_apart(cast, state):
    cast.period.state = state
    cast.period.save()
    with pytest.raises(Refused, match="不能单独开放"):
        grant(cast)


@pytest.mark.django_db(transaction=True)
def test_a_filing_at_the_same_moment_is_kept_with_or_without_the_later_day():
    """Whoever comes first: nothing of either is lost."""
    cast = make_cast()
    told = refusals_at_one_moment(
        lambda: grant(cast),
        lambda: entry_actions.submit(entry=cast.key_entry, **content("建成一所。"), by=cast.clerk),
    )
    cast.key_entry.refresh_from_db()
    assert (told, cast.key_entry.state, cast.key_entry.text) == (["", ""], EntryState.SUBMITTED, "建成一所。")
    assert days(cast.target_entry, cast.livelihood_entry) == [DAY, DAY]
