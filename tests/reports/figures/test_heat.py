"""What the heat map counts."""

import pytest

from reports.figures import HeatShare, compute_heat_map
from tasks.enums import EntryState, Outcome, TaskKind
from tasks.filing.entries import select_periods_with_counts
from tasks.models import Plan
from tests.cast import EditionFactory, EntryFactory, PeriodFactory, PlanFactory, TaskFactory, judge


def table(heat) -> dict[str, dict[int, tuple[int, int, int, int]]]:
    """Unit → period → items, filed, judged, behind; the total under "合计"."""
    named = {"合计": heat.total} | {str(row.unit): row for row in heat.rows}
    return {
        name: {
            number: (share.items, share.filed, share.judged, share.behind)
            for number, share in sorted(row.shares.items())
        }
        for name, row in named.items()
    }


def file(entry, state: EntryState = EntryState.ACCEPTED) -> None:
    entry.state, entry.return_reason = state, "请写明面积。"
    entry.save()


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (HeatShare(items=8, filed=8, judged=8, behind=2), ("late", "滞后", 2, 25, 2)),
        (HeatShare(items=8, filed=2, judged=1, behind=1), ("late", "滞后", 1, 13, 2)),
        (HeatShare(items=5, filed=1, judged=0, behind=0), ("watch", "未报送、退回", 4, 80, 4)),
        (HeatShare(items=20, filed=18, judged=0, behind=0), ("watch", "未报送、退回", 2, 10, 1)),
        (HeatShare(items=3, filed=3, judged=2, behind=0), ("none", "待研判", 0, 0, 0)),
        (HeatShare(items=3, filed=3, judged=3, behind=0), ("ok", "正常", 0, 0, 0)),
        (HeatShare(items=2, filed=2, judged=2, behind=1), ("late", "滞后", 1, 50, 3)),
        (HeatShare(), ("none", "无事项", 0, 0, 0)),
    ],
)
def test_a_share_says_what_is_worst_and_how_deep_its_colour_is(share, told):
    assert (share.token, share.word, share.worst, share.percent, share.step) == told


@pytest.mark.parametrize(
    ("state", "filed"),
    [
        (EntryState.BLANK, 0),
        (EntryState.DRAFT, 0),
        (EntryState.CONFIRMING, 0),
        (EntryState.RETURNED, 0),
        (EntryState.SUBMITTED, 1),
        (EntryState.ACCEPTED, 1),
    ],
)
def test_filed_is_what_lies_with_the_office(cast, state, filed):
    file(cast.other_entry, state)
    assert table(compute_heat_map(cast.plan, cast.office))["区城市管理局"] == {1: (1, filed, 0, 0)}


def test_what_is_judged_without_a_filing_is_not_filed(cast):
    judge(cast.other_entry, Outcome.LAGGING, "未报送")
    assert table(compute_heat_map(cast.plan, cast.office))["区城市管理局"] == {1: (1, 0, 1, 1)}
    assert select_periods_with_counts(Plan.objects.filter(pk=cast.plan.pk)).get(number=1).filed == 0


def test_every_lead_unit_counts_a_shared_item_and_the_total_once(cast):
    task = TaskFactory(plan=cast.plan, number=9, edition__lead=[cast.lead_unit, cast.other_unit])
    judge(EntryFactory(task=task, period=cast.period), Outcome.NOT_REACHED, "未完成")
    heat = compute_heat_map(cast.plan, cast.office)
    assert table(heat) == {
        "区城市管理局": {1: (2, 0, 1, 1)},
        "区教委": {1: (4, 0, 1, 1)},
        "合计": {1: (5, 0, 1, 1)},
    }
    assert heat.shared == 1


def test_a_unit_named_twice_in_an_item_counts_it_once(cast):
    cast.key_entry.edition.responsibilities.create(
        unit=cast.lead_unit, role="lead", position=2, label="区教委（招生办）"
    )
    assert compute_heat_map(cast.plan, cast.office).rows[0].get_share(1).items == 3


def test_an_item_without_a_lead_unit_stands_under_none(cast):
    task = TaskFactory(plan=cast.plan, kind=TaskKind.LIVELIHOOD, number=9, edition__lead=[])
    EntryFactory(task=task, period=cast.period)
    heat = compute_heat_map(cast.plan, cast.office)
    assert [(str(row.unit), row.get_share(1).items) for row in heat.rows] == [
        ("区教委", 3),
        ("区城市管理局", 1),
        ("None", 1),
    ]


def test_the_wording_of_the_period_says_who_led(cast):
    half_year = PeriodFactory(plan=cast.plan, number=2)
    moved = EditionFactory(task=cast.key, since=2, lead=[cast.other_unit])
    EntryFactory(task=cast.key, period=half_year, edition=moved)
    assert table(compute_heat_map(cast.plan, cast.office)) == {
        "区教委": {1: (3, 0, 0, 0)},
        "区城市管理局": {1: (1, 0, 0, 0), 2: (1, 0, 0, 0)},
        "合计": {1: (4, 0, 0, 0), 2: (1, 0, 0, 0)},
    }


def test_who_is_most_often_behind_stands_first_then_who_owes_most(cast):
    half_year = PeriodFactory(plan=cast.plan, number=2)
    for entry in (cast.other_entry, EntryFactory(task=cast.other_key, period=half_year)):
        judge(entry, Outcome.LAGGING, "慢")
    judge(cast.key_entry, Outcome.LAGGING, "慢")
    third = TaskFactory(plan=cast.plan, number=9, edition__lead=[cast.cooperating_unit])
    EntryFactory(task=third, period=cast.period)
    rows = compute_heat_map(cast.plan, cast.office).rows
    assert [(row.unit.name, row.behind, row.unfiled) for row in rows] == [
        ("区城市管理局", 2, 2),
        ("区教委", 1, 3),
        ("区财政局", 0, 1),
    ]


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("office", {"区教委": 3, "区城市管理局": 1}),
        ("clerk", {"区教委": 3}),
        ("unit_head", {"区教委": 3}),
        ("other_clerk", {"区城市管理局": 1}),
        ("cooperating_clerk", {}),
        ("leader", {"区教委": 3}),
        ("stranger", {}),
        ("administrator", {}),
    ],
)
def test_everybody_sees_his_own_units(cast, who, units):
    heat = compute_heat_map(cast.plan, cast.person(who))
    assert {row.unit.name: row.get_share(1).items for row in heat.rows} == units
    assert heat.total.get_share(1).items == sum(units.values())


def test_another_years_plan_counts_its_own(cast):
    earlier = PlanFactory(government=cast.government, year=2023)
    EntryFactory(task=TaskFactory(plan=earlier, number=1, edition__lead=[cast.other_unit]))
    assert table(compute_heat_map(earlier, cast.office)) == {
        "区城市管理局": {1: (1, 0, 0, 0)},
        "合计": {1: (1, 0, 0, 0)},
    }


@pytest.mark.parametrize("count", [1, 4])
def test_two_queries_whatever_the_year_holds(cast, count_queries, count):
    for number in range(10, 10 + count):
        task = TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.lead_unit, cast.other_unit])
        judge(EntryFactory(task=task, period=cast.period), Outcome.ON_TRACK)
    with count_queries(2):
        compute_heat_map(cast.plan, cast.office)
