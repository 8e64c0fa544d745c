"""What became of an item's day, in words and as a colour."""

from datetime import date

import pytest

from tasks.enums import EndingKind
from tasks.plans.deadline_actions import settle_deadlines
from tasks.plans.due_items import DueMark, mark_done_day, mark_due_day
from tests.acts import submit
from tests.tasks.ending.years import end

MARCH = date(2024, 3, 20)


@pytest.mark.parametrize(
    ("done", "mark"),
    [
        (date(2024, 6, 25), DueMark("按期完成（2024年6月25日）", "ok")),
        (date(2024, 6, 30), DueMark("按期完成（2024年6月30日）", "ok")),
        (date(2024, 7, 8), DueMark("逾期 8 天完成（2024年7月8日）", "watch")),
        (None, DueMark("已完成", "ok")),
    ],
)
def test_a_day_is_met_or_missed(done, mark):
    assert mark_done_day(date(2024, 6, 30), done) == mark


def mark(cast, on: date | None) -> DueMark:
    cast.key_entry.refresh_from_db()
    cast.key.refresh_from_db()
    return mark_due_day(cast.key, on, date(2024, 4, 2), cast.key_entry)


def test_a_day_that_has_passed_is_late_until_its_completion_is_reported(cast):
    settle_deadlines(plan=cast.plan, days={cast.key.pk: MARCH}, by=cast.office)
    assert mark(cast, None) == DueMark("")
    assert mark(cast, date(2024, 4, 5)) == DueMark("还有 3 天")
    assert mark(cast, MARCH) == DueMark("逾期未完成，已过 13 天", "late")
    submit(cast.key_entry, cast.clerk, "建成小学两所，投用中学一所。")
    assert mark(cast, MARCH) == DueMark("时限已过 13 天，单位报告已完成，待研判", "watch")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (EndingKind.DONE, DueMark("按期完成（2024年3月19日）", "ok")),
        (EndingKind.SUSPENDED, DueMark("已停办，不再计时限")),
    ],
)
def test_what_ended_is_late_no_more(cast, kind, told):
    end(cast, kind, on=date(2024, 3, 19))
    assert mark(cast, MARCH) == told
