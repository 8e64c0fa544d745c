"""自动催办: gathers what units still have to file, what lags, and who answers for it.

A whole government is read in a fixed number of queries; ``tasks.reminding.rules`` decides what is sent.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet

from tasks import clock
from tasks.assessing.earlier import annotate_next_period
from tasks.assessing.streaks import AGAIN, build_judged_streaks
from tasks.enums import EntryState, ObjectionState, ReminderKind, Role
from tasks.models import Edition, Government, Judgement, Period, ProgressEntry, Reminder, Task
from tasks.queries import ENTRIES_BY_KIND, LEADERS_IN_ORDER, prefetch_duties
from tasks.reminding.dated_items import (
    build_dated_item,
    find_reached_tasks,
    list_told_items,
    map_tasks_to_newest_entry,
    select_dated_tasks,
)
from tasks.reminding.messages import Mailing, compose_messages
from tasks.reminding.recipients import RecipientDirectory
from tasks.reminding.rules import (
    DatedItem,
    Lag,
    OwedItem,
    ReminderRules,
    ReminderStage,
    find_due,
    list_reminder_stages,
)
from tasks.terms import terms

LONGEST_TITLE = 40
#: kinds that ask the recipient to file
ASKED = (
    ReminderKind.OPENED,
    ReminderKind.COMING_DUE,
    ReminderKind.DUE,
    ReminderKind.OVERDUE,
    ReminderKind.RETURNED,
    ReminderKind.MANUAL,
)


def compose_due_mailing(government: Government, on: date) -> Mailing:
    """Composes the messages that are due on the day ``on``; writes nothing.

    Raises:
        tasks.reminding.rules.ReminderRulesError: the stored settings cannot be used.
    """
    rules = ReminderRules.from_dict(government.reminder_rules)
    if not government.workdays.works_on(on):
        # nothing is due on a day off, so nothing needs to be read
        return Mailing([], {})
    people = RecipientDirectory(government)
    dated, newest = _list_dated_items(government, people, on)
    filing, lagging = list(_select_owed_entries(government)), _map_entry_to_streak(government, on)
    entries = {entry.pk: entry for entry in (*filing, *lagging)}
    told, asked_on, heads_told = _get_sent_reminders(entries.values())
    found = find_due(
        [build_owed_item(entry, people) for entry in filing],
        [
            _build_lag(entry, judgement, times, people, heads_told.get(entry.pk))
            for entry, times in lagging.items()
            if (judgement := entry.judgement)
        ],
        dated=dated,
        told=told | (list_told_items(people) if dated else set()),
        asked_on=asked_on,
        rules=rules,
        days=government.workdays,
        on=on,
    )
    messages = compose_messages(found, people.by_key, newest | entries)
    return Mailing(sorted(messages, key=lambda message: message.recipient.username), entries)


def format_entry_title(entry: ProgressEntry) -> str:
    """Formats an entry's title: 重点工作任务第3项“建成小学两所”; the wording of an internal item is left out."""
    return format_item_title(entry.task, entry.number, entry.edition)


def format_item_title(task: Task, number: int, edition: Edition) -> str:
    """Formats the title of an item as ``format_entry_title`` does.

    Args:
        task: with ``internal`` fetched.
    """
    place = f"{task.item_kind.label}第{number}项"
    if task.is_internal:
        return f"{place}（内部事项）"
    words = " ".join((edition.name or edition.text).split())
    return f"{place}“{words if len(words) <= LONGEST_TITLE else words[:LONGEST_TITLE] + '……'}”"


def list_reminder_days(period: Period, government: Government) -> list[tuple[ReminderStage, int]]:
    """Lists the reminders that a unit gets in a period if it files nothing, each with the working days left.

    Args:
        government: the period's own, with its rules.
    """
    rules = ReminderRules.from_dict(government.reminder_rules)
    days = government.workdays
    item = OwedItem(0, period.label, "", period.opens_on, period.due_on, EntryState.BLANK, filers=())
    first_overdue = days.after(period.last_day, rules.overdue_after)
    course = list_reminder_stages(item, rules, days, first_overdue)
    return [(stage, days.count_left(period.due_on, stage.on)) for stage in course]


def get_entry_unit_name(entry: ProgressEntry) -> str:
    """Returns the name of the unit that files the entry, as messages show it."""
    unit = entry.edition.filing_unit
    return unit.name if unit else f"（未列{terms.lead_unit}）"


def prefetch_message_parts(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Prefetches what a message prints of the entries, and sorts them in printed order."""
    return prefetch_duties(entries).select_related("task__internal").order_by("period_id", ENTRIES_BY_KIND, "number")


def _list_dated_items(
    government: Government, people: RecipientDirectory, on: date
) -> tuple[list[DatedItem], dict[int, ProgressEntry]]:
    """Lists the items with a day of their own that are not judged as done, and their newest entries by id."""
    tasks = list(select_dated_tasks(government, on))
    if not tasks:
        return [], {}
    newest, reached = map_tasks_to_newest_entry(tasks), find_reached_tasks(tasks)
    built = [
        build_dated_item(task, format_item_title(task, task.number, task.edition), newest.get(task.pk), people)
        for task in tasks
        if task.pk not in reached
    ]
    return [item for item in built if item], {entry.pk: entry for entry in newest.values()}


def _select_owed_entries(government: Government) -> QuerySet[ProgressEntry]:
    """Selects the entries that units still have to file and may file."""
    return prefetch_message_parts(ProgressEntry.objects.owed().filter(period__plan__government=government))


def build_owed_item(entry: ProgressEntry, people: RecipientDirectory) -> OwedItem:
    """Builds the rules' record of an entry, with the accounts that file it and those of their heads."""
    files = [unit] if (unit := entry.edition.filing_unit) else []
    returned_at = entry.reviewed_at if entry.state == EntryState.RETURNED else None
    return OwedItem(
        entry=entry.pk,
        period=entry.period.label,
        title=format_entry_title(entry),
        opened_on=entry.period.opens_on,
        deadline=entry.deadline,
        state=entry.state,
        filers=people.get_unit_accounts(Role.CLERK, files),
        heads=people.get_unit_accounts(Role.UNIT_HEAD, files),
        returned_on=_get_local_date(returned_at) if returned_at else None,
    )


def _map_entry_to_streak(government: Government, on: date) -> dict[ProgressEntry, int]:
    """Maps the newest judged entry of each item of this and last year to its judged streak, if it is behind
    again.

    Leaves out judgements from an imported document, entries with an open objection, and items that ended.
    """
    judged = ProgressEntry.objects.filter(
        period__plan__government=government,
        period__plan__year__gte=on.year - 1,
        judgement__isnull=False,
        task__ending=None,
    )
    known = annotate_next_period(judged).select_related("judgement").order_by("task_id", "period__number")
    rows = list(known.only("task_id", "period_id", "judgement__outcome", "judgement__judged_by"))
    streaks, newest = build_judged_streaks(rows), {entry.task_id: entry for entry in rows}
    running = {
        entry.pk: streaks.count_up_to(entry)
        for entry in newest.values()
        if entry.judgement and entry.judgement.judged_by_id is not None
    }
    running = {entry: streak for entry, streak in running.items() if streak >= AGAIN}
    found = prefetch_message_parts(ProgressEntry.objects.filter(pk__in=running)).exclude(
        objections__state=ObjectionState.OPEN
    )
    found = found.select_related("judgement").prefetch_related(LEADERS_IN_ORDER)
    return {entry: running[entry.pk] for entry in found}


def _build_lag(
    entry: ProgressEntry, judgement: Judgement, times: int, people: RecipientDirectory, told_on: date | None
) -> Lag:
    units = [each.unit for each in entry.edition.leading]
    return Lag(
        entry=entry.pk,
        period=entry.period.label,
        title=format_entry_title(entry),
        times=times,
        judged_on=_get_local_date(judgement.judged_at),
        heads=people.get_unit_accounts(Role.UNIT_HEAD, units),
        leaders=people.get_official_accounts(each.official_id for each in entry.edition.leaderships.all()),
        told_on=told_on,
    )


def _get_sent_reminders(
    entries: Iterable[ProgressEntry],
) -> tuple[set[tuple[int, str]], dict[tuple[int, int], date], dict[int, date]]:
    """Reads the reminders already sent for the periods of the entries.

    Returns:
        The person and key of each; (person, entry) → the last day on which the person was asked to file it;
        entry → the day on which the heads were first told that it lags again.
    """
    periods = {entry.period_id for entry in entries}
    told: set[tuple[int, str]] = set()
    asked_on: dict[tuple[int, int], date] = {}
    heads_told: dict[int, date] = {}
    rows = Reminder.objects.filter(entry__period__in=periods).order_by("made_at")
    for person, entry, key, kind, made_at in rows.values_list("recipient", "entry", "key", "kind", "made_at"):
        told.add((person, key))
        if kind in ASKED:
            asked_on[person, entry] = _get_local_date(made_at)
        if kind == ReminderKind.LAGGING_TWICE:
            heads_told.setdefault(entry, _get_local_date(made_at))
    return told, asked_on, heads_told


def _get_local_date(moment: datetime) -> date:
    return clock.convert_to_local(moment).date()
