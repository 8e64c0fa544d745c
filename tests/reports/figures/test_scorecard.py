"""考核's figures: who answers for what, what was in time, what is left out."""

from contextlib import contextmanager
from datetime import date, datetime

import pytest

from reports.figures import ScorecardFigures, UnitFigures, compute_scorecard_figures
from reports.scoring.costs import list_costs
from tasks import clock
from tasks.enums import (
    EntryState,
    Outcome,
    PeriodState,
    RequestKind,
    RequestState,
    ResponsibilityRole,
    SuccessionKind,
    TaskKind,
)
from tasks.filing.entry_actions import withdraw
from tasks.models import (
    ChangeRequest,
    Exclusion,
    Period,
    ProgressEntry,
    Responsibility,
    UnitSuccession,
)
from tasks.scoring.rules import FilingCounts, NoteCounts, RoleCounts, ScoringRules, compute_prices
from tests.acts import accept, give_back, submit
from tests.cast import EntryFactory, PeriodFactory, PlanFactory, TaskFactory, UnitFactory, judge
from tests.cooperation import ask, write

AFTER = date(2024, 4, 20)
#: 2024-04-05 is 清明节, the next day that is worked is Sunday the 7th
LAST_DAY = date(2024, 4, 7)


@contextmanager
def on(month: int, day: int, hour: int = 10):
    with clock.pin_clock(datetime(2024, month, day, hour, 30, tzinfo=clock.now().tzinfo)):
        yield


def figures(cast, period: Period | None = None, day: date = AFTER) -> ScorecardFigures:
    return compute_scorecard_figures(cast.plan, period or cast.period, on=day)


def of(card: ScorecardFigures, name: str) -> UnitFigures:
    return next(each for each in card.units if each.name == name)


def filing(cast, name: str = "区教委", day: date = AFTER) -> FilingCounts:
    return of(figures(cast, day=day), name).counts.filing


def later(cast, number: int, **given) -> Period:
    """A later period of the year, with an entry of every task of the plan."""
    day = {2: date(2024, 7, 5), 3: date(2024, 10, 8), 4: date(2025, 1, 6)}[number]
    period = PeriodFactory(plan=cast.plan, number=number, opens_on=day, due_on=day, **given)
    for task in cast.plan.tasks.all():
        EntryFactory(task=task, period=period)
    return period


def entry_in(period: Period, task) -> ProgressEntry:
    return ProgressEntry.objects.get(period=period, task=task)


def exclude(cast, entry: ProgressEntry) -> Exclusion:
    return Exclusion.objects.create(
        entry=entry,
        reason="洪灾",
        basis="区政府第5次常务会议",
        decided_at=clock.now(),
        decided_by=cast.office,
    )


def test_what_nobody_filed_is_missing_once_its_last_day_has_passed(cast):
    assert filing(cast, day=LAST_DAY) == FilingCounts()
    assert filing(cast, day=date(2024, 4, 8)) == FilingCounts(due=3, on_time=0, empty=3)


def test_a_filing_on_the_working_day_after_a_holiday_is_in_time_one_a_day_later_is_not(cast):
    with on(4, 7, 23):
        submit(cast.key_entry, cast.clerk)
    with on(4, 8, 0):
        submit(cast.target_entry, cast.clerk)
    assert filing(cast) == FilingCounts(due=3, on_time=1, empty=1)


def test_what_was_filed_in_time_and_returned_is_not_late_when_filed_again_later(cast):
    with on(4, 3):
        submit(cast.key_entry, cast.clerk)
    with on(4, 9):
        give_back(cast.key_entry, cast.office)
    with on(4, 12):
        submit(cast.key_entry, cast.clerk, "建成一所，8000平方米。")
    assert filing(cast) == FilingCounts(due=3, on_time=1, returns=(1,), empty=2)


def test_what_the_unit_took_back_itself_was_not_filed_until_it_was_filed_again(cast):
    with on(4, 3):
        submit(cast.key_entry, cast.clerk)
    with on(4, 4):
        withdraw(entry=cast.key_entry, by=cast.clerk)
    assert filing(cast) == FilingCounts(due=3, empty=3)
    with on(4, 9):
        submit(cast.key_entry, cast.clerk)
    assert filing(cast) == FilingCounts(due=3, on_time=0, empty=2)


def test_what_was_returned_and_never_filed_again_is_missing_when_the_period_closes(cast):
    with on(4, 3):
        submit(cast.key_entry, cast.clerk)
        give_back(cast.key_entry, cast.office)
    assert filing(cast) == FilingCounts(due=3, on_time=1, returns=(1,), empty=2)
    Period.objects.update(state=PeriodState.CLOSED)
    assert filing(cast) == FilingCounts(due=3, on_time=1, returns=(1,), empty=3)


def test_what_the_units_head_was_given_in_time_is_late_and_not_missing_until_the_period_closes(cast):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    with on(4, 3):
        submit(cast.key_entry, cast.clerk)
    assert filing(cast) == FilingCounts(due=3, on_time=0, empty=2)
    unit = of(figures(cast), "区教委")
    (counted,) = [one for one in unit.entries if one.assessed.entry == cast.key_entry]
    costs = list_costs(counted, compute_prices(unit.counts, ScoringRules()), 0)
    assert [(cost["part"], cost["why"]) for cost in costs] == [("按时报送", "4月3日交单位审核，待其审核，应于4月7日前")]
    Period.objects.update(state=PeriodState.CLOSED)
    assert filing(cast) == FilingCounts(due=3, on_time=0, empty=3)


def test_a_later_day_that_was_granted_is_the_one_that_counts(cast):
    cast.key_entry.due_on = date(2024, 4, 19)
    cast.key_entry.save()
    with on(4, 18):
        submit(cast.key_entry, cast.clerk)
    assert filing(cast) == FilingCounts(due=3, on_time=1, empty=2)


def test_what_came_out_of_a_document_was_filed_by_nobody(cast):
    ProgressEntry.objects.update(state=EntryState.ACCEPTED, text="建成一所。")
    judge(ProgressEntry.objects.get(pk=cast.key_entry.pk), Outcome.ON_TRACK)
    counts = of(figures(cast), "区教委").counts
    assert (counts.filing, counts.lead) == (FilingCounts(), RoleCounts(items=3, good=1, times=1))


def test_units_that_only_help_file_nothing(cast):
    judge(cast.key_entry, Outcome.LAGGING, "用地未落实")
    counts = of(figures(cast), "区财政局").counts
    assert (counts.lead, counts.filing) == (RoleCounts(), FilingCounts())
    assert counts.cooperate == RoleCounts(items=3, bad=1, times=1, behind=1)


def test_of_two_lead_units_the_first_files_both_answer_for_the_item(cast):
    Responsibility.objects.create(
        edition=cast.other_key.current,
        unit=cast.lead_unit,
        role=ResponsibilityRole.LEAD,
        position=2,
        label="区教委",
    )
    judge(cast.other_entry, Outcome.LAGGING, "进度慢")
    card = figures(cast)
    assert of(card, "区城市管理局").counts.lead == RoleCounts(items=1, bad=1, times=1, behind=1)
    assert of(card, "区城市管理局").counts.filing == FilingCounts(due=1, empty=1)
    assert of(card, "区教委").counts.lead == RoleCounts(items=4, bad=1, times=1, behind=1)
    assert of(card, "区教委").counts.filing == FilingCounts(due=3, empty=3)


def test_a_unit_that_leads_and_helps_in_one_item_leads(cast):
    Responsibility.objects.create(
        edition=cast.key.current,
        unit=cast.lead_unit,
        role=ResponsibilityRole.COOPERATE,
        position=9,
        label="区教委",
    )
    assert of(figures(cast), "区教委").counts.cooperate == RoleCounts()


def test_every_member_answers_for_what_its_group_was_named_for_and_none_of_them_for_the_filing(cast):
    group = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    towns = [UnitFactory(government=cast.government, name=name) for name in ("东镇", "西镇")]
    group.members.set(towns)
    task = TaskFactory(plan=cast.plan, kind=TaskKind.KEY, number=9, edition__lead=[group])
    judge(EntryFactory(task=task, period=cast.period), Outcome.ON_TRACK)
    card = figures(cast)
    for town in towns:
        each = of(card, town.name)
        assert (each.counts.lead, each.counts.filing) == (
            RoleCounts(items=1, good=1, times=1),
            FilingCounts(),
        )
        assert [one.duty.group for one in each.entries] == ["各镇街"]
    assert "各镇街" not in [each.name for each in card.units]


def test_an_item_without_any_unit_is_named_not_lost(cast):
    empty_group = UnitFactory(government=cast.government, name="有关单位", is_group=True)
    task = TaskFactory(plan=cast.plan, kind=TaskKind.KEY, number=9, edition__lead=[empty_group])
    entry = EntryFactory(task=task, period=cast.period)
    assert [each.entry for each in figures(cast).unassigned] == [entry]


def test_the_year_looks_at_the_last_judgement_and_counts_how_often_an_item_lagged_before(cast):
    half = later(cast, 2)
    third = later(cast, 3)
    judge(cast.key_entry, Outcome.LAGGING, "用地")
    judge(entry_in(half, cast.key), Outcome.LAGGING, "用地")
    judge(entry_in(third, cast.key), Outcome.ON_TRACK)
    judge(cast.target_entry, Outcome.ON_TRACK)
    judge(entry_in(half, cast.target), Outcome.LAGGING, "回落")
    year = compute_scorecard_figures(cast.plan, None, on=AFTER)
    assert of(year, "区教委").counts.lead == RoleCounts(items=3, good=1, bad=1, times=5, behind=3, lagged=2, again=1)
    # one period alone: what it judged, and whether the same lagged the period before
    assert of(figures(cast, half), "区教委").counts.lead == RoleCounts(items=3, bad=2, times=2, behind=2, again=1)


def test_at_the_end_of_the_year_reached_and_not_reached_are_told_apart(cast):
    year = later(cast, 4)
    judge(entry_in(year, cast.key), Outcome.REACHED)
    judge(entry_in(year, cast.target), Outcome.NOT_REACHED, "差200万")
    assert of(compute_scorecard_figures(cast.plan, None, on=AFTER), "区教委").counts.lead == RoleCounts(
        items=3, good=1, bad=1, reached=1, failed=1, times=2, behind=1
    )


def test_what_is_excluded_counts_nowhere_and_is_named(cast):
    half = later(cast, 2)
    judge(cast.key_entry, Outcome.ON_TRACK)
    entry = entry_in(half, cast.key)
    judge(entry, Outcome.LAGGING, "洪灾")
    exclude(cast, entry)
    card = figures(cast, half, day=date(2024, 7, 20))
    assert [each.entry for each in card.excluded] == [entry]
    assert of(card, "区教委").counts.lead == RoleCounts(items=2)
    assert of(card, "区教委").counts.filing == FilingCounts(due=2, empty=2)


def test_an_item_whose_last_judgement_is_excluded_has_no_result_rather_than_an_older_one(cast):
    half = later(cast, 2)
    judge(cast.key_entry, Outcome.LAGGING, "洪灾")
    judge(entry_in(half, cast.key), Outcome.LAGGING, "洪灾")
    exclude(cast, entry_in(half, cast.key))
    side = of(compute_scorecard_figures(cast.plan, None, on=AFTER), "区教委").counts.lead
    assert side == RoleCounts(items=3, times=1, behind=1, lagged=1)


def test_a_lag_after_an_excluded_one_is_no_lagging_again(cast):
    half = later(cast, 2)
    judge(cast.key_entry, Outcome.LAGGING, "洪灾")
    judge(entry_in(half, cast.key), Outcome.LAGGING, "进度慢")
    exclude(cast, cast.key_entry)
    assert of(figures(cast, half), "区教委").counts.lead.again == 0


def test_a_text_copied_from_the_period_before_counts_unless_the_item_was_reached_by_then(cast):
    half = later(cast, 2)
    with on(4, 2):
        for entry in (cast.key_entry, cast.target_entry, cast.livelihood_entry):
            submit(entry, cast.clerk, "建成一所。")
    judge(cast.livelihood_entry, Outcome.REACHED)
    with on(7, 4):
        submit(entry_in(half, cast.key), cast.clerk, " 建成 一所。\n")
        submit(entry_in(half, cast.target), cast.clerk, "建成二所。")
        submit(entry_in(half, cast.livelihood), cast.clerk, "建成一所。")
    day = date(2024, 7, 20)
    assert of(figures(cast, half, day), "区教委").counts.filing == FilingCounts(due=3, on_time=3, copied=1)
    # mended after it was returned, it is no copy any more
    with on(7, 5):
        give_back(entry_in(half, cast.key), cast.office)
        submit(entry_in(half, cast.key), cast.clerk, "建成一所半。")
        accept(entry_in(half, cast.key), cast.office)
    assert of(figures(cast, half, day), "区教委").counts.filing == FilingCounts(due=3, on_time=3, returns=(1,))


def test_granted_requests_are_counted_for_who_asked(cast):
    for state in (RequestState.GRANTED, RequestState.REFUSED):
        ChangeRequest.objects.create(
            kind=RequestKind.EXTEND_DUE,
            task=cast.key,
            period=cast.period,
            unit=cast.lead_unit,
            reason="用地调整",
            filed_at=clock.now(),
            filed_by=cast.clerk,
            state=state,
            decision="已阅",
            decided_at=clock.now(),
            decided_by=cast.office,
        )
    card = figures(cast)
    assert [(each.name, each.counts.granted) for each in card.units] == [
        ("区城市管理局", 0),
        ("区教委", 1),
        ("区财政局", 0),
    ]


def test_who_led_earlier_answers_for_its_own_time_alone(cast):
    half = later(cast, 2)
    judge(cast.other_entry, Outcome.LAGGING, "进度慢")
    entry = entry_in(half, cast.other_key)
    judge(entry, Outcome.LAGGING, "进度慢")
    edition = cast.other_key.editions.create(since=2, text=cast.other_key.current.text)
    Responsibility.objects.create(
        edition=edition, unit=cast.lead_unit, role=ResponsibilityRole.LEAD, position=1, label="区教委"
    )
    ProgressEntry.objects.filter(pk=entry.pk).update(edition=edition)
    year = compute_scorecard_figures(cast.plan, None, on=AFTER)
    assert of(year, "区城市管理局").counts.lead == RoleCounts(items=1, times=1, behind=1, lagged=1)
    assert of(year, "区教委").counts.lead == RoleCounts(items=4, bad=1, times=1, behind=1)


def succeed(former, successor, kind=SuccessionKind.RENAMED, since=date(2024, 3, 1)) -> None:
    UnitSuccession.objects.create(former=former, successor=successor, kind=kind, since=since)


def test_a_unit_that_was_renamed_is_one_unit_this_year_and_last(cast):
    last_year = PlanFactory(government=cast.government, year=2023)
    old = UnitFactory(government=cast.government, name="区城管局")
    succeed(old, cast.other_unit)
    period = PeriodFactory(plan=last_year, opens_on=date(2023, 3, 21), due_on=date(2023, 4, 5))
    for number, outcome in ((1, Outcome.ON_TRACK), (2, Outcome.LAGGING)):
        task = TaskFactory(plan=last_year, number=number, edition__lead=[old])
        judge(EntryFactory(task=task, period=period), outcome, "进度慢")
    task = TaskFactory(plan=cast.plan, kind=TaskKind.KEY, number=8, edition__lead=[old])
    EntryFactory(task=task, period=cast.period)
    card = figures(cast)
    unit = of(card, "区城市管理局")
    assert unit.counts.lead.items == 2
    assert unit.former == ("区城管局",)
    assert unit.before.lead == RoleCounts(items=2, good=1, bad=1, times=2, behind=1)
    assert of(card, "区教委").before is None
    assert "区城管局" not in [each.name for each in card.units]


@pytest.mark.parametrize(
    ("kind", "since"), [(SuccessionKind.SPLIT, date(2024, 3, 1)), (SuccessionKind.RENAMED, date(2024, 6, 1))]
)
def test_after_a_split_and_before_its_day_a_succession_moves_nothing(cast, kind, since):
    new = UnitFactory(government=cast.government, name="区新局")
    succeed(cast.other_unit, new, kind, since)
    assert [each.name for each in figures(cast).units] == ["区城市管理局", "区教委", "区财政局"]


def test_units_that_succeed_each_other_in_a_circle_stay_themselves(cast):
    succeed(cast.lead_unit, cast.other_unit)
    succeed(cast.other_unit, cast.lead_unit)
    assert {each.name for each in figures(cast).units} <= {"区城市管理局", "区教委", "区财政局"}


def test_another_government_s_units_and_items_are_not_there(cast):
    card = figures(cast)
    entries = {each.assessed.entry for unit in card.units for each in unit.entries}
    assert cast.foreign_entry not in entries


@pytest.mark.parametrize("size", [1, 30])
def test_the_figures_take_a_fixed_number_of_queries(cast, count_queries, size):
    last_year = PlanFactory(government=cast.government, year=2023)
    PeriodFactory(plan=last_year)
    half = later(cast, 2)
    for number in range(10, 10 + size):
        units = [UnitFactory(government=cast.government) for _ in range(3)]
        task = TaskFactory(plan=cast.plan, kind=TaskKind.KEY, number=number, edition__lead=units)
        entry = EntryFactory(task=task, period=cast.period, text="一")
        judge(entry, Outcome.ON_TRACK)
        exclude(cast, EntryFactory(task=task, period=half))
    with count_queries(10):
        compute_scorecard_figures(cast.plan, None, on=AFTER)


def test_what_a_unit_was_asked_for_counts_once_it_is_answered_or_late(cast):
    """5 April is a holiday, so the last day is the 7th."""
    ask(cast)
    assert of(figures(cast, day=LAST_DAY), "区财政局").counts.notes == NoteCounts()
    assert of(figures(cast, day=date(2024, 4, 8)), "区财政局").counts.notes == NoteCounts(asked=1, on_time=0)
    with on(4, 7):
        write(cast)
    assert of(figures(cast), "区财政局").counts.notes == NoteCounts(asked=1, on_time=1)
    assert of(figures(cast), "区教委").counts.notes == NoteCounts()


def test_what_was_answered_after_its_day_is_late_and_what_was_written_unasked_counts_nowhere(cast):
    write(cast)
    assert of(figures(cast), "区财政局").counts.notes == NoteCounts()
    ask(cast)
    with on(4, 8):
        write(cast, "已拨付资金600万元。")
    assert of(figures(cast), "区财政局").counts.notes == NoteCounts(asked=1, on_time=0)


def test_an_entry_that_does_not_count_takes_its_asks_along(cast):
    ask(cast)
    exclude(cast, cast.key_entry)
    assert of(figures(cast), "区财政局").counts.notes == NoteCounts()
