"""``export_report``: the report of a period or plan as Word, Excel, PDF where LibreOffice is installed, and a zip."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.layouts.layout import Layout, LayoutError, layout_named, load_layouts
from reports.printing import delivery
from reports.printing.portable import NotPortableError, as_pdf, converter
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Occasion
from reports.reporting.highlights import highlights_of
from reports.reporting.manuscript import ManuscriptError
from reports.reporting.report import Report, files_of, in_a_zip, report_of
from tasks import periods
from tasks.issuing.export_actions import record_export
from tasks.management.arguments import add_plan_arguments, period_of, plan_of
from tasks.models import Plan


class Command(BaseCommand):
    help = "导出一个填报期的报告（或年初分解方案的印发通知）：正文和附件，每个文件的路径输出一行。"

    def add_arguments(self, parser):
        add_plan_arguments(parser)
        parser.add_argument("--period", choices=periods.CODES, required=True, help="PLAN、Q1、H1、Q3 或 FY")
        parser.add_argument("--out", type=Path, required=True, help="存放文件的文件夹，没有时新建")
        parser.add_argument("--layout", help="版式名称；不写时用该期的默认版式")
        parser.add_argument("--highlights", action="store_true", help="另附与上期对比和责任单位、领导汇总")

    def handle(self, **options):
        plan = plan_of(options)
        occasion = Occasion(plan.year, options["period"])
        if not occasion.is_plan:
            period_of(plan, occasion.code)
        try:
            report = report_of(plan, occasion, layout=layout_of(options["layout"]))
            files = self.files(report, highlights(plan, occasion) if options["highlights"] else [])
            paths = [delivery.put_into(file, options["out"]) for file in files]
        except (LayoutError, ManuscriptError, CellTooLongError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"无法写入文件夹 {options['out']}：{error.strerror}") from error
        self.tell(plan, report, paths)

    def files(self, report: Report, added: list[delivery.OfficeFile]) -> list[delivery.OfficeFile]:
        files = [*files_of(report), *added]
        if converter() is None:
            self.stderr.write("本机没有安装 LibreOffice，没有生成 PDF。")
        else:
            try:
                files.append(as_pdf(files[0]))
            except NotPortableError as error:
                self.stderr.write(str(error))
        return [*files, in_a_zip(files, report)]

    def tell(self, plan: Plan, report: Report, paths: list[Path]) -> None:
        record_export(
            by=None,
            plan=plan,
            period=report.occasion.period,
            files=[path.name for path in paths],
            rows=report.attachments.row_count,
        )
        for path in paths:
            self.stdout.write(str(path))
        for remark in report.remarks:
            self.stderr.write(remark)


def highlights(plan: Plan, occasion: Occasion) -> list[delivery.OfficeFile]:
    """The tables beside the report as one workbook; none for a plan."""
    period = plan.periods.select_related("plan").filter(number=periods.number_of(occasion.code)).first()
    sheets = highlights_of(period) if period else []
    return [delivery.as_one(sheets, f"{occasion.label}对比汇总", "xlsx")] if sheets else []


def layout_of(name: str | None) -> Layout | None:
    """The layout asked for; None for the period's own.

    Raises:
        LayoutError: no such layout.
    """
    return layout_named(name, load_layouts()) if name else None
