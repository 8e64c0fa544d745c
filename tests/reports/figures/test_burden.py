"""减负: what was asked of each unit, and what it wrote for it."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from reports.figures import compute_burden
from reports.figures.burden import BurdenFigures
from tasks import clock
from tasks.enums import Comparison, IndicatorKind, IndicatorState, ReminderKind
from tasks.models import Indicator, Period
from tasks.models.entry_fields import ASKED
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tests.acts import give_back, save, submit
from tests.cast import EntryFactory, PeriodFactory, TaskFactory, UnitFactory


@contextmanager
def on(day: int, hour: int = 10):
    with clock.pin_clock(datetime(2024, 4, day, hour, tzinfo=clock.now().tzinfo)):
        yield


def asked_of(cast, name: str, period: Period | None = None) -> BurdenFigures:
    burden = compute_burden(period or cast.period)
    return next(each.now for each in burden.units if each.name == name)


def tell(cast, entry, kind: ReminderKind, key: str, *, to=None, unit="own") -> None:
    person = to or cast.clerk
    told_in_the_name_of = person.unit_id if unit == "own" else unit
    line = replace(build_message_line(kind, key, "请报送", entry), unit_id=told_in_the_name_of)
    put_notice(message=Message(person, "催办", [line]), by=cast.office)


def indicator(task, state: IndicatorState) -> Indicator:
    return Indicator.objects.create(
        task=task,
        position=task.indicators.count() + 1,
        measure="学位",
        comparison=Comparison.AT_LEAST,
        value=3000,
        unit="个",
        kind=IndicatorKind.CUMULATIVE,
        state=state,
    )


def test_items_and_fields_are_asked_of_the_first_lead_unit(cast):
    indicator(cast.livelihood, IndicatorState.CONFIRMED)
    indicator(cast.livelihood, IndicatorState.REJECTED)
    asked = asked_of(cast, "区教委")
    assert (asked, asked.fields) == (BurdenFigures(items=3, indicators=1), 3 * len(ASKED) + 1)
    assert [each.name for each in compute_burden(cast.period).units] == ["区教委", "区城市管理局"]


def test_words_are_those_handed_over_without_blanks(cast):
    submit(cast.key_entry, cast.clerk, "建成 一所。\n", problem="用地 紧", next_step="协调")
    save(cast.target_entry, cast.clerk, "草稿不算。")
    assert asked_of(cast, "区教委").words == 10


def test_a_reminder_to_two_people_of_a_unit_is_one_and_a_digest_of_two_items_one_day(cast):
    with on(3):
        for person in (cast.clerk, cast.unit_head):
            tell(cast, cast.key_entry, ReminderKind.COMING_DUE, "coming/entry:1", to=person)
        tell(cast, cast.target_entry, ReminderKind.COMING_DUE, "coming/entry:2")
    with on(5):
        tell(cast, cast.key_entry, ReminderKind.DUE, "due/entry:1")
        tell(cast, cast.key_entry, ReminderKind.MANUAL, "manual/entry:1/5")
    assert asked_of(cast, "区教委") == BurdenFigures(items=3, automatic=2, reminded=3, manual=1, urged=1)


@pytest.mark.parametrize(
    "kind",
    [ReminderKind.REQUEST, ReminderKind.COORDINATION, ReminderKind.ESCALATED, ReminderKind.PLAN_CHANGED],
)
def test_what_answers_or_informs_asks_nothing(cast, kind):
    tell(cast, cast.key_entry, kind, "answer/1")
    tell(cast, cast.key_entry, ReminderKind.OVERDUE, "overdue/1", to=cast.leader, unit=None)
    assert asked_of(cast, "区教委") == BurdenFigures(items=3)


def test_an_item_asked_for_by_hand_or_returned_twice_is_named(cast):
    submit(cast.key_entry, cast.clerk)
    give_back(cast.key_entry, cast.office)
    submit(cast.target_entry, cast.clerk)
    give_back(cast.target_entry, cast.office)
    for person in (cast.clerk, cast.other_clerk):
        tell(cast, cast.key_entry, ReminderKind.MANUAL, "manual/entry:1/2", to=person)
    burden = compute_burden(cast.period)
    assert [(each.entry, each.unit, each.manual, each.returned) for each in burden.repeated] == [
        (cast.key_entry, "区教委", 1, 1)
    ]


def test_the_period_stands_beside_the_one_before_and_all_units_together(cast):
    half = PeriodFactory(plan=cast.plan, number=2)
    submit(cast.key_entry, cast.clerk, "建成一所。")
    entry = EntryFactory(task=cast.key, period=half)
    submit(entry, cast.clerk, "建成一所半多一些。")
    give_back(entry, cast.office)
    burden = compute_burden(half)
    assert burden.previous == cast.period
    assert [(each.name, each.now, each.before) for each in burden.units] == [
        ("区教委", BurdenFigures(items=1, returned=1, words=9), BurdenFigures(items=3, words=5)),
        ("区城市管理局", BurdenFigures(), BurdenFigures(items=1)),
    ]
    assert (burden.total, burden.before) == (
        BurdenFigures(items=1, returned=1, words=9),
        BurdenFigures(items=4, words=5),
    )
    assert compute_burden(cast.period).previous is None


@pytest.mark.parametrize("size", [1, 20])
def test_the_figures_take_a_fixed_number_of_queries(cast, count_queries, size):
    half = PeriodFactory(plan=cast.plan, number=2)
    for number in range(10, 10 + size):
        task = TaskFactory(plan=cast.plan, number=number, edition__lead=[UnitFactory(government=cast.government)])
        indicator(task, IndicatorState.CONFIRMED)
        EntryFactory(task=task, period=cast.period)
        tell(cast, EntryFactory(task=task, period=half), ReminderKind.MANUAL, f"manual/{number}")
    with count_queries(6):
        compute_burden(half)


def test_the_page_is_the_office_s_and_names_what_was_asked(cast, sign_in):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    for number in (1, 2):
        tell(cast, cast.key_entry, ReminderKind.MANUAL, f"manual/{number}")
    page = sign_in(cast.office).get("/burden/").content.decode()
    assert "减负：2024年一季度要求单位报送的情况" in page
    assert "反复要的事项" in page
    assert sign_in(cast.clerk).get("/burden/").status_code == 403
