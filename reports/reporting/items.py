"""Builds the rows of the report's tables: everything that a table can print of one task, as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from reports.reporting.telling.adjusted import describe_granted_request
from reports.reporting.telling.texts import unify_month_ranges
from tasks.ending.endings import describe_ending
from tasks.enums import EntryState, Outcome, ResponsibilityRole, TaskKind
from tasks.enums.outcome_words import OutcomeWord, build_judged_word
from tasks.models import Edition, Plan, ProgressEntry, Task
from tasks.models.ending import find_ending
from tasks.models.entry_fields import BESIDE_TEXT, format_entry_fields
from tasks.plans.decided_items import DecidedItem, list_decided_items
from tasks.queries import order_as_printed, prefetch_printed_parts
from tasks.requesting.requests import GRANTED, list_granted_requests
from tasks.text_tables import write_out_tables
from tasks.visible_words import Words, read_filed, read_report_text


@dataclass(frozen=True)
class ReportItem:
    """One task as printed; cells of several lines hold line feeds.

    ``state`` is None in a plan, ``outcome`` without judgement; ``note`` is what was granted in the period, ``ending`` how
    the item was done or stopped before its year ended; ``kind_name`` is that of its kind and ``word`` that of its outcome
    with its colour ``token``, where they are the government's own; ``number`` is its own 序号 among the items of its kind; public
    versions leave it out, and files that hold it bear the mark 内部, if ``is_internal``.
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
    self_rating: str = ""
    coordination: str = ""
    state: EntryState | None = None
    outcome: Outcome | None = None
    printed: str = ""
    reason: str = ""
    note: str = ""
    ending: str = ""
    kind_name: str = ""
    word: str = ""
    token: str = ""
    number: int = 0
    is_internal: bool = False

    @property
    def kind_label(self) -> str:
        """The name of its kind; rows of older issues hold the nature alone."""
        return self.kind_name or self.kind.label

    @property
    def verdict(self) -> OutcomeWord | None:
        """Its outcome in the word in which it was judged; None without a judgement."""
        return build_judged_word(self.outcome, self.word, self.token) if self.outcome else None


def build_items_from_entries(entries: Iterable[ProgressEntry]) -> list[ReportItem]:
    """Builds the items of entries, in the given order.

    Args:
        entries: with the printed parts (``prefetch_printed_parts``); for attachments in printed order
            (``order_as_printed``).
    """
    entries = list(entries)
    prefetch_related_objects(entries, GRANTED, "task__internal")
    return [build_item_from_entry(entry) for entry in entries]


def build_items_from_plan(plan: Plan, tasks: QuerySet[Task], on: date | None) -> list[ReportItem]:
    """Builds the items of a plan as its notice prints them.

    Args:
        on: as in ``list_decided_items``.
    """
    return [build_item_as_decided(one) for one in list_decided_items(plan, tasks, on)]


def build_item_as_decided(decided: DecidedItem) -> ReportItem:
    return ReportItem(
        kind=decided.task.kind,
        kind_name=find_own_kind_name(decided.task),
        number=decided.number,
        is_internal=decided.task.is_internal,
        **build_edition_fields(decided.edition),
    )


def list_period_items(entries: QuerySet[ProgressEntry]) -> list[ReportItem]:
    """Builds the items of a period in printed order: by number within their kind.

    Args:
        entries: of one period, limited to what the person may see (``select_visible_entries``).
    """
    return build_items_from_entries(order_as_printed(prefetch_printed_parts(entries)))


def format_printed_answers(words: Words) -> dict[str, str]:
    """Formats the fields beside the progress text for files: name → words."""
    return {name: write_out_tables(said) for name, said in format_entry_fields(words, BESIDE_TEXT).items()}


def format_printed_progress(entry: ProgressEntry) -> str:
    """Formats the progress as tables print it: what was filed here with the months in one way, the words of a document that
    came in as they stood in it."""
    text = write_out_tables(read_report_text(entry))
    return unify_month_ranges(text) if entry.submitted_at else text


def build_item_from_entry(entry: ProgressEntry) -> ReportItem:
    judgement, filed = entry.judgement, read_filed(entry)
    return ReportItem(
        kind=entry.task.kind,
        kind_name=find_own_kind_name(entry.task),
        **build_edition_fields(entry.edition),
        progress=format_printed_progress(entry),
        **format_printed_answers(filed),
        state=EntryState(entry.state),
        outcome=Outcome(judgement.outcome) if judgement else None,
        word=judgement.own_word if judgement else "",
        token=judgement.token if judgement and judgement.own_word else "",
        printed=judgement.printed if judgement else "",
        reason=judgement.reason if judgement else "",
        note=describe_adjustments(entry),
        ending=describe_item_ending(entry.task),
        number=entry.number,
        is_internal=entry.task.is_internal,
    )


def build_item_from_stopped(task: Task) -> ReportItem:
    """Builds the row of an item that a period does not ask for, since it was stopped.

    Args:
        task: with its ending and its present wording.
    """
    return ReportItem(
        kind=task.kind,
        kind_name=find_own_kind_name(task),
        **build_edition_fields(task.edition),
        ending=describe_item_ending(task),
        number=task.number,
        is_internal=task.is_internal,
    )


def describe_item_ending(task: Task) -> str:
    """Describes how an item ended: 已完成（销号），2024年5月20日，依据：…; "" while it goes on."""
    end = find_ending(task)
    return describe_ending(end) if end else ""


def describe_adjustments(entry: ProgressEntry) -> str:
    """Describes what was granted of an item in this period; prefetch ``GRANTED`` for many entries."""
    granted = list_granted_requests(entry)
    return "".join(describe_granted_request(request.kind, request.before, request.after) for request in granted)


def find_own_kind_name(task: Task) -> str:
    """Returns the name of the kind of a task where it is the government's own; "" where it is that of the nature."""
    return "" if task.item_kind.name == task.kind.label else task.item_kind.name


def build_edition_fields(edition: Edition) -> dict[str, Any]:
    """Builds the fields of ``ReportItem`` that come from the wording of a task."""
    return {
        "section": edition.section.name if edition.section else "",
        "name": edition.name,
        "text": edition.text,
        "leaders": "\n".join(pad_short_name(official.name) for official in edition.leading_officials),
        "lead_units": format_unit_labels(edition, ResponsibilityRole.LEAD),
        "cooperating_units": format_unit_labels(edition, ResponsibilityRole.COOPERATE),
        "due": edition.due,
    }


def format_unit_labels(edition: Edition, role: ResponsibilityRole) -> str:
    """Formats the units of one role as their cell was printed, including separators."""
    return "".join(each.before + each.label for each in edition.list_responsibilities(role))


def pad_short_name(name: str) -> str:
    """Pads a name of two characters to the width of three, as official documents do: 王伟 → 王  伟."""
    if len(name) == 2 and all("\u3400" <= character <= "\U0003ffff" for character in name):
        return "  ".join(name)
    return name
