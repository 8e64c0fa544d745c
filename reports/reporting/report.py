"""报告: builds the report of a period or plan with the office's own wording, and writes its files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from django.db.models import Count

from reports.figures import count_items_by_kind
from reports.layouts.layout import Layout, get_layout_for_period
from reports.layouts.own_layouts import load_layouts_of
from reports.printing.delivery import OfficeFile, format_file_name, write_zip
from reports.printing.official import write_official_document
from reports.printing.paragraphs import Level, Paragraph, leave_out_number, number_paragraphs
from reports.printing.sheet import Sheet
from reports.reporting import narrative
from reports.reporting.attachments import Attachments, Occasion, build_attachments
from reports.reporting.items import ReportItem, build_item_as_decided, build_items_from_entries
from reports.sampling.files import write_sample_files, write_table_files
from tasks import clock
from tasks.assessing.facts import INDICATORS, prefetch_present_text
from tasks.checking.checks import UnfilledPlace
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
from tasks.models.changes import build_field_state
from tasks.models.ending import STOPS, build_stopped_condition
from tasks.plans.decided_items import find_notice_day, list_decided_items
from tasks.plans.documents import OF_THE_NOTICE
from tasks.queries import (
    KINDS_IN_ORDER,
    order_as_printed,
    prefetch_listed_parts,
    select_visible_entries,
    select_visible_tasks,
)
from tasks.terms import terms

#: fields of ``Plan`` that its notice prints
NOTICE_FACTS = ("document_number", "congress", "approving_meeting", "recipients")


@dataclass(frozen=True)
class ParagraphDraft:
    """A generated paragraph, and the office's own wording if there is one."""

    paragraph: Paragraph
    own: ReportParagraph | None

    @property
    def text(self) -> str:
        return leave_out_number(self.paragraph.level, self.own.wording) if self.own else self.paragraph.text

    @property
    def is_overtaken(self) -> bool:
        """Whether the generated text changed since the office wrote its wording."""
        return self.own is not None and self.own.generated != self.paragraph.text


@dataclass(frozen=True)
class Report:
    """A whole report; ``write_report_files`` writes its files.

    Attributes:
        left_over: the office's wordings of paragraphs that are no longer generated.
        remarks: Chinese sentences for the person who exports it.
        entries: the entries of the period in printed order with their indicators; empty for a plan.
        is_internal: whether text or tables tell of an internal item, or the whole is issued as 内部: its files bear the mark.
    """

    occasion: Occasion
    layout: Layout
    attachments: Attachments
    drafts: tuple[ParagraphDraft, ...]
    left_over: tuple[ReportParagraph, ...]
    remarks: tuple[str, ...]
    entries: Sequence[ProgressEntry] = ()
    is_internal: bool = False

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The numbered paragraphs; those that the office emptied are left out."""
        return number_paragraphs(replace(draft.paragraph, text=draft.text) for draft in self.drafts if draft.text)

    @property
    def unfilled(self) -> tuple[UnfilledPlace, ...]:
        """What generated paragraphs print and nothing is known of; the office's own wording needs no data."""
        generated = (draft.paragraph for draft in self.drafts if draft.own is None)
        return tuple(UnfilledPlace(name, each.line or each.level) for each in generated for name in each.unfilled)

    @property
    def title(self) -> str:
        return next((each.line for each in self.paragraphs if each.level == Level.TITLE), self.occasion.label)


def build_report(
    plan: Plan,
    occasion: Occasion,
    *,
    user: User | None = None,
    layout: Layout | None = None,
    leaving_out: Collection[int] = (),
    template: str = "",
    on: date | None = None,
    as_of: date | None = None,
) -> Report:
    """Builds the report with the office's own wording.

    Args:
        user: the reader, who limits the rows; None means all rows.
        layout: None means the period's own.
        leaving_out: ids of tasks that this version leaves out. The office's wording of a paragraph is then
            used only if the paragraph does not depend on these tasks.
        template: a text to try instead of the template in force.
        on: the date of the report; None means the day the plan was issued, or today.
        as_of: the day as of which a plan's notice prints its items; None means that of ``find_notice_day``.

    Raises:
        LayoutError: a mistake in a layout file.
        ManuscriptError: a mistake in the template.
    """
    layouts = load_layouts_of(plan.government_id)
    layout = layout or get_layout_for_period(occasion.year, occasion.code, layouts, occasion.form_code)
    template = template or get_template_in_force(plan, layout)
    on = on or (plan.issued_on if occasion.is_plan else None) or clock.today()
    if occasion.is_plan:
        as_of = as_of or find_notice_day(plan)
    generate = partial(generate_report_content, plan, occasion, layout, template, on, as_of, user)
    generated, attachments, entries, is_internal = generate()
    own = {row.key: row for row in list_own_wordings(plan, occasion)}
    if leaving_out:
        full = {paragraph.key: paragraph.text for paragraph in generated}
        generated, attachments, _, is_internal = generate(leaving_out)
        same = {each.key for each in generated if full.get(each.key) == each.text}
        own = {key: row for key, row in own.items() if key in same}
    drafts = tuple(ParagraphDraft(paragraph, own.pop(paragraph.key, None)) for paragraph in generated)
    remarks = [*attachments.remarks, *describe_unjudged_targets(entries)]
    if occasion.is_plan and (missing := list_missing_facts(plan)):
        remarks.append(f"方案没有填写{'、'.join(missing)}，通知中不写这些内容。")
    return Report(occasion, layout, attachments, drafts, tuple(own.values()), tuple(remarks), entries, is_internal)


def generate_report_content(
    plan: Plan,
    occasion: Occasion,
    layout: Layout,
    template: str,
    on: date,
    as_of: date | None,
    user: User | None,
    leaving_out: Collection[int] = (),
) -> tuple[list[Paragraph], Attachments, list[ProgressEntry], bool]:
    """Generates the paragraphs and the attachments.

    Returns:
        These, the entries that they come from, and whether one of their items is internal.
    """
    tasks = select_visible_tasks(user) if user else Task.objects.all()
    tasks = tasks.filter(plan=plan).exclude(pk__in=leaving_out)
    decided = list_decided_items(plan, OF_THE_NOTICE.narrow(tasks), as_of) if occasion.is_plan else []
    entries, items, in_force = (
        ([], [build_item_as_decided(one) for one in decided], {})
        if occasion.is_plan
        else load_report_rows(plan, occasion, user, leaving_out)
    )
    attachments = build_attachments(layout, items, occasion)
    counts = count_items_by_kind(entries, in_force)
    told = [entry for entry in entries if entry.task.kind != TaskKind.KEY or entry.is_behind]
    values = narrative.build_narrative_values(plan, occasion, entries, counts, map_tasks_to_indicators(told), on)
    values |= narrative.build_attachment_values(layout, attachments, items)
    is_revision = occasion.is_plan and plan.publications.exists()
    values |= narrative.build_revision_values(decided, is_revision=is_revision)
    stopped = list_tasks_stopped_with(plan, occasion, user, leaving_out)
    values |= narrative.build_stopped_values(stopped)
    is_internal = any(item.is_internal for item in items) or any(task.is_internal for task in stopped)
    return narrative.build_narrative_paragraphs(template, values), attachments, entries, is_internal


def get_template_in_force(plan: Plan, layout: Layout) -> str:
    """Returns the government's own template for the layout, or the one that comes with the layout.

    A government's own layout shares a template with the office's changes to it.

    Raises:
        ManuscriptError: there is none.
    """
    keys = [layout.key, *([layout.narrative] if layout.is_own and layout.narrative else [])]
    rows = NarrativeTemplate.objects.filter(government=plan.government_id, layout__in=keys)
    own = {row.layout: row.text for row in rows}
    return next((own[key] for key in keys if key in own), "") or narrative.read_default_template(layout)


def load_report_rows(
    plan: Plan, occasion: Occasion, user: User | None, leaving_out: Collection[int]
) -> tuple[list[ProgressEntry], list[ReportItem], Mapping[TaskKind, int]]:
    """Loads the rows that ``user`` may see, without some tasks; in a fixed number of queries.

    Returns:
        The entries of the period, the items, and the number of items in force by kind.
    """
    tasks = select_visible_tasks(user) if user else Task.objects.all()
    tasks = tasks.filter(plan=plan).exclude(pk__in=leaving_out)
    number = occasion.number
    rows = select_visible_entries(user) if user else ProgressEntry.objects.all()
    rows = rows.filter(period__plan=plan, period__number=number).exclude(task__in=leaving_out)
    whole = prefetch_listed_parts(rows).select_related("period", "task__internal")
    entries = list(order_as_printed(whole).prefetch_related(INDICATORS))
    for entry in entries:
        # one for all, with the plan and the government that are loaded
        entry.period = entries[0].period
        entry.period.plan = plan
    prefetch_present_text(entries)
    known = Task.objects.filter(pk__in=tasks, editions__since__lte=number).exclude(build_stopped_condition(number))
    sizes = known.values_list("kind").annotate(size=Count("pk", distinct=True)).order_by()
    return entries, build_items_from_entries(entries), dict(sizes)


def list_tasks_stopped_with(
    plan: Plan, occasion: Occasion, user: User | None, leaving_out: Collection[int]
) -> list[Task]:
    """Lists the items that this period is the first to leave out, since they were stopped; its report names them once."""
    if occasion.is_plan:
        return []
    tasks = select_visible_tasks(user) if user else Task.objects.all()
    since = occasion.number
    stopped = tasks.filter(plan=plan, ending__kind__in=STOPS, ending__since=since).exclude(pk__in=leaving_out)
    whole = stopped.select_related("ending__merged_into", "item_kind", "current", "internal")
    return list(whole.order_by(KINDS_IN_ORDER, "number"))


def map_tasks_to_indicators(entries: Sequence[ProgressEntry]) -> dict[int, list[Indicator]]:
    return {entry.task_id: list(entry.task.indicators.all()) for entry in entries}


def list_own_wordings(plan: Plan, occasion: Occasion) -> list[ReportParagraph]:
    number = occasion.number
    return list(ReportParagraph.objects.filter(plan=plan, number=number).select_related("edited_by").order_by("pk"))


def describe_unjudged_targets(entries: Sequence[ProgressEntry]) -> list[str]:
    """Warns of filed targets that the text groups by the system's suggestion because they are not judged."""
    told = [each for each in entries if each.task.kind == TaskKind.TARGET and each.is_handed_over]
    count = sum(entry.judgement is None for entry in told)
    return [f"有{count}项预期目标尚未{terms.judging}，正文暂按系统预警归类，请核对。"] if count else []


def list_missing_facts(plan: Plan) -> list[str]:
    """Returns the labels of what the notice of a plan leaves out because it is not known; the day may stay unsaid."""
    return [label for label, value in build_field_state(plan, NOTICE_FACTS).items() if not value]


def write_report_files(report: Report) -> list[OfficeFile]:
    """Writes the report with its attachments as Word, and the attachments as Excel; those with a sample as files of their own.

    Raises:
        CellTooLongError: a text is too long for an Excel cell.
    """
    document = OfficeFile(
        format_file_name(report.title, "docx"),
        write_official_document(report.paragraphs, report.attachments.sheets, is_internal=report.is_internal),
    )
    if not report.attachments.sheets:
        return [document]
    sheets = [mark_sheet(sheet, is_internal=report.is_internal) for sheet in report.attachments.sheets]
    tables = write_table_files(sheets, report.occasion.file_stem, "xlsx")
    return [document, *tables, *write_sample_files(sheets, "docx")]


def mark_sheet(sheet: Sheet, *, is_internal: bool) -> Sheet:
    sample = replace(sheet.sample, is_internal=is_internal) if sheet.sample else None
    return replace(sheet, is_internal=is_internal, sample=sample)


def write_report_zip(files: Sequence[OfficeFile], report: Report) -> OfficeFile:
    return write_zip(files, report.title)
