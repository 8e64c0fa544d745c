"""Stored plan reports for tests."""

from functools import partial
from io import BytesIO

from django.db.models import Value

from tasks import clock
from tasks.importing import read_raw_document
from tasks.models import Government, PlanReport, Project, ReportedOutcome, User
from tasks.outlooks.outlook_files import read_outlook_file
from tasks.outlooks.report_actions import OutlookChanges, import_outlook
from tests.tasks.outlooks.papers import MARK, TABLES, Paper, print_paper

#: a short report of the cast's government and year
PARTS: list[str | list[str]] = [
    "关于示范区2023年国民经济和社会发展计划执行情况及2024年计划草案的报告",
    "示范区人民政府",
    "各位代表：",
    "一、2023年国民经济和社会发展计划执行情况",
    "地区生产总值增长5.3%，固定资产投资下降1.2%，社会消费品零售总额增长9.6%，居全市第3位。",
    "二、2024年重点工作",
    "（一）办好民生实事",
    f"新建小学5所，新增停车泊位1500个，建成“双百工程”{MARK}站点。",
    ["专栏一：民生项目", "教育：城北小学、城南中学（一期、二期）等。", "其他：“山、水”绿道。"],
]
NOTES = ["“双百工程”：一百个站点、一百条线路。"]


def build_paper(*more: str) -> Paper:
    return Paper([*PARTS, *more], NOTES)


def write_report(*more: str, shape: str = TABLES) -> BytesIO:
    """Prints the short report, with ``more`` at its end."""
    return print_paper(build_paper(*more), shape)


def take_in(
    by: User | None, file: BytesIO, government: Government, *, commit: bool = True, name: str = "计划报告.docx"
) -> OutlookChanges:
    outlook, noted = read_outlook_file(read_raw_document(file, name))
    return import_outlook(outlook=outlook, filename=name, government=government, by=by, commit=commit, warnings=noted)


def plan_report_of(cast, **values) -> PlanReport:
    given = {"year": 2024, "title": "计划报告", "filename": "报告.docx", "blocks": [], "imported_by": cast.office}
    return PlanReport.objects.create(government=cast.government, imported_at=clock.now(), **given | values)


def project_of(report: PlanReport, **values) -> Project:
    return Project.objects.create(report=report, **{"position": 1, "box": "专栏一", "name": "城北小学"} | values)


def reported_outcome_of(report: PlanReport, **values) -> ReportedOutcome:
    given = {
        "measure": "地区生产总值",
        "value": "5.3",
        "unit": "%",
        "is_growth": True,
        "quote": "增长5.3%",
        "state": "achieved",
    }
    return ReportedOutcome.objects.create(report=report, **{"position": 1} | given | values)


def _twice(make):
    return lambda cast: [make(report) for report in [plan_report_of(cast)] * 2]


def _one(make, **wrong):
    return lambda cast: make(plan_report_of(cast), **wrong)


def _state_outcome_unheard_of(cast) -> None:
    row = reported_outcome_of(plan_report_of(cast))
    ReportedOutcome.objects.filter(pk=row.pk).update(state=Value("guessed"))


OF_PLAN_REPORTS = {
    "one_plan_report_a_year": lambda cast: [plan_report_of(cast), plan_report_of(cast)],
    "plan_report_year_plausible": partial(plan_report_of, year=1899),
    "plan_report_has_a_title": partial(plan_report_of, title=""),
    "reported_outcome_position_once": _twice(reported_outcome_of),
    "reportedoutcome_state_known": _state_outcome_unheard_of,
    "reported_outcome_is_quoted": _one(reported_outcome_of, quote=""),
    "project_position_once": _twice(project_of),
    "project_has_a_name": _one(project_of, name=""),
}
