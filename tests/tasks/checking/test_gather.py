"""Tests the document that the checks read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tasks import clock
from tasks.checking.checks import CheckedUnit, ItemAskedAbove, check_document
from tasks.checking.gather import build_checked_document, build_checked_notice
from tasks.enums import DocumentLevel, EntryState, Outcome, ResponsibilityRole, TaskKind
from tasks.models import Judgement, Period, Plan, PlanDocument, ProgressEntry, UnitAlias, UnitSuccession
from tasks.plans.edition_actions import reword_editions
from tests.cast import EntryFactory, PeriodFactory, TaskFactory, UnitFactory


def judge(entry: ProgressEntry, outcome: Outcome, reason: str = "") -> None:
    entry.judgement = Judgement.objects.create(entry=entry, outcome=outcome, reason=reason, judged_at=clock.now())
    entry.save()


def file(entry: ProgressEntry, text: str, **more) -> None:
    ProgressEntry.objects.filter(pk=entry.pk).update(text=text, state=EntryState.ACCEPTED, **more)


def gathered(period: Period):
    return build_checked_document(Period.objects.select_related("plan").get(pk=period.pk))


def test_an_item_bears_everything_that_the_checks_ask_for(cast):
    file(cast.other_entry, "新增公共停车位1200个。", published_text="新增停车位1200个。")
    judge(ProgressEntry.objects.get(pk=cast.other_entry.pk), Outcome.ON_TRACK)
    found = next(item for item in gathered(cast.period).items if item.task == cast.other_key.pk)
    assert (found.kind, found.number, found.text, found.section) == (
        TaskKind.KEY,
        2,
        "新增公共停车位7000个",
        "推动教育强区建设",
    )
    assert (found.progress, found.published, found.outcome, found.is_filed) == (
        "新增公共停车位1200个。",
        "新增停车位1200个。",
        Outcome.ON_TRACK,
        True,
    )
    assert found.units == (CheckedUnit("区城市管理局", "区城市管理局", ResponsibilityRole.LEAD, has_members=False),)
    assert [(one.target, one.value) for one in found.indicators] == [(Decimal(7000), Decimal(1200))]


def test_items_stand_in_the_table_that_will_print_them(cast):
    judge(cast.key_entry, Outcome.LAGGING, "尚未开工")
    judge(cast.other_entry, Outcome.ON_TRACK)
    tables = {table.name: [item.number for item in table.items] for table in gathered(cast.period).attachments}
    assert tables == {
        "预期目标": [1],
        "民生实事": [1],
        "重点工作任务（推进滞后）": [1],
        "重点工作任务": [2],
    }


def test_a_task_without_an_entry_is_missed_as_new_or_as_gone(cast):
    fresh = TaskFactory(plan=cast.plan, number=8, edition__text="新建粮库")
    second = PeriodFactory(plan=cast.plan, number=2)
    EntryFactory(task=cast.key, period=second)
    paper = gathered(second)
    assert [item.task for item in paper.planned] == [fresh.pk]
    assert {item.task for item in paper.gone} == {cast.target.pk, cast.livelihood.pk, cast.other_key.pk}


def test_the_period_before_lends_its_words(cast):
    file(cast.key_entry, "小学已封顶。")
    judge(ProgressEntry.objects.get(pk=cast.key_entry.pk), Outcome.LAGGING, "未按期封顶")
    second = PeriodFactory(plan=cast.plan, number=2)
    EntryFactory(task=cast.key, period=second, text="小学已投用。", state=EntryState.SUBMITTED)
    (found,) = gathered(second).items
    assert (found.progress, found.previous, found.behind_before) == ("小学已投用。", "小学已封顶。", 1)


def test_a_unit_is_known_behind_its_alias_and_a_group_by_its_members(cast):
    UnitAlias.objects.create(government=cast.government, unit=cast.other_unit, name="区城管局")
    cast.other_key.current.responsibilities.update(label="区城管局")
    group = UnitFactory(government=cast.government, name="各镇街", is_group=True)
    cast.key.current.responsibilities.filter(role="cooperate").update(unit=group, label="各镇街")
    found = {one.code.value: one.message for one in check_document(gathered(cast.period)) if one.family == "form"}
    assert found == {
        "alias": "“区城管局”是“区城市管理局”的别名（1 处，如第2项）。",
        "empty_group": "1 个单位组没有登记成员，查不到具体单位。",
    }
    group.members.add(cast.other_unit)
    assert "empty_group" not in [one.code for one in check_document(gathered(cast.period))]


@pytest.mark.parametrize(("succeeded", "codes"), [(True, []), (False, ["old_unit"])])
def test_a_former_name_is_right_before_the_succession_and_an_abolished_unit_is_told(cast, succeeded, codes):
    if succeeded:
        new = UnitFactory(government=cast.government, name="区教育局")
        UnitSuccession.objects.create(former=cast.lead_unit, successor=new, kind="renamed", since=date(2024, 4, 1))
    cast.lead_unit.is_active = False
    cast.lead_unit.save()
    assert [one.code.value for one in check_document(gathered(cast.period)) if one.code == "old_unit"] == codes


def test_a_task_reworded_later_is_still_missed_in_the_period_before(cast):
    fresh = TaskFactory(plan=cast.plan, number=8, edition__text="新建粮库")
    reword_editions(cast.plan, [fresh.pk], since=2, change=lambda content: replace(content, text="新建粮库两座"))
    assert [item.task for item in gathered(cast.period).planned] == [fresh.pk]


def test_the_number_of_queries_does_not_grow_with_the_items(cast, count_queries):
    with count_queries(13):
        build_checked_document(Period.objects.select_related("plan").get(pk=cast.period.pk))
    for number in range(3, 9):
        EntryFactory(task=TaskFactory(plan=cast.plan, number=number), period=cast.period, text="已开工。")
    with count_queries(13):
        build_checked_document(Period.objects.select_related("plan").get(pk=cast.period.pk))


def test_the_plans_document_number_is_checked(cast):
    Plan.objects.filter(pk=cast.plan.pk).update(document_number="示府办发〔2024〕第3号")
    assert [one.quotes for one in check_document(gathered(cast.period)) if one.code == "document_number"] == [
        ("发〔2024〕第3号",)
    ]


def test_a_notice_knows_what_the_lists_of_upper_levels_ask_for(cast):
    lists = {
        level: PlanDocument.objects.create(plan=cast.plan, title=f"{level}清单", level=level) for level in DocumentLevel
    }
    made = {level: TaskFactory(plan=cast.plan, document=document, number=7) for level, document in lists.items()}
    notice = build_checked_notice(cast.plan, None, None)
    assert notice.asked_above == tuple(
        ItemAskedAbove(f"{level}清单", 7, made[level].edition.text, made[level].pk)
        for level in ("national", "municipal")
    )
    assert {item.task for item in notice.items}.isdisjoint(task.pk for task in made.values())
