"""预警: applies the lagging rules to entries and saves standing and signals in the entries' columns."""

from collections.abc import Iterable
from copy import copy
from datetime import date
from typing import Literal

from django.db import transaction

from tasks.assessing import facts, lagging
from tasks.audit import record_on_period
from tasks.enums import EntryState, EventKind, Standing
from tasks.models import Period, ProgressEntry, User

STORED = ["standing", "signals", "assessed_on"]


def assess_entries(entries: Iterable[ProgressEntry], *, on: date) -> list[ProgressEntry]:
    """Computes standing and signals of entries of one plan and sets them on the entries; saves nothing."""
    entries = list(entries)
    if not entries:
        return []
    rules = facts.get_lagging_rules(entries[0].period.plan)
    for entry, known in facts.gather_facts(entries, on=on):
        found = lagging.detect_signals(known, rules)
        entry.standing = lagging.suggest_standing(found, known, rules)
        entry.signals = [signal.as_dict() for signal in found]
        entry.assessed_on = on
    return entries


def assess_as_filed(entry: ProgressEntry, *, on: date) -> ProgressEntry:
    """Returns a copy of an entry with the standing that it has once its text is with the office; saves nothing."""
    filed = copy(entry)
    filed.state = EntryState.SUBMITTED
    return assess_entries([filed], on=on)[0]


def refresh_standings(entries: Iterable[ProgressEntry], *, on: date) -> dict[str, list[str]]:
    """Computes and saves the standings of entries of one plan; called inside another action's transaction.

    Returns:
        The changes: item → the labels of its standing before and after.
    """
    entries = list(entries)
    before = {entry.pk: entry.standing for entry in entries}
    assess_entries(entries, on=on)
    ProgressEntry.objects.bulk_update(entries, STORED)
    return {
        str(entry.task): [_format_standing(before[entry.pk]), _format_standing(entry.standing)]
        for entry in entries
        if before[entry.pk] != entry.standing
    }


def _format_standing(standing: Standing | Literal[""]) -> str:
    return standing.label if standing else ""


@transaction.atomic
def assess_period(*, period: Period, on: date, by: User | None) -> dict[str, list[str]]:
    """Saves the standing of every entry of a period; writes to the audit log only if a standing changed.

    The nightly command calls this for every open period: once a due date has passed, an entry that is not filed
    gets a signal.

    Args:
        on: the business date.

    Returns:
        The changes, as ``refresh_standings`` returns them.
    """
    held = period.entries.select_for_update(of=("self",))
    entries = held.select_related("period__plan__government", "task__item_kind", "edition", "returned_revision")
    changed = refresh_standings(entries, on=on)
    if changed:
        record_on_period(
            EventKind.ENTRIES_ASSESSED,
            period,
            by=by,
            before={title: pair[0] for title, pair in changed.items()},
            after={title: pair[1] for title, pair in changed.items()},
        )
    return changed
