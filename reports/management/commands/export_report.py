"""``export_report``: writes a report as Word, Excel and zip, and as PDF if LibreOffice is installed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.layouts.layout import Layout, LayoutError, get_layout_by_name
from reports.layouts.own_layouts import load_layouts_of
from reports.management.occasions import find_occasion
from reports.printing import delivery
from reports.printing.portable import PdfConversionError, convert_to_pdf
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Occasion
from reports.reporting.highlights import build_highlight_sheets
from reports.reporting.manuscript import ManuscriptError
from reports.reporting.report import Report, build_report, write_report_files, write_report_zip
from tasks import periods
from tasks.converting.libreoffice import find_libreoffice
from tasks.issuing.export_actions import record_export
from tasks.management.arguments import PERIOD_HELP, add_plan_arguments, get_period_by_code, get_plan_by_options
from tasks.models import Plan
from tasks.terms import terms


class Command(BaseCommand):
    help = "导出一个填报期的报告（或年初分解方案的印发通知）：正文和附件，每个文件的路径输出一行。"

    def add_arguments(self, parser):
        add_plan_arguments(parser)
        parser.add_argument("--period", choices=periods.CODES, required=True, help=f"PLAN 或{PERIOD_HELP}")
        parser.add_argument("--out", type=Path, required=True, help="存放文件的文件夹，没有时新建")
        parser.add_argument("--layout", help="版式名称；不写时用该期的默认版式")
        parser.add_argument(
            "--highlights", action="store_true", help=f"另附与上期对比和{terms.responsible_unit}、领导汇总"
        )

    def handle(self, **options):
        plan = get_plan_by_options(options)
        occasion = find_occasion(plan, options["period"])
        if not occasion.is_plan:
            get_period_by_code(plan, occasion.code)
        try:
            report = build_report(plan, occasion, layout=find_requested_layout(plan, options["layout"]))
            files = self.write_files(report, write_highlight_files(plan, occasion) if options["highlights"] else [])
            paths = [delivery.save_file(file, options["out"]) for file in files]
        except (LayoutError, ManuscriptError, CellTooLongError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"无法写入文件夹 {options['out']}：{error.strerror}") from error
        self.report_export(plan, report, paths)

    def write_files(self, report: Report, added: list[delivery.OfficeFile]) -> list[delivery.OfficeFile]:
        files = [*write_report_files(report), *added]
        if find_libreoffice() is None:
            self.stderr.write("本机没有安装 LibreOffice，没有生成 PDF。")
        else:
            try:
                files.append(convert_to_pdf(files[0]))
            except PdfConversionError as error:
                self.stderr.write(str(error))
        return [*files, write_report_zip(files, report)]

    def report_export(self, plan: Plan, report: Report, paths: list[Path]) -> None:
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


def write_highlight_files(plan: Plan, occasion: Occasion) -> list[delivery.OfficeFile]:
    """Writes the comparison tables as one workbook; none for a plan."""
    period = plan.periods.select_related("plan").filter(number=occasion.number).first()
    sheets = build_highlight_sheets(period) if period else []
    return [delivery.write_one_file(sheets, f"{occasion.label}对比汇总", "xlsx")] if sheets else []


def find_requested_layout(plan: Plan, name: str | None) -> Layout | None:
    """Returns the requested layout, or None for the period's own.

    Raises:
        LayoutError: the layout does not exist.
    """
    return get_layout_by_name(name, load_layouts_of(plan.government_id)) if name else None
