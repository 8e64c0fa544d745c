"""Tests the demonstration's plan of 2024 with ten 民生实事 that are issued apart, and with a corrected plan document."""

from datetime import date
from pathlib import Path

import pytest

from tasks.enums import ImportTreatment, PeriodState, TaskKind
from tasks.filing.period_actions import create_periods, open_period
from tasks.models import Plan, PlanDocument, ProgressEntry, Task
from tests.tasks.importing.lists import BASIS, bring
from tests.tasks.importing.papers import docx, understood

NAME = "2024年目标任务分解通知.docx"
PLAN = Path(__file__).resolve().parents[3] / "fixtures/documents" / NAME
GOVERNMENT = "重庆市沙坪坝区人民政府"
HEADER = ["序号", "项目名称", "工作内容", "责任领导", "牵头单位", "完成时限"]
#: invented
TEN = [
    ["1", "社区食堂", "新建社区老年食堂12个", "", "区民政局", "2024年11月底"],
    ["2", "口袋公园", "建成口袋公园9个", "", "区城市管理局", "2024年12月底"],
    ["3", "适老改造", "完成特殊困难老年人家庭适老化改造260户", "", "区民政局", "2024年10月底"],
    ["4", "电梯加装", "加装既有住宅电梯45部", "", "区住房城乡建委", "2024年12月底"],
    ["5", "充电设施", "新建充电桩600个", "", "区经济信息委", "2024年12月底"],
    ["6", "托育服务", "新增普惠托位420个", "", "区卫生健康委", "2024年9月底"],
    ["7", "平安校园", "更新校园安防设备38套", "", "区教委", "2024年8月底"],
    ["8", "农村公路", "改造农村公路22公里", "", "区交通局", "2024年12月底"],
    ["9", "健身步道", "新建健身步道15公里", "", "区文化旅游委", "2024年12月底"],
    ["10", "法律援助", "办理法律援助案件900件", "", "区司法局", "2024年12月底"],
]


def the_plan():
    return understood(PLAN, NAME, government=GOVERNMENT)


def ten():
    return understood(
        docx(
            "沙府办发〔2024〕18号",
            "沙坪坝区人民政府办公室关于印发2024年重点民生实事工作方案的通知",
            "2024年3月22日",
            "附件",
            "2024年重点民生实事任务分解表",
            [HEADER, *TEN],
        ),
        "民生实事.docx",
        government=GOVERNMENT,
    )


@pytest.fixture
def begun(db) -> Plan:
    """The first quarter of 2024 is issued, the half-year open."""
    assert bring(the_plan()).errors == []
    plan = Plan.objects.get()
    create_periods(plan=plan, by=None)
    first, second, *_ = plan.periods.order_by("number")
    open_period(period=first, by=None)
    plan.periods.filter(pk=first.pk).update(state=PeriodState.ISSUED)
    open_period(period=second, by=None)
    return plan


def test_the_ten_come_in_as_a_second_document(begun):
    kinds = {kind: begun.tasks.filter(kind=kind).count() for kind in TaskKind}
    issued = list(ProgressEntry.objects.filter(period__number=1).values("pk", "edition", "number"))
    changes = bring(ten())
    assert (changes.treatment, changes.errors, changes.since) == (ImportTreatment.LIST, [], 2)
    document = PlanDocument.objects.get()
    assert (document.document_number, document.issued_on, document.level.label) == (
        "沙府办发〔2024〕18号",
        date(2024, 3, 22),
        "区级",
    )
    first = kinds[TaskKind.LIVELIHOOD] + 1
    assert list(document.tasks.order_by("number").values_list("number", flat=True)) == list(range(first, first + 10))
    assert document.tasks.first().current.due_on is not None
    assert ProgressEntry.objects.filter(period__number=2, task__document=document).count() == 10
    assert list(ProgressEntry.objects.filter(period__number=1).values("pk", "edition", "number")) == issued
    assert bring(ten()).nothing_new


def test_the_corrected_plan_document_shows_exactly_what_it_corrects(begun):
    document = the_plan()
    row = next(row for row in document.rows if row.lead and row.kind == TaskKind.KEY)
    unit = row.lead[0].label
    row.lead[0] = type(row.lead[0])(None, "区大数据局", row.lead[0].before)
    place = document.rows.index(row)
    changes = bring(document, commit=False)
    assert [(one.key, one.label) for one in changes.differences] == [(f"{place}-lead", "牵头单位")]
    task = changes.rows[[change.row for change in changes.rows].index(row)].settled_task
    again = the_plan()
    again.rows[place].lead[0] = row.lead[0]
    assert bring(again, basis=BASIS).errors == []
    labels = [each.edition.leading[0].label for each in task.entries.order_by("period__number")]
    assert labels == [unit, "区大数据局"]
    assert Task.objects.count() == len(document.rows)
