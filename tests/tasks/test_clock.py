"""The business date: pinned for the demonstration, real everywhere else."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from tasks import clock


def test_a_pinned_installation_lives_on_that_day_at_the_present_time_of_day(settings):
    settings.DUBAN_TODAY = date(2024, 4, 2)
    real = timezone.localtime()
    moment = clock.now()
    assert clock.today() == date(2024, 4, 2)
    assert (moment.year, moment.month, moment.day) == (2024, 4, 2)
    passed = timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)
    expected = timedelta(hours=real.hour, minutes=real.minute, seconds=real.second)
    assert (passed - expected) % timedelta(days=1) < timedelta(minutes=1)


def test_an_installation_without_a_date_lives_today(settings):
    settings.DUBAN_TODAY = None
    before = timezone.now()
    moment = clock.now()
    assert before <= moment <= timezone.now()


def test_the_day_begins_at_midnight_in_shanghai(settings):
    settings.DUBAN_TODAY = None
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert isinstance(clock.now(), datetime)
    assert clock.today() == timezone.localdate()


def test_a_block_may_stand_at_another_moment():
    with clock.pin_clock(datetime(2024, 3, 25, 1, 30, tzinfo=UTC)):
        assert (clock.today(), clock.now().hour) == (date(2024, 3, 25), 9)
    assert clock.today() == date(2024, 4, 2)
