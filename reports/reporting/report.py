"""The whole report of a period or of a plan: its paragraphs with the office's wordings, its attachments, its files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count as Rows

from reports.figures import count_items_by_kind
from reports.layouts.layout import Layout, get_layout_for_period, load_layouts
from reports.printing.delivery import OfficeFile, format_file_name, write_one_file, write_zip
from reports.printing.official import write_official_document
from reports.printing.paragraphs import Level, Paragraph, PrintedParagraph, number_paragraphs
from reports.reporting import narrative
from reports.reporting.attachments import Attachments, Occasion, build_attachments
from reports.reporting.items import ReportItem, build_items_from_entries, build_items_from_tasks
from tasks import clock, periods
from tasks.assessing.facts import INDICATORS, prefetch_present_text
from tasks.enums import TaskKind
from tasks.models import (
    Indicator,
    NarrativeTemplate,
    Plan,
    ProgressEntry,
    ReportParagraph,
    Task,
    User,
)
from tasks.queries import (
    order_as_printed,
    prefetch_printed_parts,
    select_visible_entries,
    select_visible_tasks,
)


@dataclass(frozen=True)
class ParagraphDraft:
    """One paragraph as generated, and the office's own wording where it has one.

    ``level`` is the generated one's; a wording whose paragraph is generated no more stands in ``Report.left_over``.
    """

    paragraph: Paragraph
    own: ReportParagraph | None

    @property
    def text(self) -> str:
        return self.own.wording if self.own else self.paragraph.text

    @property
    def is_overtaken(self) -> bool:
        """Whether the data changed since the office wrote."""
        return self.own is not None and self.own.generated != self.paragraph.text


@dataclass(frozen=True)
class Report:
    """Everything a report consists of; ``files_of`` makes the files of it."""

    occasion: Occasion
    layout: Layout
    attachments: Attachments
    drafts: tuple[ParagraphDraft, ...]
    left_over: tuple[ReportParagraph, ...]
    remarks: tuple[str, ...]
    #: the rows behind it, in printed order with their indicators; none where it tells a plan
    entries: Sequence[ProgressEntry] = ()

    @property
    def paragraphs(self) -> list[PrintedParagraph]:
        """As they are printed; a paragraph that the office emptied is left out."""
        return number_paragraphs(
            Paragraph(draft.paragraph.key, draft.paragraph.level, draft.text)
            for draft in self.drafts
            if draft.text
        )

    @property
    def title(self) -> str:
        return next((each.text for each in self.paragraphs if each.level == Level.TITLE), self.occasion.label)


@dataclass(frozen=True)
class ReportMaterial:
    """The rows a report is made of: ``entries`` of a period, or the ``items`` of a plan alone."""

    entries: list[ProgressEntry]
    items: list[ReportItem]
    in_force: Mapping[TaskKind, int]


def build_report(
    plan: Plan,
    occasion: Occasion,
    *,
    user: User | None = None,
    layout: Layout | None = None,
    leaving_out: Collection[int] = (),
    template: str = "",
    on: date | None = None,
) -> Report:
    """The report with the wordings of the office.

    Args:
        user: who sees it, hence which rows; None for all.
        layout: None for the period's own.
        leaving_out: tasks that do not stand in this version. A wording of the office's is then used only where
            the paragraph does not depend on them.
        template: text to be tried instead of the one in force.
        on: the day it is dated; when None the day the plan was issued, or today.

    Raises:
        LayoutError: a mistake in a layout file.
        ManuscriptError: a mistake in the template.
    """
    layout = layout or get_layout_for_period(occasion.year, occasion.code, load_layouts())
    template = template or get_template_in_force(plan, layout)
    whole = load_report_material(plan, occasion, user)
    on = on or (plan.issued_on if occasion.is_plan else None) or clock.today()
    generated, attachments = generate_report_content(plan, occasion, layout, template, whole, on)
    own = {row.key: row for row in list_own_wordings(plan, occasion)}
    if leaving_out:
        full = {paragraph.key: paragraph.text for paragraph in generated}
        part = load_report_material(plan, occasion, user, leaving_out)
        generated, attachments = generate_report_content(plan, occasion, layout, template, part, on)
        same = {each.key for each in generated if full.get(each.key) == each.text}
        own = {key: row for key, row in own.items() if key in same}
    drafts = tuple(ParagraphDraft(paragraph, own.pop(paragraph.key, None)) for paragraph in generated)
    remarks = [*attachments.remarks, *describe_unjudged_targets(whole.entries)]
    return Report(occasion, layout, attachments, drafts, tuple(own.values()), tuple(remarks), whole.entries)


def generate_report_content(
    plan: Plan, occasion: Occasion, layout: Layout, template: str, material: ReportMaterial, on: date
) -> tuple[list[Paragraph], Attachments]:
    """Paragraphs as generated, and the attachments that they refer to."""
    attachments = build_attachments(layout, material.items, occasion)
    counts = count_items_by_kind(material.entries, material.in_force)
    told = [entry for entry in material.entries if entry.task.kind != TaskKind.KEY or entry.is_behind]
    values = narrative.build_narrative_values(
        plan, occasion, material.entries, counts, map_tasks_to_indicators(told), on
    )
    values |= narrative.build_attachment_values(layout, attachments, material.items)
    return narrative.build_narrative_paragraphs(template, values), attachments


def get_template_in_force(plan: Plan, layout: Layout) -> str:
    """The government's own template for the layout, or the one that comes with it.

    Raises:
        ManuscriptError: there is none.
    """
    own = NarrativeTemplate.objects.filter(government=plan.government_id, layout=layout.key).first()
    return own.text if own else narrative.read_default_template(layout)


def load_report_material(
    plan: Plan, occasion: Occasion, user: User | None, leaving_out: Collection[int] = ()
) -> ReportMaterial:
    """The rows that ``user`` may see, without some tasks, in a fixed number of queries."""
    tasks = select_visible_tasks(user) if user else Task.objects.all()
    tasks = tasks.filter(plan=plan).exclude(pk__in=leaving_out)
    if occasion.is_plan:
        return ReportMaterial([], build_items_from_tasks(tasks), {})
    number = periods.parse_period_code(occasion.code)
    rows = select_visible_entries(user) if user else ProgressEntry.objects.all()
    rows = rows.filter(period__plan=plan, period__number=number).exclude(task__in=leaving_out)
    entries = list(order_as_printed(prefetch_printed_parts(rows)).prefetch_related(INDICATORS))
    prefetch_present_text(entries)
    known = Task.objects.filter(pk__in=tasks, editions__since__lte=number)
    sizes = known.values_list("kind").annotate(size=Rows("pk", distinct=True)).order_by()
    return ReportMaterial(entries, build_items_from_entries(entries), dict(sizes))


def map_tasks_to_indicators(entries: Sequence[ProgressEntry]) -> dict[int, list[Indicator]]:
    return {entry.task_id: list(entry.task.indicators.all()) for entry in entries}


def list_own_wordings(plan: Plan, occasion: Occasion) -> list[ReportParagraph]:
    number = periods.parse_period_code(occasion.code)
    return list(
        ReportParagraph.objects.filter(plan=plan, number=number).select_related("edited_by").order_by("pk")
    )


def describe_unjudged_targets(entries: Sequence[ProgressEntry]) -> list[str]:
    """Filed targets that the text sorts by the machine's suggestion, since nobody has judged them."""
    told = [each for each in entries if each.task.kind == TaskKind.TARGET and each.is_handed_over]
    count = sum(entry.judgement is None for entry in told)
    return [f"有{count}项预期目标尚未研判，正文按系统预警归类，请核对。"] if count else []


def write_report_files(report: Report) -> list[OfficeFile]:
    """Word and Excel: the report with its attachments, and the attachments as a workbook.

    Raises:
        CellTooLongError: a text is too long for an Excel cell.
    """
    document = OfficeFile(
        format_file_name(report.title, "docx"),
        write_official_document(report.paragraphs, report.attachments.sheets),
    )
    if not report.attachments.sheets:
        return [document]
    return [document, write_one_file(report.attachments.sheets, report.occasion.file_stem, "xlsx")]


def write_report_zip(files: Sequence[OfficeFile], report: Report) -> OfficeFile:
    return write_zip(files, report.title)
