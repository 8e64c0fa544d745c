"""Days that are worked, or free, otherwise than published."""

from datetime import date

import pytest

from tasks.enums import EventKind
from tasks.models import Event, Government
from tasks.organisation.calendar_actions import clear_day, set_days
from tasks.permissions import Refused


def stored(cast) -> dict:
    return Government.objects.get(pk=cast.government.pk).calendar


def rest(cast, first: date, last: date | None = None, works: bool = False, by=None) -> list[date]:
    return set_days(government=cast.government, first=first, last=last or first, works=works, by=by or cast.office)


def test_only_the_days_that_change_are_kept(cast):
    # Friday to Monday: the weekend is free anyway
    assert rest(cast, date(2024, 7, 5), date(2024, 7, 8)) == [date(2024, 7, 5), date(2024, 7, 8)]
    assert stored(cast) == {"2024-07-05": False, "2024-07-08": False}
    days = Government.objects.get(pk=cast.government.pk).workdays
    assert days.before(date(2024, 7, 9), 1) == date(2024, 7, 4)


def test_the_trail_says_what_each_day_was_and_is(cast):
    rest(cast, date(2024, 7, 6), works=True)
    clear_day(government=cast.government, day=date(2024, 7, 6), by=cast.administrator)
    assert [(event.kind, event.before, event.after) for event in Event.objects.order_by("pk")] == [
        (EventKind.CALENDAR_CHANGED, {"2024-07-06": "按公布安排"}, {"2024-07-06": "上班"}),
        (EventKind.CALENDAR_CHANGED, {"2024-07-06": "上班"}, {"2024-07-06": "按公布安排"}),
    ]
    assert stored(cast) == {}


def test_what_is_set_back_to_the_published_is_no_longer_kept(cast):
    rest(cast, date(2024, 7, 5))
    rest(cast, date(2024, 7, 5), works=True)
    assert stored(cast) == {}


@pytest.mark.parametrize(
    ("first", "last", "works", "said"),
    [
        (date(2024, 7, 5), date(2024, 7, 4), False, "结束日期不能早于开始日期。"),
        (date(2024, 7, 1), date(2024, 8, 1), False, "一次最多设置 31 天，请分次设置。"),
        (date(2024, 7, 6), date(2024, 7, 7), False, "所选日期本来就是休息，无需设置。"),
        (date(2024, 4, 7), date(2024, 4, 7), True, "所选日期本来就是上班，无需设置。"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(cast, first, last, works, said):
    with pytest.raises(Refused) as refusal:
        rest(cast, first, last, works)
    assert (str(refusal.value), stored(cast), Event.objects.count()) == (said, {}, 0)


def test_a_day_that_was_not_set_cannot_be_taken_back(cast):
    with pytest.raises(Refused, match="2024年7月5日没有单独设置"):
        clear_day(government=cast.government, day=date(2024, 7, 5), by=cast.office)


def test_nobody_else_changes_the_calendar(cast):
    for person in (cast.clerk, cast.leader, cast.stranger, cast.outside_administrator):
        with pytest.raises(Refused, match="不能进行此项操作"):
            rest(cast, date(2024, 7, 5), by=person)
