"""Adds the entries of a period, and files those of done items by themselves: their units are not asked again.

Parts of the actions that open a period or end an item; these lock the period, check the permission and record the act.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from tasks import clock
from tasks.assessing.standing_actions import assess_entries, refresh_standings
from tasks.enums import EndingKind, EntryState, Outcome
from tasks.models import Ending, Judgement, Period, ProgressEntry
from tasks.models.ending import find_ending
from tasks.periods import format_chinese_date

if TYPE_CHECKING:
    from tasks.filing.openings import Held

#: the columns that an automatic entry fills in
SETTLED = ("state", "published_text", "reviewed_at", "reviewed_by", "judgement", "standing", "signals", "assessed_on")


def add_entries(period: Period, tasks: "QuerySet[Held]") -> list[ProgressEntry]:
    """Adds the entries of items to a period: blank ones, and accepted ones of done items.

    Args:
        tasks: some of ``select_unopened_tasks``.
    """
    made = ProgressEntry.objects.bulk_create(
        ProgressEntry(period=period, task=task, edition_id=task.held, number=task.number)
        for task in tasks.select_related("ending__made_by")
    )
    accept_entries_of_done_items([entry for entry in made if is_done_in(find_ending(entry.task), period)])
    return made


def is_done_in(end: Ending | None, period: Period) -> bool:
    """Returns whether an item with this ending is done and not asked for in the period."""
    return end is not None and end.kind == EndingKind.DONE and end.since <= period.number


def describe_done_reason(end: Ending) -> str:
    """Returns the reason with which an entry of a done item is judged: 已于2024年5月20日完成（销号）。依据：……"""
    return f"已于{format_chinese_date(end.on)}完成（销号）。依据：{end.basis}"


def accept_entries_of_done_items(entries: Sequence[ProgressEntry]) -> None:
    """Accepts blank entries with the office's words of the item's ending, and judges them 已完成.

    Args:
        entries: of one plan, each with ``task.ending``, period and edition.
    """
    if not entries:
        return
    now, ends = clock.now(), {entry.pk: entry.task.ending for entry in entries}
    judgements = Judgement.objects.bulk_create(
        Judgement(
            entry=entry,
            outcome=Outcome.REACHED,
            reason=describe_done_reason(ends[entry.pk]),
            # nothing was suggested, so it counts neither as agreement nor as difference
            standing="",
            judged_at=now,
            judged_by=ends[entry.pk].made_by,
        )
        for entry in entries
    )
    for judgement in judgements:
        entry = judgement.entry
        entry.state, entry.judgement = EntryState.ACCEPTED, judgement
        entry.published_text = ends[entry.pk].words
        entry.reviewed_at, entry.reviewed_by = now, ends[entry.pk].made_by
    assess_entries(entries, on=clock.today())
    ProgressEntry.objects.bulk_update(entries, SETTLED, batch_size=200)


def blank_automatic_entries(entries: Iterable[ProgressEntry]) -> None:
    """Turns automatic entries back into blank ones, since their item goes on; the judgements stay as former ones."""
    entries = list(entries)
    for entry in entries:
        entry.state, entry.published_text, entry.judgement = EntryState.BLANK, "", None
        entry.reviewed_at = entry.reviewed_by = None
    ProgressEntry.objects.bulk_update(entries, SETTLED, batch_size=200)
    refresh_standings(entries, on=clock.today())
