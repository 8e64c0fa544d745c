"""导出附表: shows which tables a layout gives, and hands out their files with the rows that the person may see."""

from dataclasses import replace
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import prefetch_related_objects
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from reports.layouts.layout import get_layout_by_name, load_layouts
from reports.pages.reporting.occasion_page import (
    LEDGER,
    OccasionPage,
    get_chosen_layout,
    get_occasion_or_404,
    list_occasion_items,
    list_occasions,
    read_source_choice,
)
from reports.printing import delivery
from reports.printing.sheet import Sheet
from reports.printing.workbook import CellTooLongError
from reports.reporting.attachments import Attachments, Occasion, build_attachments, build_period_occasion
from reports.reporting.items import (
    ReportItem,
    build_item_from_stopped,
    build_items_from_entries,
    format_printed_answers,
)
from reports.sampling.files import write_table_files
from tasks.enums import DocumentLevel
from tasks.issuing.export_actions import record_export
from tasks.models import Plan, ProgressEntry, User
from tasks.pages.frame.context import AuthenticatedRequest, find_current_period
from tasks.pages.frame.views.access import restrict_to
from tasks.pages.items.filters import build_entry_filter, select_filtered_entries
from tasks.pages.items.views.item_list import list_stopped_items
from tasks.permissions import Permission, can
from tasks.plans.documents import iterate_levels, list_document_choices
from tasks.text_tables import write_out_tables
from tasks.visible_words import read_listed_text, read_words

#: what the row of a stopped item prints of its present wording
STOPPED_PARTS = ("internal", "current__section", "current__responsibilities__unit", "current__leaderships__official")
#: the last part of an address → file format, whether each attachment is a file of its own, and the button's label
FORMS = {
    "xlsx": ("xlsx", False, "Excel 工作簿"),
    "docx": ("docx", False, "Word 文档"),
    "xlsx-zip": ("xlsx", True, "Excel 分表压缩包"),
    "docx-zip": ("docx", True, "Word 分表压缩包"),
}


class ExportPage(OccasionPage):
    """The tables that a report gives in a layout; arguments as of ``OccasionPage``."""

    def __init__(self, request: AuthenticatedRequest, occasions: list[Occasion]):
        super().__init__(request, occasions)
        self.choice = read_source_choice(request, self.plan)
        items = list_occasion_items(request.user, self.plan, self.occasion, self.choice)
        self.attachments: Attachments = build_attachments(self.layout, items, self.occasion)

    @property
    def is_partial(self) -> bool:
        """Whether the person sees some items of the government only."""
        return not can(self.request.user, Permission.SEE_ALL_TASKS)

    @cached_property
    def documents(self) -> list[tuple[str, str]]:
        """The documents to choose from; none where the year has only the plan's own notice."""
        return list_document_choices(self.plan)

    @property
    def levels(self) -> list[DocumentLevel]:
        return list(iterate_levels(self.plan))

    @property
    def file_query(self) -> str:
        """The query with which a file holds what the page shows."""
        chosen = {"layout": self.layout.key, "document": self.choice.document, "level": self.choice.level}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def forms(self) -> list[tuple[str, str]]:
        """Each kind of file: the last part of its address, and what its button says."""
        return [(form, label) for form, (_, _, label) in FORMS.items()]


@restrict_to(Permission.EXPORT)
def export_page(request: AuthenticatedRequest) -> HttpResponse:
    """Shows the tables of a report, and a button for each kind of file; the query is that of ``OccasionPage``."""
    occasions = list_occasions(request)
    page = ExportPage(request, occasions) if occasions else None
    return render(request, "reporting/exports.html", {"page": page})


@restrict_to(Permission.EXPORT)
def export_attachments(request: AuthenticatedRequest, year: int, code: str, form: str) -> HttpResponseBase:
    """Hands out the tables as a file; the query (``layout``, ``document``, ``level``) is that of the page.

    Args:
        code: PLAN, Q1, H1, Q3 or FY.
        form: a key of ``FORMS``.
    """
    if form not in FORMS:
        raise Http404
    plan, occasion = get_occasion_or_404(request, year, code)
    layout, _ = get_chosen_layout(request, plan, occasion)
    items = list_occasion_items(request.user, plan, occasion, read_source_choice(request, plan))
    attachments = build_attachments(layout, items, occasion)
    if not attachments.sheets:
        messages.error(request, f"{occasion.label}没有可列入附件的事项。")
        return redirect("export_page")
    return render_attachments_file(request.user, plan, occasion, attachments, form)


@restrict_to(Permission.EXPORT)
def export_list(request: AuthenticatedRequest) -> HttpResponseBase:
    """Hands out the list of items as one table, with the rows, order and filters of the page."""
    period, entries = find_current_period(request), select_filtered_entries(request)
    stopped = list_stopped_items(request.user, period, build_entry_filter(request))
    prefetch_related_objects(stopped, *STOPPED_PARTS)
    if period is None or not (entries or stopped):
        messages.error(request, "没有符合筛选条件的事项，未导出。")
        return redirect("task_list")
    occasion = build_period_occasion(period)
    items = [
        build_listed_item(request.user, *pair) for pair in zip(entries, build_items_from_entries(entries), strict=True)
    ]
    items += map(build_item_from_stopped, stopped)
    attachments = build_attachments(get_layout_by_name(LEDGER, load_layouts()), items, occasion)
    return render_attachments_file(
        request.user, period.plan, occasion, attachments, "xlsx", stem=f"{occasion.label}事项台账"
    )


def build_listed_item(user: User, entry: ProgressEntry, item: ReportItem) -> ReportItem:
    """Builds the row as the person's list shows it, where the lead units' people read their own draft."""
    own: dict[str, Any] = dict(format_printed_answers(read_words(user, entry)))
    return replace(item, progress=write_out_tables(read_listed_text(user, entry)), **own)


def render_attachments_file(
    user: User, plan: Plan, occasion: Occasion, attachments: Attachments, form: str, stem: str = ""
) -> FileResponse:
    """Hands out the file and records the export in the audit log.

    Raises:
        BadRequest: a text is too long for an Excel cell.
    """
    try:
        file = build_export_file(attachments.sheets, stem or occasion.file_stem, form)
    except CellTooLongError as error:
        raise BadRequest(str(error)) from error
    record_export(by=user, plan=plan, period=occasion.period, files=[file.name], rows=attachments.row_count)
    return FileResponse(BytesIO(file.content), as_attachment=True, filename=file.name)


def build_export_file(sheets: tuple[Sheet, ...], stem: str, form: str) -> delivery.OfficeFile:
    ending, separate, _ = FORMS[form]
    files = write_table_files(sheets, stem, ending, separate=separate)
    return files[0] if len(files) == 1 and not separate else delivery.write_zip(files, stem)
