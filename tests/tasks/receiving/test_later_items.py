"""签收 of what comes to a unit after the office has opened the signing: five working days, never overdue at once."""

from datetime import date, datetime

import pytest

from tasks import clock
from tasks.models import Receipt
from tasks.receiving.receipt_notice_actions import remind_to_sign
from tasks.receiving.receipts import ItemReceipt, group_receipts_by_unit, list_item_receipts
from tests.pages import found, rows
from tests.tasks.adjusting.changing import add, amend, content, let_lead, say, undo
from tests.tasks.receiving.test_receipt_actions import DAY, opened, own, sign

LATER = datetime(2024, 5, 20, 9, tzinfo=clock.now().tzinfo)
LAST_DAY = date(2024, 5, 27)


@pytest.fixture
def later(cast):
    """The last day of the plan has passed; 区教委 has signed for all, 区城市管理局 for nothing."""
    opened(cast)
    sign(cast, own(cast.target), own(cast.livelihood), own(cast.key))
    with clock.pin_clock(LATER):
        yield cast


def row_of(cast, task, unit) -> ItemReceipt:
    [row] = list_item_receipts(cast.plan, [unit.pk], [task.pk])
    return row


def days(cast, task, unit) -> tuple[date | None, bool]:
    row = row_of(cast, task, unit)
    return row.due_on, row.is_overdue(clock.today())


def test_an_item_added_later_is_signed_for_within_five_working_days(later):
    added = add(later).task
    assert days(later, added, later.other_unit) == (LAST_DAY, False)
    assert days(later, later.other_key, later.other_unit) == (DAY, True)


def test_so_does_a_unit_that_comes_to_lead_an_item_while_who_led_it_keeps_its_day(later):
    amend(later, let_lead(later.other_unit, later.cooperating_unit), task=later.other_key)
    assert days(later, later.other_key, later.cooperating_unit) == (LAST_DAY, False)
    assert days(later, later.other_key, later.other_unit) == (DAY, True)


def test_another_wording_gives_nobody_more_days_and_takes_none(later):
    added = add(later).task
    with clock.pin_clock(datetime(2024, 6, 3, 9, tzinfo=LATER.tzinfo)):
        amend(later, say("新增公共停车位8000个"), task=later.other_key)
        amend(later, say("新建社区食堂6个"), task=added)
        assert days(later, later.other_key, later.other_unit) == (DAY, True)
        assert days(later, added, later.other_unit) == (LAST_DAY, True)


def test_a_lead_that_comes_back_has_five_working_days_again(later):
    change = amend(later, let_lead(later.lead_unit), task=later.other_key)
    undo(later, change)
    assert days(later, later.other_key, later.other_unit) == (LAST_DAY, False)


def test_what_is_added_while_the_plans_day_is_far_enough_has_that_day(cast):
    opened(cast)
    assert days(cast, add(cast).task, cast.other_unit) == (DAY, False)


def test_before_the_signing_is_opened_there_is_no_day(cast):
    assert days(cast, add(cast).task, cast.other_unit) == (None, False)


def test_a_reminder_says_each_day(later):
    add(later)
    add(later, content=content(later, "新建口袋公园8个"))
    remind_to_sign(plan=later.plan, units=[later.other_unit.pk], line="", by=later.office)
    assert later.other_clerk.notices.latest("pk").body == (
        "区城市管理局牵头的 3 项2024年任务还没有签收，应于4月10日前签收（其中 2 项为5月27日），1 项已逾期 27 个工作日。"
    )


def test_the_pages_say_the_day_and_no_unit_is_late_with_it(later, sign_in):
    sign(later, own(later.other_key), by=later.other_clerk, unit=later.other_unit)
    add(later)
    unit = sign_in(later.other_clerk).get("/receipts/")
    assert found(unit, "p.sub") == [
        "区城市管理局牵头的2024年任务 2 项，2024年5月27日前签收 · 还有 1 项未签收，还剩 5 个工作日"
    ]
    assert found(unit, "td.state") == ["已签收", "未签收 5月27日前签收"]
    office = sign_in(later.office).get("/receipts/units/")
    assert (rows(office)[0][:4], found(office, ".is-late")) == (["区城市管理局", "2", "1", "1"], [])


def test_all_this_is_read_from_the_item_and_not_from_what_was_said(later):
    add(later)
    [unit] = [each for each in group_receipts_by_unit(list_item_receipts(later.plan)) if each.owed]
    assert list(unit.owed_by_day) == [DAY, LAST_DAY]
    assert Receipt.objects.filter(unit=later.other_unit).count() == 0
