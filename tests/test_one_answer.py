"""A fact has one answer, whoever is asked: boards, queue, reminders, rules, checks, scorecard, tables."""

import pytest

from reports.figures import (
    compute_burden,
    compute_pending_work,
    compute_scorecard_figures,
    count_items_by_kind,
    list_units_by_lateness,
)
from reports.figures.assessed import list_assessed_entries
from reports.figures.holders import build_unit_structure
from reports.reminding.letters import describe_entry_state
from reports.reporting.highlights import build_highlight_sheets
from tasks.assessing import facts
from tasks.assessing.earlier import find_last_filed_entry, find_previous_period, index_previous_entries
from tasks.assessing.likeness import is_unchanged
from tasks.assessing.streaks import filter_by_outcome_change
from tasks.checking.gather import build_checked_document
from tasks.enums import EntryState, LagChange, PeriodState, ReminderKind, Role, TaskKind
from tasks.filing.entries import list_period_entries
from tasks.filing.openings import list_unit_openings
from tasks.judging.queue import build_judging_queue
from tasks.judging.review_queue import get_filer_name as name_of
from tasks.models import Period, ProgressEntry, Responsibility
from tasks.permissions import is_in_filing_unit
from tasks.reminding.automatic import build_owed_item, compose_due_mailing, get_entry_unit_name
from tasks.reminding.manual import compose_mailing, get_reminder_kind, list_owed_entries
from tasks.reminding.recipients import RecipientDirectory
from tests.cast import name_units
from tests.histories import LAST_FRIDAY, TODAY, live, over_histories, streak_in

NUMERALS = {2: "两", 3: "三", 4: "四"}


@pytest.fixture
def year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return cast


def each(cast, history):
    """Number and entry of each period in which the item is listed."""
    return [(n, entry) for n, entry in enumerate(live(cast, history), start=1) if entry]


@over_histories
def test_a_streak_as_the_office_sees_it_is_one_number_on_queue_board_and_in_the_rules(year, history):
    for number, entry in each(year, history):
        entries = list_period_entries(year.office, entry.period)
        (item,) = build_judging_queue(entries, entry.period)
        ((_, known),) = facts.gather_facts([entry], on=TODAY)
        streak = streak_in(history, number, "stood_behind")
        assert item.streak == streak
        assert (item.change == "连续滞后") == (streak >= 2)
        assert (known.behind_before + 1 if entry.stood_behind else 0) == streak
        assert [one.entry for one in compute_pending_work(entry.period, entries, [item]).again] == [entry] * (
            streak >= 2
        )


@over_histories
def test_a_judged_streak_is_one_number_on_list_table_scorecard_and_in_reminders(year, history):
    lived = each(year, history)
    for number, entry in lived:
        again = streak_in(history, number, "is_judged_behind") >= 2
        of_period = ProgressEntry.objects.filter(period=entry.period)
        assert filter_by_outcome_change(of_period, entry.period, LagChange.AGAIN).exists() == again
        rows = [row for sheet in build_highlight_sheets(entry.period) if "对比" in sheet.title for row in sheet.rows]
        assert any(row[0] == LagChange.AGAIN.label for row in rows) == again
        card = compute_scorecard_figures(year.plan, entry.period, on=TODAY)
        counted = [one for unit in card.units if unit.unit == year.lead_unit.pk for one in unit.entries]
        assert [one.is_again for one in counted] == [again]
    judged = [number for number, entry in lived if entry.judgement]
    streak = streak_in(history, judged[-1], "is_judged_behind") if judged else 0
    told = [
        one.text for one in compose_due_mailing(year.government, TODAY).lines if one.kind == ReminderKind.LAGGING_TWICE
    ]
    wanted = [f"连续{NUMERALS[streak]}期研判为滞后"] if streak >= 2 else []
    assert [text.partition("：")[2].partition("，")[0] for text in told] == wanted


@over_histories
def test_the_previous_period_is_the_last_that_has_begun(year, history):
    live(year, history)
    periods = list(Period.objects.filter(plan=year.plan).select_related("plan__government"))
    for period in periods:
        begun = [one for one in periods if one.number < period.number and one.state != PeriodState.PLANNED]
        last = begun[-1] if begun else None
        assert find_previous_period(period) == last
        assert compute_burden(period).previous == last
        assert {one.period_id for one in index_previous_entries(period).values()} <= {last and last.pk}


@over_histories
def test_texts_are_held_against_those_of_the_last_filed_entry(year, history):
    lived = each(year, history)
    for number, entry in lived:
        filed = [one for at, one in lived if at < number and history[at - 1].is_filed]
        last = filed[-1] if filed else None
        assert find_last_filed_entry(entry) == last
        ((_, known),) = facts.gather_facts([entry], on=TODAY)
        (item,) = build_checked_document(entry.period, narrative=()).items
        assert known.previous_progress == item.previous == (last.text if last else None)
        if last:
            copied = not entry.is_with_unit and is_unchanged(last.text, entry.text)
            (queued,) = build_judging_queue(list_period_entries(year.office, entry.period), entry.period)
            assert queued.change != "与上期文字相同" or copied


@over_histories
def test_what_is_filed_owed_and_overdue_is_the_same_for_everybody(year, history):
    people = RecipientDirectory(year.government)
    for number, entry in each(year, history):
        filed, period = history[number - 1].is_filed, entry.period
        entries = list_period_entries(year.office, period)
        ((_, known),) = facts.gather_facts([entry], on=TODAY)
        (item,) = build_checked_document(period, narrative=()).items
        counted = count_items_by_kind(entries, {})[TaskKind.KEY]
        assert {known.is_filed, item.is_filed, bool(counted.told)} == {filed}

        owed = entry.is_owed
        assert [one == entry for one in list_owed_entries(year.office, period)] == [True] * owed
        mailing = compose_mailing(period, [entry.pk], [Role.CLERK], TODAY)
        assert ([*mailing.entries.values()], mailing.filed) == (([entry], []) if owed else ([], [entry]))
        (opening,) = [one for one in list_unit_openings(period) if one.unit == year.lead_unit]
        (row,) = list_units_by_lateness(entries, TODAY)
        with_unit = entry.state not in (EntryState.SUBMITTED, EntryState.ACCEPTED)
        assert (opening.to_file, row.open if not entry.judgement else with_unit) == (with_unit, with_unit)

        # what falls on the weekend can still be filed on Monday, what can be filed no more is nobody's work
        late = not filed and entry.takes_filings and entry.deadline <= LAST_FRIDAY
        shown = ProgressEntry.objects.filter(period=period).overdue(TODAY, period.plan.government.workdays).exists()
        waiting = compute_pending_work(period, entries, ()).work.overdue
        assert {entry.is_overdue(TODAY), shown, bool(waiting), bool(row.overdue)} == {late}
        assert (
            get_reminder_kind(entry, TODAY) == ReminderKind.OVERDUE,
            "逾期" in describe_entry_state(entry, TODAY),
        ) == (
            late,
            late,
        )
        assert (entry.count_days_late(TODAY) > 0) >= late
        holders = build_unit_structure(year.government, TODAY)
        assessed = list_assessed_entries([year.plan], holders, on=TODAY)
        assert [one.last_day for one in assessed if one.entry == entry] == [entry.last_day]
        assert build_owed_item(entry, people).state == entry.state


@pytest.mark.parametrize("leads", [[], ["lead_unit"], ["other_unit", "lead_unit"], ["cooperating_unit", "other_unit"]])
def test_the_unit_that_files_is_the_same_for_everybody(year, leads):
    Responsibility.objects.filter(edition=year.key.current).delete()
    name_units(year.key.current, "lead", [getattr(year, name) for name in leads])
    ProgressEntry.objects.filter(period=year.period).exclude(pk=year.key_entry.pk).delete()
    filer = getattr(year, leads[0]) if leads else None
    (entry,) = list_period_entries(year.office, year.period)
    assert entry.edition.filing_unit == filer
    assert get_entry_unit_name(entry) == (filer.name if filer else "（未列牵头单位）")
    assert name_of(entry) == (filer.name if filer else "")
    (row,) = list_units_by_lateness([entry], TODAY)
    assert row.unit == filer
    units = [year.lead_unit, year.other_unit, year.cooperating_unit]
    filing = [unit for unit in units if year.period.entries.filed_by([unit]).exists()]
    assert filing == [one.unit for one in list_unit_openings(year.period) if one.opened] == [filer] * bool(filer)
    assert [one.name for one in compute_burden(year.period).units if one.now.items] == [unit.name for unit in filing]
    clerks = [year.clerk, year.other_clerk, year.cooperating_clerk]
    assert [clerk.unit for clerk in clerks if is_in_filing_unit(clerk, entry)] == filing
    asked = build_owed_item(entry, RecipientDirectory(year.government)).filers
    assert [clerk.unit for clerk in clerks if clerk.pk in asked] == filing
    card = compute_scorecard_figures(year.plan, year.period, on=TODAY)
    assert [unit.name for unit in card.units if unit.counts.filing.due] == [unit.name for unit in filing]
