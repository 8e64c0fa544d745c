"""Finds the reminders that are due on a day, with their recipients."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from tasks.enums import EntryState, ReminderKind
from tasks.reminding.rules import wording
from tasks.reminding.rules.items import iterate_item_lines
from tasks.reminding.rules.records import DatedItem, Lag, MessageLine, OwedItem, WorkingDays
from tasks.reminding.rules.settings import ReminderRules
from tasks.reminding.rules.stages import ReminderStage, find_current_stage

#: the id of a person, and a line for the person
ToPerson = tuple[int, MessageLine]


def find_due(
    items: Iterable[OwedItem],
    lags: Iterable[Lag],
    *,
    told: Collection[tuple[int, str]],
    asked_on: Mapping[tuple[int, int], date],
    rules: ReminderRules,
    days: WorkingDays,
    on: date,
    dated: Iterable[DatedItem] = (),
) -> list[ToPerson]:
    """Finds everything that people are to be told on a day; nothing on a day off, since the next working day
    makes up for it.

    Args:
        items: entries that have to be filed; filed ones are never reminded of.
        lags: items that were judged behind.
        dated: items with a day of their own.
        told: person and key of every line sent before.
        asked_on: (person, entry) → the last day on which the person was asked to file it, by system or
            office.

    Returns:
        The id of each person with a line.
    """
    if not days.works_on(on):
        return []
    found = [
        *_iterate_filing_lines(items, asked_on, rules, days, on),
        *_iterate_lagging_lines(lags, rules, days, on),
        *iterate_item_lines(dated, rules, days, on),
    ]
    return [(person, line) for person, line in found if (person, line.key) not in told]


def _iterate_filing_lines(
    items: Iterable[OwedItem],
    asked_on: Mapping[tuple[int, int], date],
    rules: ReminderRules,
    days: WorkingDays,
    on: date,
) -> Iterator[ToPerson]:
    for item in items:
        stage = find_current_stage(item, rules, days, on)
        if stage is None:
            continue
        for person in _get_recipients(item, stage):
            # if the person was asked on that day or later, this reminder would be a second one
            if asked_on.get((person, item.entry), date.min) < stage.on:
                yield person, build_filing_line(item, stage.kind, stage.key, days, on)


def build_filing_line(item: OwedItem, kind: ReminderKind, key: str, days: WorkingDays, on: date) -> MessageLine:
    """Builds the line about an entry that has to be filed."""
    left = days.between(on, item.deadline) if on <= item.deadline else None
    text = wording.describe_owed_item(item, kind, days, on)
    return MessageLine(kind, key, text, item.entry, item.period, left, state=item.state)


def _get_recipients(item: OwedItem, stage: ReminderStage) -> tuple[int, ...]:
    """Returns the clerks; the heads while they must confirm or without clerks; both once it is overdue."""
    if item.state == EntryState.CONFIRMING and item.heads:
        return item.heads
    if stage.kind == ReminderKind.OVERDUE:
        return (*item.filers, *item.heads)
    return item.filers or item.heads


def _iterate_lagging_lines(
    lags: Iterable[Lag], rules: ReminderRules, days: WorkingDays, on: date
) -> Iterator[ToPerson]:
    for lag in lags:
        if lag.times >= rules.lagging_periods:
            yield from _iterate_head_lines(lag, rules)
            yield from _iterate_leader_lines(lag, rules, days, on)


def _iterate_head_lines(lag: Lag, rules: ReminderRules) -> Iterator[ToPerson]:
    if ReminderKind.LAGGING_TWICE in rules.kinds:
        key, text = f"lagging_twice/entry:{lag.entry}", wording.describe_lag_for_head(lag)
        for head in lag.heads:
            yield head, MessageLine(ReminderKind.LAGGING_TWICE, key, text, lag.entry, lag.period)


def _iterate_leader_lines(lag: Lag, rules: ReminderRules, days: WorkingDays, on: date) -> Iterator[ToPerson]:
    """Yields the leaders' lines after the heads' days, or, without heads, days after the judgement."""
    are_heads_told = lag.heads and ReminderKind.LAGGING_TWICE in rules.kinds
    since = lag.told_on if are_heads_told else lag.judged_on
    if ReminderKind.ESCALATED not in rules.kinds or since is None:
        return
    if on >= days.after(since, rules.escalate_after):
        key, text = f"escalated/entry:{lag.entry}", wording.describe_lag_for_leader(lag)
        for leader in lag.leaders:
            yield leader, MessageLine(ReminderKind.ESCALATED, key, text, lag.entry, lag.period)
