"""The properties of an entry."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tasks.enums import EntryState

HERE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("state", "filed_at", "on", "days"),
    [
        (EntryState.BLANK, None, date(2024, 4, 5), 0),
        # 清明 and the weekend are free, Sunday the 7th is worked: what is due on the 5th is in time until then
        (EntryState.BLANK, None, date(2024, 4, 6), 0),
        (EntryState.BLANK, None, date(2024, 4, 8), 1),
        (EntryState.SUBMITTED, datetime(2024, 4, 4, 9, tzinfo=HERE), date(2024, 4, 8), 0),
        (EntryState.SUBMITTED, datetime(2024, 4, 7, 9, tzinfo=HERE), date(2024, 5, 8), 0),
        # past midnight here, though not yet in Greenwich
        (EntryState.SUBMITTED, datetime(2024, 4, 8, 0, 30, tzinfo=HERE), date(2024, 5, 8), 1),
        # the clerk has filed it with the head, the office has not got it
        (EntryState.CONFIRMING, datetime(2024, 4, 4, 9, tzinfo=HERE), date(2024, 4, 8), 1),
    ],
)
def test_working_days_late_count_until_the_filing_or_until_today(cast, state, filed_at, on, days):
    cast.key_entry.state, cast.key_entry.submitted_at = state, filed_at
    assert cast.key_entry.count_days_late(on) == days


def test_what_was_returned_is_owed_and_not_overdue(cast):
    entry = cast.key_entry
    entry.state = EntryState.RETURNED
    late = date(2024, 5, 1)
    assert (entry.is_owed, entry.is_overdue(late), entry.is_past_filing(late)) == (True, False, True)
