"""Adds the entries of a period, and files those of done items by themselves: their units are not asked again.

Parts of the actions that open a period or end an item; these lock the period, check the permission and record the act.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from tasks import clock
from tasks.assessing.facts import gather_facts, get_lagging_rules
from tasks.assessing.lagging import is_completed
from tasks.assessing.standing_actions import assess_entries, refresh_standings
from tasks.enums import AT_THE_OFFICE, EndingKind, EntryState, Outcome
from tasks.filing.filing_days import find_late_day
from tasks.models import Ending, EntryRevision, Judgement, Period, ProgressEntry
from tasks.models.ending import find_ending
from tasks.models.entry_fields import KEPT
from tasks.periods import format_chinese_date
from tasks.reminding.event_notice_actions import settle_waiting

if TYPE_CHECKING:
    from tasks.filing.openings import Held

#: the columns that an automatic entry fills in
SETTLED = (
    *("state", "published_text", "reviewed_at", "reviewed_by", "judgement", "standing", "signals", "assessed_on"),
    *(field.name for field in KEPT),
    *("needs_coordination", "milestones_done"),
)


def add_entries(period: Period, tasks: "QuerySet[Held]") -> list[ProgressEntry]:
    """Adds the entries of items to a period: blank ones, and accepted ones of done items.

    What comes into a period that is open already has a day of its own where it would be late at once.

    Args:
        tasks: some of ``select_unopened_tasks``.
    """
    return add_entries_due_on(find_late_day(period, clock.today()), period, tasks)


def add_entries_due_on(due_on: date | None, period: Period, tasks: "QuerySet[Held]") -> list[ProgressEntry]:
    """Adds the same entries with a day of their own; None for the day of the period.

    The period is stored as it will be: 预警 warns of what is not filed in a period that takes no filings.
    """
    made = ProgressEntry.objects.bulk_create(
        ProgressEntry(period=period, task=task, edition_id=task.held, number=task.number, due_on=due_on)
        for task in tasks.select_related("ending__made_by")
    )
    done = [entry for entry in made if is_done_in(find_ending(entry.task), period)]
    accept_entries_of_done_items(done)
    # a day that has passed is known from the first day of the period on
    keys = {entry.pk for entry in made} - {entry.pk for entry in done}
    blank = ProgressEntry.objects.filter(pk__in=keys).select_related(
        "period__plan__government", "task__item_kind", "edition"
    )
    refresh_standings(blank, on=clock.today())
    return made


def is_done_in(end: Ending | None, period: Period) -> bool:
    """Returns whether an item with this ending is done and not asked for in the period."""
    return end is not None and end.kind == EndingKind.DONE and end.since <= period.number


def describe_done_reason(end: Ending) -> str:
    """Returns the reason with which an entry of a done item is judged: 已于2024年5月20日完成（销号）。依据：……"""
    return f"已于{format_chinese_date(end.on)}完成（销号）。依据：{end.basis}"


def accept_entries_of_done_items(entries: Sequence[ProgressEntry]) -> None:
    """Accepts the entries of done items and judges them 已完成.

    What was filed with the office stays as the last word on the item, unless it does not tell that the item is done. What
    was drafted or returned stands in the revisions alone; the entry has the office's words of the ending instead.

    Args:
        entries: of one plan, each with ``task.ending``, judgement, period and edition.
    """
    if not entries:
        return
    now, completed = clock.now(), _list_reported_done(entries)
    waiting = [entry for entry in entries if entry.state == EntryState.CONFIRMING]
    for entry in entries:
        end = entry.task.ending
        if not _has_last_word(entry):
            _set_words(entry, None)
        if entry.pk not in completed and not entry.published_text:
            entry.published_text = end.words
        entry.state = EntryState.ACCEPTED
        if entry.reviewed_at is None or not entry.text:
            entry.reviewed_at, entry.reviewed_by = now, end.made_by
    _judge_as_done([entry for entry in entries if not entry.is_judged_done])
    assess_entries(entries, on=clock.today())
    ProgressEntry.objects.bulk_update(entries, SETTLED, batch_size=200)
    settle_waiting(waiting)


def word_done_entry(entry: ProgressEntry, end: Ending) -> None:
    """Gives a filed entry that is judged 已完成 the words of the ending for the report, unless the office has worded it, or
    the unit's own words report that the item is done; 完成总工程量的63% would deny the judgement."""
    if entry.state in AT_THE_OFFICE and not entry.published_text and not _list_reported_done([entry]):
        entry.published_text = end.words
        entry.save(update_fields=["published_text"])


def _list_reported_done(entries: Sequence[ProgressEntry]) -> set[int]:
    """Lists the keys of the entries whose filed words themselves report that the item is done."""
    filed = [entry for entry in entries if _has_last_word(entry)]
    if not filed:
        return set()
    rules = get_lagging_rules(filed[0].period.plan)
    return {entry.pk for entry, facts in gather_facts(filed, on=clock.today()) if is_completed(facts, rules)}


def _has_last_word(entry: ProgressEntry) -> bool:
    """Returns whether the entry has words that the office holds, or words that no revision keeps (of an import)."""
    return entry.state in AT_THE_OFFICE or bool(entry.text and not entry.revision)


def _judge_as_done(entries: Sequence[ProgressEntry]) -> None:
    judgements = Judgement.objects.bulk_create(
        Judgement(
            entry=entry,
            outcome=Outcome.REACHED,
            word=(word := entry.get_outcome_word(Outcome.REACHED)).label,
            token=word.token,
            reason=describe_done_reason(entry.task.ending),
            # nothing was suggested, so it counts neither as agreement nor as difference
            standing="",
            judged_at=clock.now(),
            judged_by=entry.task.ending.made_by,
        )
        for entry in entries
    )
    for judgement in judgements:
        judgement.entry.judgement = judgement


def _set_words(entry: ProgressEntry, kept: EntryRevision | None) -> None:
    """Gives the entry the words of a revision, or none."""
    for field in KEPT:
        setattr(entry, field.name, getattr(kept, field.name) if kept else field.blank)
    entry.needs_coordination = bool(entry.coordination)
    entry.milestones_done = kept.milestones_done if kept else []


def restore_automatic_entries(entries: Iterable[ProgressEntry]) -> None:
    """Turns automatic entries back into what they were, since their item goes on: blank, drafted or returned ones.

    The judgements stay as former ones.
    """
    entries = list(entries)
    newest = {each.entry_id: each for each in EntryRevision.objects.filter(entry__in=entries).order_by("number")}
    for entry in entries:
        kept = newest.get(entry.pk)
        _set_words(entry, kept)
        entry.state = _find_former_state(entry, kept)
        entry.published_text, entry.judgement = "", None
        entry.reviewed_at = entry.reviewed_by = None
    ProgressEntry.objects.bulk_update(entries, SETTLED, batch_size=200)
    refresh_standings(entries, on=clock.today())


def _find_former_state(entry: ProgressEntry, kept: EntryRevision | None) -> EntryState:
    if kept is None:
        return EntryState.BLANK
    if entry.submitted_at is None:
        return EntryState.DRAFT
    return EntryState.CONFIRMING if kept.state == EntryState.CONFIRMING else EntryState.RETURNED
