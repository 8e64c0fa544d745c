"""Rows before they are laid out: everything a table can print of one task, as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from reports.reporting.telling.adjusted import describe_granted_request
from tasks.enums import EntryState, Outcome, ResponsibilityRole, TaskKind
from tasks.models import Edition, Leadership, ProgressEntry, Responsibility, Task
from tasks.models.entry_fields import BESIDE_TEXT, format_entry_fields
from tasks.queries import order_as_printed, prefetch_printed_parts
from tasks.requesting.requests import GRANTED, list_granted_requests
from tasks.visible_words import read_filed, read_report_text


@dataclass(frozen=True)
class ReportItem:
    """One task as printed. Cells of several lines hold line feeds; ``outcome`` is None while nobody has judged.

    ``state`` is None for a row of a plan, which nobody files.
    """

    kind: TaskKind
    section: str
    name: str
    text: str
    leaders: str
    lead_units: str
    cooperating_units: str
    due: str
    progress: str = ""
    problem: str = ""
    next_step: str = ""
    expected_on: str = ""
    coordination: str = ""
    state: EntryState | None = None
    outcome: Outcome | None = None
    printed: str = ""
    reason: str = ""
    #: what was granted of it in this period
    note: str = ""


def build_items_from_entries(entries: Iterable[ProgressEntry]) -> list[ReportItem]:
    """Entries in the order given.

    Args:
        entries: with everything a row prints (``prefetch_printed_parts``); for attachments ``order_as_printed``.
    """
    entries = list(entries)
    prefetch_related_objects(entries, GRANTED)
    return [build_item_from_entry(entry) for entry in entries]


def build_items_from_tasks(tasks: QuerySet[Task]) -> list[ReportItem]:
    """The tasks of a plan as it was issued: in its order, with the wording they began with."""
    editions = (
        Edition.objects.order_by("since")
        .select_related("section")
        .prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("unit")),
            Prefetch("leaderships", Leadership.objects.select_related("official")),
        )
    )
    ordered = tasks.order_by("number", "pk").prefetch_related(Prefetch("editions", editions))
    return [
        ReportItem(kind=task.kind, **build_edition_fields(task.editions.all()[0]))
        for task in ordered
        if task.editions.all()
    ]


def list_period_items(entries: QuerySet[ProgressEntry]) -> list[ReportItem]:
    """The entries of a period as its document prints them: by number within their kind.

    Args:
        entries: what the person may see (``select_visible_entries``) of one period.
    """
    return build_items_from_entries(order_as_printed(prefetch_printed_parts(entries)))


def build_item_from_entry(entry: ProgressEntry) -> ReportItem:
    judgement, filed = entry.judgement, read_filed(entry)
    return ReportItem(
        kind=entry.task.kind,
        **build_edition_fields(entry.edition),
        progress=read_report_text(entry),
        **format_entry_fields(filed, BESIDE_TEXT),
        state=EntryState(entry.state),
        outcome=Outcome(judgement.outcome) if judgement else None,
        printed=judgement.printed if judgement else "",
        reason=judgement.reason if judgement else "",
        note=describe_adjustments(entry),
    )


def describe_adjustments(entry: ProgressEntry) -> str:
    """What was granted of an item in this period, in sentences; for many, fetch them with ``GRANTED``."""
    granted = list_granted_requests(entry)
    return "".join(describe_granted_request(one.kind, one.before, one.after) for one in granted)


def build_edition_fields(edition: Edition) -> dict[str, Any]:
    """What the wording of a task prints, by the name of the field of ``Item``."""
    return {
        "section": edition.section.name if edition.section else "",
        "name": edition.name,
        "text": edition.text,
        "leaders": "\n".join(
            pad_short_name(leadership.official.name) for leadership in edition.leaderships.all()
        ),
        "lead_units": format_unit_labels(edition, ResponsibilityRole.LEAD),
        "cooperating_units": format_unit_labels(edition, ResponsibilityRole.COOPERATE),
        "due": edition.due,
    }


def format_unit_labels(edition: Edition, role: ResponsibilityRole) -> str:
    """The units of one role as their cell was printed, separators included."""
    return "".join(each.before + each.label for each in edition.responsibilities.all() if each.role == role)


def pad_short_name(name: str) -> str:
    """A name of two characters is set as wide as one of three, as official documents do: 王伟 → 王  伟."""
    if len(name) == 2 and all("\u3400" <= character <= "\U0003ffff" for character in name):
        return "  ".join(name)
    return name
