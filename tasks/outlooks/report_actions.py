"""计划报告: imports a report, whole or not at all and never twice, and takes it back."""

from dataclasses import dataclass, field

from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, MeasureLinkState
from tasks.models import Government, MeasureLink, PlanReport, Project, ReportedOutcome, User
from tasks.organisation.organisation_actions import lock_government
from tasks.outlooks.reading import Outlook
from tasks.outlooks.stored_reports import build_block_data, build_note_data, read_stored_report
from tasks.periods import FIRST_PLAN_YEAR, LAST_PLAN_YEAR, format_chinese_date
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.terms import terms

#: a published report names some 150
MOST_PROJECTS = 3000
#: column, its label, its length in characters
LIMITS = (("name", "项目名称", 300), ("box", "专栏标题", 200), ("group", "分组名称", 100))
GONE = "这份计划报告已不在，可能同事刚刚已撤销。"


@dataclass
class OutlookChanges:
    """The result of a dry run or an import of a plan report; ``errors`` say why nothing was written.

    Attributes:
        former: the report of that year that is stored already.
    """

    outlook: Outlook
    filename: str
    government: Government | None
    former: PlanReport | None = None
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    nothing_new: bool = False
    committed: bool = False


@transaction.atomic
def import_outlook(
    *,
    outlook: Outlook,
    filename: str,
    government: Government | None,
    by: User | None,
    commit: bool,
    warnings: list[str] | None = None,
) -> OutlookChanges:
    """Computes what a plan report would add and, with ``commit``, stores it.

    Args:
        government: whose report it is; None where the file names none that is known.
        by: None for a command. A user of a government may import for that government only.
        commit: False for a dry run, which writes nothing.

    Raises:
        Refused: the user lacks the permission.
    """
    if by and not can(by, Permission.IMPORT_DOCUMENTS):
        raise Refused(describe_role_refusal(by))
    changes = OutlookChanges(outlook, filename, government, warnings=[*(warnings or []), *outlook.remarks])
    if government is None:
        changes.errors.append(
            f"文件没有写明{terms.government}，或所写的{terms.government}尚未建立，请指定（--government）。"
        )
    elif by and by.government_id and by.government_id != government.pk:
        changes.errors.append(f"文件属于“{government}”，只能导入本{terms.place}（{by.home}）的文件。")
    else:
        lock_government(government)
        changes.former = PlanReport.objects.filter(government=government, year=outlook.year or 0).first()
    changes.errors += _list_refusals(outlook)
    if changes.former and not changes.errors:
        changes.nothing_new = _is_stored(changes.former, outlook)
        if not changes.nothing_new:
            day = format_chinese_date(clock.convert_to_local(changes.former.imported_at).date())
            changes.errors.append(
                f"{outlook.year}年的计划报告已于{day}导入（{changes.former.filename}），内容与本文件不同；"
                "要换成本文件，请先撤销那次导入。"
            )
    if commit and government and outlook.year and not changes.errors and not changes.nothing_new:
        _store_report(changes, government, outlook.year, by)
        changes.committed = True
    return changes


def _list_refusals(outlook: Outlook) -> list[str]:
    refusals = []
    if not outlook.title:
        refusals.append("没有读到“……计划执行情况及……计划草案的报告”这样的标题，未导入。")
    if outlook.year is None:
        refusals.append("文件没有写明计划年度，请指定（--year）。")
    elif not FIRST_PLAN_YEAR <= outlook.year <= LAST_PLAN_YEAR:
        refusals.append(f"计划年度 {outlook.year} 应在 {FIRST_PLAN_YEAR} 至 {LAST_PLAN_YEAR} 之间。")
    if not outlook.sections:
        refusals.append("没有读出“一、”“（一）”这样的标题，分不出报告的各部分，未导入。")
    rows = _list_project_rows(outlook)
    if len(rows) > MOST_PROJECTS:
        refusals.append(f"读出 {len(rows)} 个专栏项目，多于 {MOST_PROJECTS} 个，疑为版式读错，未导入。")
    for name, label, limit in LIMITS:
        if long := [row[name] for row in rows if len(row[name]) > limit]:
            refusals.append(f"{label}“{long[0][:30]}…”超过 {limit} 字，疑为缺顿号或句号，请在文件中改正。")
    return refusals


def _list_project_rows(outlook: Outlook) -> list[dict[str, str]]:
    return [
        {"box": box.title, "group": group.label or "", "name": name}
        for box in outlook.boxes
        for group in box.groups
        for name in group.projects
    ]


def _is_stored(former: PlanReport, outlook: Outlook) -> bool:
    """Returns whether the report says what is stored, however its file draws boxes and notes."""
    return former.title == outlook.title[:300] and _list_told(read_stored_report(former)) == _list_told(outlook)


def _list_told(outlook: Outlook) -> list:
    return [outlook.sections, outlook.boxes, outlook.notes]


def _store_report(changes: OutlookChanges, government: Government, year: int, by: User | None) -> None:
    outlook = changes.outlook
    report = PlanReport.objects.create(
        government=government,
        year=year,
        title=outlook.title[:300],
        filename=changes.filename[:300],
        blocks=build_block_data(outlook.blocks),
        notes=build_note_data(outlook.notes),
        imported_at=clock.now(),
        imported_by=by,
    )
    Project.objects.bulk_create(
        [
            Project(report=report, position=place, **row)
            for place, row in enumerate(_list_project_rows(outlook), start=1)
        ],
        batch_size=200,
    )
    ReportedOutcome.objects.bulk_create(
        [
            ReportedOutcome(
                report=report,
                position=place,
                measure=one.measure[:200],
                value=one.value,
                unit=one.unit[:30],
                is_growth=one.is_growth,
                quote=one.quote,
                state=one.state,
                rank=one.rank[:100],
            )
            for place, one in enumerate(outlook.outcomes, start=1)
        ]
    )
    changes.former = report
    record(
        EventKind.PLAN_REPORT_IMPORTED,
        report,
        by=by,
        government_id=government.pk,
        title=f"{report} {report.title}",
        after={"文件": report.filename, "专栏": len(outlook.boxes), "项目": report.projects.count(),
               "名词解释": len(outlook.notes), "上年完成数": len(outlook.outcomes), "目标": len(outlook.aims)},
    )  # fmt: skip


def take_back_report(*, key: int, by: User) -> None:
    """Removes a report with its projects and figures. The caller has found that nothing was built on its import.

    Raises:
        Refused: the report is gone or another government's, a figure of it was joined to a measure over the years, or the
            user may not import.
    """
    report = lock_report(key, by)
    links = MeasureLink.objects.filter(reported__report=report)
    if joined := links.filter(state=MeasureLinkState.CONFIRMED).count():
        raise Refused(f"报告中有 {joined} 个完成数已归入历年指标，不能撤销；确要撤销的，请先在“历年”中逐个移出。")
    links.delete()
    record(
        EventKind.PLAN_REPORT_TAKEN_BACK,
        report,
        by=by,
        government_id=report.government_id,
        title=f"{report} {report.title}",
        before={"文件": report.filename, "项目": report.projects.count()},
    )
    report.delete()


def lock_report(key: int, by: User) -> PlanReport:
    """Locks the government of a report, as imports do, and returns the report.

    Raises:
        Refused: the report is gone or another government's, or the user may not import.
    """
    report = PlanReport.objects.select_related("government").filter(pk=key).first()
    if report is None:
        raise Refused(GONE)
    if not can(by, Permission.IMPORT_DOCUMENTS) or by.government_id != report.government_id:
        raise Refused(describe_role_refusal(by))
    lock_government(report.government)
    report = PlanReport.objects.select_related("government").filter(pk=key).first()
    if report is None:
        raise Refused(GONE)
    return report
