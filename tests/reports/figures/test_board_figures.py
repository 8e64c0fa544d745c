"""What the boards count: stages and units, the year, what waits."""

from collections import Counter

import pytest

from reports.figures import (
    Stage,
    compute_pending_work,
    count_outcomes,
    group_by_lag_change,
    list_entries_led_by,
    list_lagging_judgements,
    list_units_by_lateness,
)
from reports.figures.stages import get_stage
from tasks.assessing.earlier import index_previous_entries
from tasks.checking.checks import FindingSeverity, check_document
from tasks.checking.finding_actions import set_finding_aside
from tasks.checking.gather import build_checked_document
from tasks.enums import EntryState, LagChange, Outcome, RequestKind
from tasks.filing.coordination import prefetch_replies
from tasks.filing.entries import list_period_entries
from tasks.judging.queue import build_judging_queue
from tasks.models import ChangeRequest
from tests.acts import judge, submit
from tests.reports.half_year import TODAY, make_half_year


@pytest.fixture
def half_year(cast, settings):
    settings.DUBAN_TODAY = TODAY
    return make_half_year(cast)


@pytest.fixture
def entries(cast, half_year):
    return prefetch_replies(list_period_entries(cast.office, half_year))


def test_every_item_is_in_one_stage(entries):
    assert Counter(map(get_stage, entries)) == {
        Stage.BLANK: 1,
        Stage.DRAFT: 1,
        Stage.CONFIRMING: 1,
        Stage.SUBMITTED: 1,
        Stage.RETURNED: 1,
        Stage.JUDGED: 1,
    }


def test_the_stages_are_the_states_and_one_more():
    assert [stage.value for stage in Stage] == [*(state.value for state in EntryState), "judged"]


def test_units_come_with_the_most_overdue_first(cast, entries):
    found = [(row.unit, row.overdue, row.due, row.total, row.open) for row in list_units_by_lateness(entries, TODAY)]
    due = TODAY.replace(day=5)
    assert found == [(cast.lead_unit, 2, due, 5, 3), (cast.other_unit, 1, due, 1, 1)]


def test_on_the_day_itself_nothing_is_overdue(entries):
    rows = list_units_by_lateness(entries, TODAY.replace(day=5))
    assert [(row.overdue, row.due) for row in rows] == [(0, None), (0, None)]


def test_what_turned_is_told_apart(half_year, entries):
    found = group_by_lag_change(entries, index_previous_entries(half_year))
    assert {turn: [str(entry.task) for entry in items] for turn, items in found.items()} == {
        LagChange.NEWLY: ["预期目标第1项"],
        LagChange.AGAIN: [],
        LagChange.RECOVERED: [],
        LagChange.UNDECIDED: ["民生实事第1项", "重点工作任务第1项", "重点工作任务第2项"],
    }


def test_what_lags_comes_with_the_judgement_that_says_so_the_gravest_first(half_year, entries):
    found = list_lagging_judgements(entries, index_previous_entries(half_year))
    assert [(str(entry.task), change, judgement.reason) for entry, change, judgement in found] == [
        ("民生实事第1项", LagChange.UNDECIDED, "学位未开工"),
        ("重点工作任务第1项", LagChange.UNDECIDED, "用地未落实"),
        ("重点工作任务第2项", LagChange.UNDECIDED, "选址未落实"),
        ("预期目标第1项", LagChange.NEWLY, "增速低于目标"),
    ]
    assert [change for _, change, _ in list_lagging_judgements(entries, {})] == [None]


def test_outcomes_count_what_nobody_judged(entries):
    assert count_outcomes(entries) == {Outcome.LAGGING: 1, None: 5}


def test_the_record_of_a_unit_is_of_what_it_leads(cast, half_year):
    led = list_entries_led_by(cast.other_clerk, cast.period)
    assert (count_outcomes(led), led) == ({Outcome.LAGGING: 1}, [cast.other_entry])


def test_what_is_set_aside_need_not_be_mended(cast, half_year, entries):
    def must() -> int:
        return len(compute_pending_work(half_year, entries, build_judging_queue(entries, half_year)).must)

    before = must()
    finding = next(
        one for one in check_document(build_checked_document(half_year)) if one.severity == FindingSeverity.MUST
    )
    set_finding_aside(period=half_year, key=finding.key, reason="印发前补正。", by=cast.office, what="问题")
    assert must() == before - 1


def test_an_open_request_waits_until_it_is_decided(cast, half_year, entries):
    ChangeRequest.objects.create(
        kind=RequestKind.EXTEND_FILING,
        task=cast.key,
        period=half_year,
        unit=cast.lead_unit,
        reason="待统计",
        filed_at=cast.key_entry.judgement.judged_at,
        filed_by=cast.clerk,
    )
    assert compute_pending_work(half_year, entries, build_judging_queue(entries, half_year)).requests == 1


def test_what_is_judged_without_a_filing_stays_unfiled(cast):
    judge(cast.other_entry, cast.office, Outcome.LAGGING, "未报送。")
    assert get_stage(cast.other_entry) == Stage.BLANK
    judge(submit(cast.key_entry, cast.clerk), cast.office)
    cast.key_entry.refresh_from_db()
    assert get_stage(cast.key_entry) == Stage.JUDGED
