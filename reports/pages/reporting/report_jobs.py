"""报告: what is made of a report in the background."""

import hashlib

from django.db import transaction

from reports.layouts.layout import LayoutError, get_layout_by_name
from reports.layouts.own_layouts import load_layouts_of
from reports.printing.delivery import OfficeFile
from reports.printing.portable import PdfConversionError, compute_document_digest, convert_to_pdf
from reports.printing.watermark import stamp_watermark
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import build_occasion
from reports.reporting.manuscript import ManuscriptError
from reports.reporting.report import Report, build_report, write_report_files
from tasks.enums import JobKind
from tasks.issuing.export_actions import record_export
from tasks.jobs.queue_actions import request_job
from tasks.jobs.works import JobFailed, Product, RunningJob, works_for
from tasks.models import Job, Plan, User
from tasks.organisation.watermarks import build_watermark
from tasks.permissions import Permission
from tasks.queries import select_visible_plans
from tasks.terms.later import say_later

STEPS = ("正在汇总数据", "正在排版", "正在转换为 PDF")
NO_PLAN = say_later("这个方案已不在您的{terms.place}，没有办理。")


def request_report_pdf(*, plan: Plan, code: str, layout: str, by: User) -> Job:
    """Has the report of a period, or the notice of a plan, made as PDF; errors as of ``add_job``.

    Args:
        code: PLAN, Q1, H1, Q3 or FY.
        layout: the key of a layout.
    """
    occasion = build_occasion(plan, code)
    subject = f"{occasion.label}{'通知' if occasion.is_plan else '报告'} PDF"
    arguments = {"plan": plan.pk, "code": code, "layout": layout}
    return request_job(kind=JobKind.REPORT_PDF, subject=subject, arguments=arguments, by=by)


@works_for(JobKind.REPORT_PDF, Permission.WRITE_REPORT)
def make_report_pdf(job: RunningJob) -> Product:
    """Makes the PDF of a report as its person sees it; of the same document only once.

    Raises:
        JobFailed: a mistake in a layout or a template, a text that is too long, or LibreOffice does not make it.
    """
    person, given = job.row.person, job.row.arguments
    plan = select_visible_plans(person).select_related("government").filter(pk=given["plan"]).first()
    if plan is None:
        raise JobFailed(NO_PLAN)
    try:
        job.note_step(STEPS[0], 0, len(STEPS))
        layout = get_layout_by_name(given["layout"], load_layouts_of(plan.government_id))
        report = build_report(plan, build_occasion(plan, given["code"]), user=person, layout=layout)
        job.note_step(STEPS[1], 1, len(STEPS))
        document = write_report_files(report)[0]
        job.note_step(STEPS[2], 2, len(STEPS))
        product = make_pdf(job, document)
    except (LayoutError, ManuscriptError, CellTooLongError, PdfConversionError) as error:
        raise JobFailed(str(error)) from error
    record_report_export(report, plan, product.name, by=person)
    return product


def make_pdf(job: RunningJob, document: OfficeFile) -> Product:
    """Makes the PDF; one with a watermark is its person's own, of this minute."""
    source, name = compute_document_digest(document.content), f"{document.name.removesuffix('.docx')}.pdf"
    if text := build_watermark(job.row.person):
        source = hashlib.sha256(f"{source} {job.row.person.pk} {text}".encode()).hexdigest()
        document = OfficeFile(document.name, stamp_watermark(document.content, text))
    return Product(name, source, None if job.is_kept(source) else convert_to_pdf(document).content)


@transaction.atomic
def record_report_export(report: Report, plan: Plan, name: str, *, by: User) -> None:
    rows = report.attachments.row_count
    record_export(by=by, plan=plan, period=report.occasion.period, files=[name], rows=rows)
