"""校核: builds the document that the checks read from the rows of a period, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef

from tasks.assessing import facts
from tasks.assessing.earlier import EarlierEntries
from tasks.assessing.lagging import Facts
from tasks.checking.checks.records import (
    Attachment,
    CheckedDocument,
    CheckedItem,
    CheckedUnit,
    EarlierItem,
    ItemAskedAbove,
    UnfilledPlace,
)
from tasks.enums import DocumentLevel, Outcome, TaskKind
from tasks.models import (
    Edition,
    Period,
    Plan,
    ProgressEntry,
    Responsibility,
    SourceDocument,
    Task,
    Unit,
    UnitSuccession,
)
from tasks.models.ending import build_stopped_condition
from tasks.periods import Quarter
from tasks.plans.decided_items import DecidedItem, list_decided_items
from tasks.plans.documents import OF_THE_NOTICE
from tasks.queries import list_printed_entries
from tasks.visible_words import read_filed, read_report_text

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

BEHIND = "（推进滞后）"
#: the levels whose lists a plan has to take up
ABOVE = (DocumentLevel.NATIONAL, DocumentLevel.MUNICIPAL)


class UnitFlags(TypedDict):
    """The annotations that ``index_units_by_id`` adds to a unit."""

    has_members: bool
    is_followed: bool


Register = Mapping[int, "WithAnnotations[Unit, UnitFlags]"]


def build_checked_document(
    period: Period,
    narrative: tuple[str, ...] | None = None,
    entries: Sequence[ProgressEntry] | None = None,
    unfilled: tuple[UnfilledPlace, ...] = (),
    earlier: "EarlierEntries | None" = None,
) -> CheckedDocument:
    """Builds the document of a period as it would be printed.

    Args:
        period: with its plan.
        narrative: paragraphs of the report. None takes text and tables of the document that the period was imported
            from; without such a document there is no text.
        entries: the entries of ``list_printed_entries(period)``, if they are loaded already.
        unfilled: places of the narrative for which there is no data.
        earlier: ``list_earlier_entries(period)``, if they are loaded already.
    """
    source = period.sources.order_by("-imported_at").first() if narrative is None else None
    printed = list_printed_entries(period) if entries is None else entries
    known = facts.gather_facts(printed, on=period.due_on, earlier=earlier)
    register = index_units_by_id(period.plan)
    items = [build_checked_item(entry, fact, register) for entry, fact in known]
    planned, gone = list_left_out_items(period)
    return CheckedDocument(
        quarter=period.quarter,
        attachments=group_as_printed(source, items) if source else group_by_attachment(items),
        narrative=tuple(source.narrative) or None if source else narrative,
        planned=planned,
        gone=gone,
        document_number=period.plan.document_number,
        unfilled=unfilled,
        rules=facts.get_lagging_rules(period.plan),
    )


def build_checked_notice(
    plan: Plan, narrative: tuple[str, ...] | None, as_of: date | None, unfilled: tuple[UnfilledPlace, ...] = ()
) -> CheckedDocument:
    """Builds the document of a plan's notice: its own items as decided by a day.

    Args:
        as_of: as in ``list_decided_items``.
        narrative, unfilled: as in ``build_checked_document``.
    """
    register = index_units_by_id(plan)
    decided = list_decided_items(plan, OF_THE_NOTICE.narrow(Task.objects.filter(plan=plan)), as_of)
    items = [build_planned_item(one, register) for one in decided]
    return CheckedDocument(
        quarter=Quarter(plan.year, plan.rhythm.last, plan.rhythm),
        attachments=group_by_attachment(items),
        narrative=narrative,
        document_number=plan.document_number,
        unfilled=unfilled,
        as_of=as_of,
        earlier=list_earlier_items(plan),
        asked_above=list_items_asked_above(plan),
    )


def list_items_asked_above(plan: Plan) -> tuple[ItemAskedAbove, ...]:
    """Lists the items of the lists of upper levels that were imported for a plan's year, in one query."""
    above = Task.objects.filter(plan=plan, document__level__in=ABOVE, current__isnull=False)
    return tuple(
        ItemAskedAbove(task.document.title, task.number, task.edition.text, task.same_as_id or task.pk)
        for task in above.select_related("document", "current").order_by("document_id", "number")
        if task.document
    )


def list_earlier_items(plan: Plan) -> tuple[EarlierItem, ...]:
    """Lists the items of the government's plan of the year before with what was last filed of each, in one query."""
    entries = (
        ProgressEntry.objects.filter(task__plan__government=plan.government_id, task__plan__year=plan.year - 1)
        .select_related("edition", "returned_revision")
        .order_by("task_id", "period__number")
    )
    last = {entry.task_id: entry for entry in entries}
    return tuple(EarlierItem(plan.year - 1, entry.edition.text, read_report_text(entry)) for entry in last.values())


def build_planned_item(decided: DecidedItem, register: Register) -> CheckedItem:
    task, edition = decided.task, decided.edition
    units = tuple(build_checked_unit(one, register) for one in edition.responsibilities.all())
    planned = build_unreported_item(task, edition)
    return replace(
        planned,
        number=decided.number,
        attachment=task.item_kind.name,
        units=units,
        leaders=len(edition.leaderships.all()),
        due_on=edition.due_on,
        same_as=task.same_as_id or task.pk,
    )


def index_units_by_id(plan: Plan) -> Register:
    """Returns the government's units by primary key, with ``has_members`` and ``is_followed``, in one query."""
    return (
        Unit.objects.filter(government=plan.government_id)
        .annotate(
            has_members=Exists(Unit.objects.filter(groups=OuterRef("pk"))),
            is_followed=Exists(UnitSuccession.objects.filter(former=OuterRef("pk"))),
        )
        .in_bulk()
    )


def build_checked_item(entry: ProgressEntry, fact: Facts, register: Register) -> CheckedItem:
    edition = entry.edition
    outcome = entry.judgement.outcome if entry.judgement else None
    return CheckedItem(
        kind=entry.task.kind,
        number=entry.number,
        text=edition.text,
        kind_name=entry.task.item_kind.name,
        attachment=get_attachment_name(entry.task, outcome),
        section=edition.section.name if edition.section else "",
        name=edition.name,
        units=tuple(build_checked_unit(one, register) for one in edition.responsibilities.all()),
        progress=read_filed(entry).text,
        published=entry.published_text,
        previous=fact.previous_progress,
        outcome=outcome,
        word=entry.judgement.own_word if entry.judgement else "",
        reason=entry.judgement.reason if entry.judgement else "",
        is_filed=fact.is_filed,
        is_filed_here=entry.submitted_at is not None,
        indicators=fact.indicators,
        behind_before=fact.behind_before,
        task=entry.task_id,
        entry=entry.pk,
        same_as=entry.task.same_as_id or entry.task_id,
    )


def build_checked_unit(responsibility: Responsibility, register: Register) -> CheckedUnit:
    unit = register[responsibility.unit_id]
    return CheckedUnit(
        label=responsibility.label,
        name=unit.name,
        role=responsibility.role,
        is_group=unit.is_group,
        has_members=unit.has_members,
        # the name of a succeeded unit is correct in earlier periods
        is_active=unit.is_active or unit.is_followed,
    )


def get_attachment_name(task: Task, outcome: Outcome | None) -> str:
    """Returns the name of the table that prints an item; its number (附件3, 附件4) depends on the layout."""
    is_apart = task.kind is TaskKind.KEY and outcome is not None and outcome.is_behind
    return task.item_kind.name + BEHIND if is_apart else task.item_kind.name


def group_by_attachment(items: Iterable[CheckedItem]) -> tuple[Attachment, ...]:
    """Groups items by the table that prints them, in printed order and without titles, which depend on the layout."""
    tables: dict[str, list[CheckedItem]] = {}
    for item in items:
        tables.setdefault(item.attachment or "", []).append(item)
    return tuple(Attachment(name, "", tuple(rows)) for name, rows in tables.items())


def group_as_printed(source: SourceDocument, items: list[CheckedItem]) -> tuple[Attachment, ...]:
    """Groups items by the tables of the imported document; the other items follow in tables of their kind."""
    by_task = {item.task: item for item in items}
    tables = []
    for table in source.tables:
        name = table["name"] or table["title"]
        rows = [
            replace(by_task.pop(task), attachment=name, number=number or place)
            for place, (task, number) in enumerate(table["rows"], start=1)
            if task in by_task
        ]
        tables.append(Attachment(name, table["title"], tuple(rows)))
    return (*tables, *group_by_attachment(by_task.values()))


def list_left_out_items(period: Period) -> tuple[tuple[CheckedItem, ...], tuple[CheckedItem, ...]]:
    """Returns the items of the plan without an entry in the period: those without any entry in an earlier period, and
    those with one."""
    here = ProgressEntry.objects.filter(task=OuterRef("pk"), period=period)
    before = ProgressEntry.objects.filter(task=OuterRef("pk"), period__number__lt=period.number)
    # only items that the plan contained in this period, and that were not stopped before
    in_plan = Edition.objects.filter(task=OuterRef("pk"), since__lte=period.number)
    tasks = Task.objects.filter(~Exists(here), Exists(in_plan), plan=period.plan_id)
    tasks = tasks.exclude(build_stopped_condition(period.number))
    planned: list[CheckedItem] = []
    gone: list[CheckedItem] = []
    for task in (
        tasks.annotate(had_before=Exists(before)).select_related("current__section", "item_kind").order_by("number")
    ):
        (gone if task.had_before else planned).append(build_unreported_item(task, task.edition))
    return tuple(planned), tuple(gone)


def build_unreported_item(task: Task, edition: Edition) -> CheckedItem:
    return CheckedItem(
        kind=task.kind,
        kind_name=task.item_kind.name,
        number=task.number,
        text=edition.text,
        section=edition.section.name if edition.section else "",
        name=edition.name,
        task=task.pk,
    )
