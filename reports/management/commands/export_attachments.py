"""``export_attachments``: writes the attachments of a period or plan as Excel or Word files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reports.layouts.layout import LayoutError, get_layout_by_name, get_layout_for_period
from reports.layouts.own_layouts import load_layouts_of
from reports.management.occasions import find_occasion
from reports.printing import delivery
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Attachments, Occasion, build_attachments
from reports.reporting.items import ReportItem, build_items_from_plan, list_period_items
from reports.sampling.files import write_table_files
from tasks import periods
from tasks.enums import DocumentLevel
from tasks.issuing.export_actions import record_export
from tasks.management.arguments import PERIOD_HELP, add_plan_arguments, get_period_by_code, get_plan_by_options
from tasks.models import Plan, ProgressEntry
from tasks.plans.decided_items import find_notice_day
from tasks.plans.documents import OF_THE_NOTICE, OWN, SourceChoice


class Command(BaseCommand):
    help = "导出一个填报期（或年初分解方案）的附件表，每个文件的路径输出一行。"

    def add_arguments(self, parser):
        add_plan_arguments(parser)
        parser.add_argument("--period", choices=periods.CODES, required=True, help=f"PLAN 或{PERIOD_HELP}")
        parser.add_argument("--out", type=Path, required=True, help="存放文件的文件夹，没有时新建")
        parser.add_argument("--format", choices=tuple(delivery.WRITERS), default="xlsx", help="文件格式")
        parser.add_argument("--separate", action="store_true", help="每个附件单独成一个文件")
        parser.add_argument("--document", help="只列一份来源文件的事项：文号或标题；年度方案写 own")
        parser.add_argument("--level", choices=[one.value for one in DocumentLevel], help="只列一个级别的事项")
        parser.add_argument("--layout", help="版式名称；不写时用该期的默认版式")

    def handle(self, **options):
        plan = get_plan_by_options(options)
        occasion = find_occasion(plan, options["period"])
        try:
            choice = SourceChoice(find_document_key(plan, options["document"]), options["level"] or "")
            attachments = build_exported_attachments(plan, occasion, options["layout"], choice)
            files = write_attachment_files(attachments, occasion, options)
            paths = [delivery.save_file(file, options["out"]) for file in files]
        except (LayoutError, CellTooLongError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"无法写入文件夹 {options['out']}：{error.strerror}") from error
        record_export(
            by=None,
            plan=plan,
            period=occasion.period,
            files=[path.name for path in paths],
            rows=attachments.row_count,
        )
        for path in paths:
            self.stdout.write(str(path))
        for remark in attachments.remarks:
            self.stderr.write(remark)


def find_document_key(plan: Plan, asked: str | None) -> str:
    """Finds the key of the document that is called by its number or title; "" where none is asked for.

    Raises:
        CommandError: the year has no such document.
    """
    if asked in (None, "", OWN):
        return asked or ""
    for document in plan.documents.all():
        if asked in (document.document_number, document.title):
            return str(document.pk)
    raise CommandError(f"{plan}没有文号或标题为“{asked}”的来源文件。", returncode=1)


def build_exported_attachments(
    plan: Plan, occasion: Occasion, layout_name: str | None, choice: SourceChoice
) -> Attachments:
    """Builds the attachments of the items of the plan or period that the choice leaves.

    Raises:
        CommandError: there is nothing to export.
        LayoutError: the layout does not exist or has a mistake.
    """
    layouts = load_layouts_of(plan.government_id)
    if layout_name:
        layout = get_layout_by_name(layout_name, layouts)
    else:
        layout = get_layout_for_period(occasion.year, occasion.code, layouts, occasion.form_code)
    attachments = build_attachments(layout, list_exported_items(plan, occasion, choice), occasion)
    if not attachments.sheets:
        raise CommandError(f"{occasion.label}没有可列入附件的事项。" + "".join(attachments.remarks))
    return attachments


def list_exported_items(plan: Plan, occasion: Occasion, choice: SourceChoice) -> list[ReportItem]:
    if occasion.is_plan:
        tasks = (choice or OF_THE_NOTICE).narrow(plan.tasks.all())
        return build_items_from_plan(plan, tasks, find_notice_day(plan))
    entries = ProgressEntry.objects.filter(period=get_period_by_code(plan, occasion.code))
    return list_period_items(choice.narrow(entries, "task__"))


def write_attachment_files(attachments: Attachments, occasion: Occasion, options: dict) -> list[delivery.OfficeFile]:
    form, separate = options["format"], options["separate"]
    return write_table_files(attachments.sheets, occasion.file_stem, form, separate=separate)
