"""催办 as its command and its action read it: what is still to be filed, what lags, and who answers for it.

A whole government is gathered in a fixed number of queries; the rules are in ``tasks.reminding.rules``.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from tasks import clock
from tasks.assessing.earlier import with_next_period
from tasks.assessing.streaks import AGAIN, judged_streaks
from tasks.enums import (
    EntryState,
    ObjectionState,
    ReminderKind,
    Role,
)
from tasks.models import Government, Judgement, Period, ProgressEntry, Reminder
from tasks.queries import ENTRIES_BY_KIND, LEADERS_IN_ORDER, with_duties
from tasks.reminding import rules as reminding
from tasks.reminding.messages import Mailing, compose_messages
from tasks.reminding.recipients import Addressees
from tasks.reminding.rules import Item, Lag, ReminderRules, Stage, Told

LONGEST_TITLE = 40
#: told of, the person was asked to file
ASKED = (
    ReminderKind.OPENED,
    ReminderKind.COMING_DUE,
    ReminderKind.DUE,
    ReminderKind.OVERDUE,
    ReminderKind.RETURNED,
    ReminderKind.MANUAL,
)


def look(government: Government, on: date) -> Mailing:
    """Who is to be told of what on the day ``on``; nothing is written.

    Raises:
        tasks.reminding.rules.RulesError: the stored settings cannot be used.
    """
    rules = ReminderRules.from_dict(government.reminder_rules)
    if not government.workdays.works_on(on):
        # the rules would say the same of whatever is gathered
        return Mailing([], {})
    people = Addressees(government)
    filing, lagging = list(_to_file(government)), _lagging(government, on)
    entries = {entry.pk: entry for entry in (*filing, *lagging)}
    told, heads_told = _told(entries.values())
    found = reminding.find_due(
        [item_of(entry, people) for entry in filing],
        [
            _lag(entry, judgement, times, people, heads_told.get(entry.pk))
            for entry, times in lagging.items()
            if (judgement := entry.judgement)
        ],
        told=told,
        rules=rules,
        days=government.workdays,
        on=on,
    )
    messages = compose_messages(found, people.by_key, entries)
    return Mailing(sorted(messages, key=lambda one: one.recipient.username), entries)


def title_of(entry: ProgressEntry) -> str:
    """重点工作任务第3项“建成小学两所”; the wording of an internal item goes into no message."""
    place = f"{entry.task.kind.label}第{entry.number}项"
    if hasattr(entry.task, "internal"):
        return f"{place}（内部事项）"
    words = " ".join((entry.edition.name or entry.edition.text).split())
    return f"{place}“{words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE] + '……'}”"


def days_of_asking(period: Period, government: Government) -> list[tuple[Stage, int]]:
    """On which days a unit that files nothing is told of what, with the working days left then, in a period, as its
    government's rules stand.

    Args:
        government: with the rules; the period's own.
    """
    rules = ReminderRules.from_dict(government.reminder_rules)
    days = government.workdays
    item = Item(0, period.label, "", period.opens_on, period.due_on, EntryState.BLANK, filers=())
    first_overdue = days.after(period.due_on, rules.overdue_after)
    course = reminding.course(item, rules, days, first_overdue)
    return [(stage, days.between(stage.on, period.due_on)) for stage in course]


def unit_of(entry: ProgressEntry) -> str:
    """The unit that files the entry, as a message names it."""
    unit = entry.edition.filing_unit
    return unit.name if unit else "（未列牵头单位）"


def told_parts(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Entries with what a message says of them, in printed order."""
    return (
        with_duties(entries).select_related("task__internal").order_by("period_id", ENTRIES_BY_KIND, "number")
    )


def _to_file(government: Government) -> QuerySet[ProgressEntry]:
    """What units still have in their hands and may file."""
    return told_parts(ProgressEntry.objects.owed().filter(period__plan__government=government))


def item_of(entry: ProgressEntry, people: Addressees) -> Item:
    """The entry as the rules know it, with those who file it and their heads."""
    files = [unit] if (unit := entry.edition.filing_unit) else []
    returned_at = entry.reviewed_at if entry.state == EntryState.RETURNED else None
    return Item(
        entry=entry.pk,
        period=entry.period.label,
        title=title_of(entry),
        opened_on=entry.period.opens_on,
        deadline=entry.deadline,
        state=entry.state,
        filers=people.of_units(Role.CLERK, files),
        heads=people.of_units(Role.UNIT_HEAD, files),
        returned_on=_day(returned_at) if returned_at else None,
    )


def _lagging(government: Government, on: date) -> dict[ProgressEntry, int]:
    """The newest judged entry of each item of this year's and last year's plan that is behind again, with its judged
    streak. It must be a person's judgement, not one that came with a document; what is under review waits."""
    judged = ProgressEntry.objects.filter(
        period__plan__government=government, period__plan__year__gte=on.year - 1, judgement__isnull=False
    )
    known = with_next_period(judged).select_related("judgement").order_by("task_id", "period__number")
    rows = list(known.only("task_id", "period_id", "judgement__outcome", "judgement__judged_by"))
    streaks, newest = judged_streaks(rows), {entry.task_id: entry for entry in rows}
    running = {
        entry.pk: streaks.up_to(entry)
        for entry in newest.values()
        if entry.judgement and entry.judgement.judged_by_id is not None
    }
    running = {entry: streak for entry, streak in running.items() if streak >= AGAIN}
    found = told_parts(ProgressEntry.objects.filter(pk__in=running)).exclude(
        objections__state=ObjectionState.OPEN
    )
    found = found.select_related("judgement").prefetch_related(LEADERS_IN_ORDER)
    return {entry: running[entry.pk] for entry in found}


def _lag(
    entry: ProgressEntry, judgement: Judgement, times: int, people: Addressees, told_on: date | None
) -> Lag:
    units = [each.unit for each in entry.edition.leading]
    return Lag(
        entry=entry.pk,
        period=entry.period.label,
        title=title_of(entry),
        times=times,
        judged_on=_day(judgement.judged_at),
        heads=people.of_units(Role.UNIT_HEAD, units),
        leaders=people.of_officials(each.official_id for each in entry.edition.leaderships.all()),
        told_on=told_on,
    )


def _told(entries: Iterable[ProgressEntry]) -> tuple[Told, dict[int, date]]:
    """What people were told of the entries before, and when the heads were first told that one lags again."""
    periods = {entry.period_id for entry in entries}
    keys: set[tuple[int, str]] = set()
    asked: dict[tuple[int, int], date] = {}
    heads_told: dict[int, date] = {}
    rows = Reminder.objects.filter(entry__period__in=periods).order_by("made_at")
    for person, entry, key, kind, made_at in rows.values_list("recipient", "entry", "key", "kind", "made_at"):
        keys.add((person, key))
        if kind in ASKED:
            asked[person, entry] = _day(made_at)
        if kind == ReminderKind.LAGGING_TWICE:
            heads_told.setdefault(entry, _day(made_at))
    return Told(frozenset(keys), asked), heads_told


def _day(moment: datetime) -> date:
    return clock.local(moment).date()
