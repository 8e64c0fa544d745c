"""启用清单: each step is computed from what there is."""

import pytest

from tasks.enums import PeriodState, Role
from tasks.models import Government, Indicator
from tasks.starting.start_list import StartList
from tests.cast import (
    GovernmentFactory,
    OfficialFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LABELS = ["单位", "区领导", "账号", "本年度方案", "量化指标", "填报期", "首次开启填报"]


def told(government: Government, year: int = 2024) -> dict[str, tuple[str, list[str]]]:
    return {step.label: (step.told, step.missing) for step in StartList(government, year).steps}


def done(government: Government, year: int = 2024) -> list[str]:
    return [step.label for step in StartList(government, year).steps if step.is_done]


@pytest.fixture
def government(db) -> Government:
    return GovernmentFactory(name="示范区教育局")


def test_an_empty_government_lacks_everything(government):
    assert told(government) == {
        "单位": ("在用单位 0 个（不含单位组）", ["还没有单位；也可以随方案导入时一并新建。"]),
        "区领导": ("已登记 0 位区领导", ["还没有区领导；也可以随方案导入时一并新建。"]),
        "账号": (
            "在用账号 0 个",
            ["还没有督查办的账号，方案由其导入。", "还没有单位，填报员的账号待单位登记后新建。"],
        ),
        "本年度方案": ("尚未导入", ["还没有 2024 年的方案。导入前先预览，核对无误再写入。"]),
        "量化指标": ("已核定 0 个，待核定 0 个", ["导入方案后，从事项文字中识别。"]),
        "填报期": ("已设置 0 期", ["还没有设置各期的开启和截止日期。"]),
        "首次开启填报": ("尚未开启", ["还没有开启第一期。开启后各牵头单位就可以填报。"]),
    }
    assert (done(government), StartList(government, 2024).is_done) == ([], False)


def test_the_cast_has_done_all(cast, count_queries):
    with count_queries(14):
        assert StartList(cast.government, 2024).is_done
    assert done(cast.government) == LABELS


def test_units_without_a_clerk_are_counted_and_the_first_are_named(government):
    units = [UnitFactory(government=government, name=f"第{n}科") for n in range(1, 8)]
    UserFactory(government=government, role=Role.CLERK, unit=units[6])
    UserFactory(government=government, role=Role.CLERK, unit=units[5], is_active=False)
    UserFactory(government=government)
    assert told(government)["账号"] == (
        "在用账号 2 个",
        ["6 个单位没有填报账号，不能签收和填报：第1科、第2科、第3科、第4科、第5科 等。"],
    )


def test_once_there_is_a_plan_only_who_has_duties_in_it_needs_an_account(government):
    filing, group = UnitFactory(government=government), UnitFactory(government=government, is_group=True, name="各科室")
    member, idle = UnitFactory(government=government), UnitFactory(government=government)
    group.members.add(member, idle)
    plan = PlanFactory(government=government)
    second, third = (UnitFactory(government=government, name=name) for name in ("区审计局", "区残联"))
    TaskFactory(plan=plan, edition__lead=[filing, second], edition__cooperate=[third])
    TaskFactory(plan=plan, edition__lead=[group])
    TaskFactory(plan=plan)
    UserFactory(government=government)
    UserFactory(government=government, role=Role.CLERK, unit=filing)
    assert told(government)["账号"][1] == ["3 个单位没有填报账号，不能签收和填报：区审计局、区残联、各科室。"]
    for unit in (member, second, third):
        UserFactory(government=government, role=Role.UNIT_HEAD, unit=unit)
    assert "账号" in done(government)


def test_a_plan_without_items_is_none(government):
    PlanFactory(government=government)
    assert "本年度方案" not in done(government)


def test_in_december_the_plan_of_the_next_year_counts(government):
    TaskFactory(plan=PlanFactory(government=government, year=2025))
    assert told(government)["本年度方案"] == ("2025年方案，事项 1 项", [])


def test_the_plan_of_a_past_year_is_not_this_year_s(government):
    TaskFactory(plan=PlanFactory(government=government, year=2023))
    assert "本年度方案" not in done(government)


def test_what_was_recognised_has_to_be_settled_before_the_first_opening(government):
    task = TaskFactory(plan=PlanFactory(government=government))
    for position, state in enumerate(("proposed", "confirmed", "rejected"), start=1):
        Indicator.objects.create(
            task=task, position=position, measure="学位", comparison=">=", value=100, kind="cumulative", state=state
        )
    assert told(government)["量化指标"] == ("已核定 2 个，待核定 1 个", ["1 个指标待核定。"])
    PeriodFactory(plan=task.plan)
    assert told(government)["量化指标"] == ("已核定 2 个，待核定 1 个", [])


@pytest.mark.parametrize(
    ("state", "opened"),
    [(PeriodState.PLANNED, False), (PeriodState.OPEN, True), (PeriodState.CLOSED, True), (PeriodState.ISSUED, False)],
)
def test_a_period_that_was_only_imported_was_never_opened_here(government, state, opened):
    PeriodFactory(plan=PlanFactory(government=government), state=state)
    assert {"填报期", "首次开启填报"} & set(done(government)) == ({"填报期", "首次开启填报"} if opened else {"填报期"})


def test_in_the_years_after_the_first_nothing_is_asked_again(cast):
    assert StartList(cast.government, 2027).is_done


def test_another_government_does_not_count(cast, government):
    OfficialFactory(government=cast.government)
    assert done(government) == []
