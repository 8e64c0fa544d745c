"""Rows as read from the tables of the database."""

from datetime import UTC, datetime

import pytest

from reports.reporting.items import ReportItem, build_items_from_plan, list_period_items, pad_short_name
from tasks.enums import EntryState, Outcome, ResponsibilityRole, TaskKind
from tasks.models import Judgement, ProgressEntry, Responsibility, Task
from tests.cast import EditionFactory, EntryFactory, TaskFactory


def judge(entry: ProgressEntry, outcome: Outcome, **given) -> None:
    entry.judgement = Judgement.objects.create(
        entry=entry, outcome=outcome, judged_at=datetime(2024, 4, 2, tzinfo=UTC), **given
    )
    entry.save()


def test_an_entry_gives_everything_that_a_table_can_print(cast):
    entry = cast.key_entry
    entry.text, entry.published_text, entry.problem = "单位原文", "报告用语", "资金未到位"
    entry.next_step, entry.state = "抓紧落实", EntryState.ACCEPTED
    judge(entry, Outcome.LAGGING, reason="未过半", printed="滞后")
    assert list_period_items(ProgressEntry.objects.filter(pk=entry.pk)) == [
        ReportItem(
            kind=TaskKind.KEY,
            section="推动教育强区建设",
            name="",
            text="建成小学两所，投用中学一所",
            leaders="王  明",
            lead_units="区教委",
            cooperating_units="区财政局",
            due="",
            progress="报告用语",
            problem="资金未到位",
            next_step="抓紧落实",
            state=EntryState.ACCEPTED,
            outcome=Outcome.LAGGING,
            printed="滞后",
            reason="未过半",
            number=1,
        )
    ]


def test_entries_come_in_the_order_that_the_document_of_the_period_printed(cast):
    cast.key_entry.number, cast.other_entry.number = 2, 1
    cast.key_entry.save()
    cast.other_entry.save()
    items = list_period_items(ProgressEntry.objects.filter(period=cast.period))
    assert [each.text for each in items] == [
        "地区生产总值增长6%以上",
        "新增普惠性学位3000个",
        "新增公共停车位7000个",
        "建成小学两所，投用中学一所",
    ]


def test_units_are_printed_with_what_stood_between_them(cast):
    edition = cast.other_key.current
    Responsibility.objects.filter(edition=edition).delete()
    for position, (before, label) in enumerate([("", "区商务委"), ("\n", "（区招商中心）"), ("、", "各镇街")]):
        Responsibility.objects.create(
            edition=edition,
            unit=cast.other_unit,
            role=ResponsibilityRole.LEAD,
            position=position,
            label=label,
            before=before,
        )
    (item,) = list_period_items(ProgressEntry.objects.filter(pk=cast.other_entry.pk))
    assert item.lead_units == "区商务委\n（区招商中心）、各镇街"


def test_a_plan_prints_the_wording_it_began_with(cast):
    EditionFactory(task=cast.key, since=2, text="改过的表述")
    items = build_items_from_plan(cast.plan, Task.objects.filter(plan=cast.plan, kind=TaskKind.KEY), None)
    assert [each.text for each in items] == ["建成小学两所，投用中学一所", "新增公共停车位7000个"]


@pytest.mark.parametrize(
    ("name", "printed"),
    [("王明", "王  明"), ("欧阳明", "欧阳明"), ("王", "王"), ("𬭎明", "𬭎  明"), ("AB", "AB")],
)
def test_a_name_of_two_characters_is_set_as_wide_as_one_of_three(name, printed):
    assert pad_short_name(name) == printed


@pytest.mark.parametrize("rows", [1, 3])
def test_entries_are_read_in_the_same_number_of_queries(cast, count_queries, rows):
    for number in range(10, 10 + rows):
        task = TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.lead_unit])
        EntryFactory(task=task, period=cast.period)
    with count_queries(4):
        list_period_items(ProgressEntry.objects.filter(period=cast.period, number__gte=10))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_plan_is_read_in_the_same_number_of_queries(cast, count_queries, rows):
    for number in range(10, 10 + rows):
        TaskFactory(plan=cast.plan, number=number, edition__lead=[cast.lead_unit])
    with count_queries(8):
        build_items_from_plan(cast.plan, Task.objects.filter(plan=cast.plan, number__gte=10), None)
