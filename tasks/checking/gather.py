"""From the rows of a period to the document that the checks read, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Exists, OuterRef

from tasks.assessing import facts
from tasks.assessing.lagging import Facts
from tasks.checking.checks.records import Attachment, Document, Item, Named
from tasks.enums import Outcome, TaskKind
from tasks.models import (
    Edition,
    Period,
    ProgressEntry,
    Responsibility,
    SourceDocument,
    Task,
    Unit,
    UnitSuccession,
)
from tasks.queries import printed_entries
from tasks.words import read_filed

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

BEHIND = "（推进滞后）"


class Registered(TypedDict):
    """What ``register_of`` adds to a unit."""

    has_members: bool
    is_followed: bool


Register = Mapping[int, "WithAnnotations[Unit, Registered]"]


def document_of(
    period: Period,
    narrative: tuple[str, ...] | None = None,
    entries: Sequence[ProgressEntry] | None = None,
) -> Document:
    """A period as it would be printed.

    Args:
        period: with its plan.
        narrative: paragraphs of the report. None takes the document that the period was imported from, with its
            text and its tables as printed; without one there is no text yet.
        entries: all of the period, as ``printed_entries`` reads them, where somebody has read them already.
    """
    source = period.sources.order_by("-imported_at").first() if narrative is None else None
    known = facts.gather(printed_entries(period) if entries is None else entries, on=period.due_on)
    register = register_of(period)
    items = [item_of(entry, fact, register) for entry, fact in known]
    planned, gone = left_out(period)
    return Document(
        quarter=period.quarter,
        attachments=as_printed(source, items) if source else grouped(items),
        narrative=tuple(source.narrative) or None if source else narrative,
        planned=planned,
        gone=gone,
        document_number=period.plan.document_number,
    )


def register_of(period: Period) -> Register:
    """The government's units by id, each with ``has_members`` and ``is_followed``, in one query."""
    return (
        Unit.objects.filter(government=period.plan.government_id)
        .annotate(
            has_members=Exists(Unit.objects.filter(groups=OuterRef("pk"))),
            is_followed=Exists(UnitSuccession.objects.filter(former=OuterRef("pk"))),
        )
        .in_bulk()
    )


def item_of(entry: ProgressEntry, fact: Facts, register: Register) -> Item:
    """One entry as the checks read it."""
    edition = entry.edition
    outcome = entry.judgement.outcome if entry.judgement else None
    return Item(
        kind=entry.task.kind,
        number=entry.number,
        text=edition.text,
        attachment=attachment_of(entry.task.kind, outcome),
        section=edition.section.name if edition.section else "",
        name=edition.name,
        units=tuple(named(one, register) for one in edition.responsibilities.all()),
        progress=read_filed(entry).text,
        published=entry.published_text,
        previous=fact.previous_progress,
        outcome=outcome,
        is_filed=fact.is_filed,
        indicators=fact.indicators,
        task=entry.task_id,
        entry=entry.pk,
    )


def named(responsibility: Responsibility, register: Register) -> Named:
    """A unit as an edition prints it."""
    unit = register[responsibility.unit_id]
    return Named(
        label=responsibility.label,
        name=unit.name,
        role=responsibility.role,
        is_group=unit.is_group,
        has_members=unit.has_members,
        # a former name is right in the periods before its succession
        is_active=unit.is_active or unit.is_followed,
    )


def attachment_of(kind: TaskKind, outcome: Outcome | None) -> str:
    """Which table prints an item. Which number it has there, 附件3 or 附件4, is the layout's business."""
    is_apart = kind is TaskKind.KEY and outcome is not None and outcome.is_behind
    return kind.label + BEHIND if is_apart else kind.label


def grouped(items: Iterable[Item]) -> tuple[Attachment, ...]:
    """Items by the table that prints them, in printed order. Titles are the layout's, so there are none yet."""
    tables: dict[str, list[Item]] = {}
    for item in items:
        tables.setdefault(item.attachment or "", []).append(item)
    return tuple(Attachment(name, "", tuple(rows)) for name, rows in tables.items())


def as_printed(source: SourceDocument, items: list[Item]) -> tuple[Attachment, ...]:
    """Items by the tables of the document they came in; what no table of it holds stands by kind behind them."""
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
    return (*tables, *grouped(by_task.values()))


def left_out(period: Period) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Tasks of the plan without an entry in the period: those never reported, and those an earlier period had."""
    here = ProgressEntry.objects.filter(task=OuterRef("pk"), period=period)
    before = ProgressEntry.objects.filter(task=OuterRef("pk"), period__number__lt=period.number)
    # what the plan held by then, whatever was reworded later
    held = Edition.objects.filter(task=OuterRef("pk"), since__lte=period.number)
    tasks = Task.objects.filter(~Exists(here), Exists(held), plan=period.plan_id)
    planned: list[Item] = []
    gone: list[Item] = []
    for task in (
        tasks.annotate(had_before=Exists(before)).select_related("current__section").order_by("number")
    ):
        (gone if task.had_before else planned).append(bare_item(task))
    return tuple(planned), tuple(gone)


def bare_item(task: Task) -> Item:
    """A task nobody reported on."""
    edition = task.edition
    return Item(
        kind=task.kind,
        number=task.number,
        text=edition.text,
        section=edition.section.name if edition.section else "",
        name=edition.name,
        task=task.pk,
    )
