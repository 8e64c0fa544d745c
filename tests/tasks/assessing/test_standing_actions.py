"""预警: computing and saving the standings of entries."""

from datetime import date

from tasks.assessing.indicator_actions import propose_indicators
from tasks.assessing.standing_actions import assess_entries, assess_period
from tasks.enums import EntryState, EventKind, PeriodState, Standing
from tasks.models import Event, Period, ProgressEntry, Reading
from tests.cast import EntryFactory, PeriodFactory

ON = date(2024, 4, 2)


def filed(entry: ProgressEntry, text: str) -> ProgressEntry:
    entry.text, entry.state = text, EntryState.SUBMITTED
    entry.save()
    return entry


def half_year(cast) -> Period:
    return PeriodFactory(
        plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5), state=PeriodState.OPEN
    )


def test_a_fifth_of_the_target_at_half_year_is_lagging_with_its_arithmetic(cast):
    entry = filed(EntryFactory(task=cast.other_key, period=half_year(cast)), "上半年新增公共停车位1400个。")
    assess_entries([entry], on=date(2024, 7, 1))
    behind = next(signal for signal in entry.signals if signal["code"] == "behind_course")
    assert entry.standing == Standing.LAGGING
    assert behind["arithmetic"] == "1400 ÷ 7000 = 20 %，时间进度 50 %"
    assert "新增公共停车位1400个" in behind["quote"]


def test_half_of_the_target_at_half_year_is_normal(cast):
    entry = filed(EntryFactory(task=cast.other_key, period=half_year(cast)), "上半年新增公共停车位3600个。")
    assess_entries([entry], on=date(2024, 7, 1))
    assert (entry.standing, entry.signals) == (Standing.NORMAL, [])


def test_a_blank_reading_is_not_zero_and_goes_before_the_text(cast):
    propose_indicators(plan=cast.plan, by=cast.office)
    entry = filed(EntryFactory(task=cast.other_key, period=half_year(cast)), "上半年新增公共停车位3600个。")
    Reading.objects.create(entry=entry, indicator=cast.other_key.indicators.get(), value=None)
    assess_entries([entry], on=date(2024, 7, 1))
    assert "no_figure" in [signal["code"] for signal in entry.signals]
    assert "behind_course" not in [signal["code"] for signal in entry.signals]


def test_a_draft_is_the_unit_s_own_and_is_not_read(cast):
    cast.other_entry.text, cast.other_entry.state = "新增公共停车位100个。", EntryState.DRAFT
    assess_entries([cast.other_entry], on=ON)
    assert (cast.other_entry.standing, cast.other_entry.signals) == (Standing.UNKNOWN, [])


def test_silence_turns_into_a_signal_only_when_the_due_date_has_passed(cast):
    # 4月5日 is 清明节: the working day after the holiday is 4月7日, a Sunday
    before = assess_entries([cast.other_entry], on=date(2024, 4, 7))[0].signals
    after = assess_entries([cast.other_entry], on=date(2024, 4, 8))[0].signals
    assert "no_entry" not in [signal["code"] for signal in before]
    assert "no_entry" in [signal["code"] for signal in after]


def test_a_period_is_stored_with_one_event_and_a_second_run_records_nothing(cast):
    filed(cast.other_entry, "新增公共停车位100个。")
    assess_period(period=cast.period, on=ON, by=None)
    assess_period(period=cast.period, on=ON, by=None)
    stored = ProgressEntry.objects.get(pk=cast.other_entry.pk)
    assert (stored.standing, stored.assessed_on) == (Standing.LAGGING, ON)
    assert Event.objects.filter(kind=EventKind.ENTRIES_ASSESSED).count() == 1


def test_assessing_leaves_the_office_s_judgement_alone(cast):
    before = ProgressEntry.objects.values("text", "state", "judgement", "revision").get(pk=cast.other_entry.pk)
    assess_period(period=cast.period, on=ON, by=None)
    assert ProgressEntry.objects.values("text", "state", "judgement", "revision").get(pk=cast.other_entry.pk) == before


def test_a_period_is_gathered_in_a_fixed_number_of_queries(cast, count_queries):
    entries = cast.period.entries.select_related("period__plan__government", "task", "edition")
    with count_queries(7):
        assess_entries(entries[:1], on=ON)
    with count_queries(7):
        assess_entries(entries, on=ON)
