"""A plan of 南山区 in 2023 that has begun, and the documents that come after it."""

from datetime import date

from tasks.enums import EntryState, PeriodState, Role
from tasks.filing.period_actions import create_periods, open_period
from tasks.importing.choices import CorrectionBasis, ImportChoices
from tasks.importing.import_actions import import_document
from tasks.models import Government, Plan, Unit, User
from tests.cast import UserFactory
from tests.tasks.importing.papers import UP, docx, understood
from tests.tasks.importing.test_import_actions import HEADER, PLAN_ROWS, plan

LIST_HEADER = ["序号", "项目名称", "工作任务", "责任领导", "牵头单位", "配合单位"]
LIST_ROWS = [
    ["1", "学位扩容", "新建小学两所", "户  邑", "区教委", "区财政局"],
    ["2", "老旧小区", "改造老旧小区18个", "户  邑", "区住建局", ""],
    ["3", "龙舟赛", "举办龙舟赛一次", "陈  英", "区文旅局", ""],
]
BASIS = CorrectionBasis("南政办发〔2023〕9号", date(2023, 4, 20), "牵头单位印错。")


def livelihood(rows=LIST_ROWS, filename="民生实事.docx"):
    """The year's 民生实事, issued apart."""
    return understood(
        docx(
            "南政办发〔2023〕5号",
            "南山区人民政府办公室关于印发2023年重点民生实事的通知",
            "2023年3月10日",
            "附件1",
            "2023年重点民生实事任务分解表",
            [LIST_HEADER, *rows],
        ),
        filename,
    )


def corrected(**cells: str) -> list[list]:
    """The rows of the plan with other cells: ``r2c4="区商务委"`` is the fifth cell of the third row."""
    rows = [list(row) for row in PLAN_ROWS]
    for place, text in cells.items():
        row, column = place[1:].split("c")
        rows[int(row)][int(column)] = text
    return rows


def bring(document, *, by: User | None = None, commit: bool = True, **choices):
    return import_document(document=document, by=by, commit=commit, create_units=True, choices=ImportChoices(**choices))


def correct(rows, **choices):
    return bring(plan(rows), **{"basis": BASIS} | choices)


def make_begun_plan() -> Plan:
    """Q1 is issued with one filed entry, H1 is open; the office and the clerk of 区教委 have accounts."""
    bring(plan())
    government = Government.objects.get()
    UserFactory(username="nanshan", name="罗刚", role=Role.OFFICE, government=government)
    for username, unit in (("jiaowei", "区教委"), ("zhujian", "区住建局")):
        place = {"unit": Unit.objects.get(name=unit)}
        UserFactory(username=username, name=unit, role=Role.CLERK, government=government, **place)
    begun = Plan.objects.get()
    create_periods(plan=begun, by=None)
    first, second, *_ = begun.periods.order_by("number")
    open_period(period=first, by=None)
    first.entries.update(state=EntryState.ACCEPTED, text="已开工。")
    first.state = PeriodState.ISSUED
    first.save()
    open_period(period=second, by=None)
    return begun


__all__ = [
    "BASIS",
    "HEADER",
    "LIST_ROWS",
    "PLAN_ROWS",
    "UP",
    "bring",
    "correct",
    "corrected",
    "livelihood",
    "make_begun_plan",
    "plan",
]
