"""人工催办: lists what may be reminded of, and composes the messages.

政府督查工作条例 第十五条 asks to limit the number and frequency of checks and forbids repeated ones. So recent reminders
are shown before another is sent, and nobody is reminded of the same entry twice in a day.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from tasks.enums import OF_OFFICIALS, EntryState, ReminderKind, Role
from tasks.models import Period, ProgressEntry, Reminder, User
from tasks.queries import LEADERS_IN_ORDER, select_visible_entries
from tasks.reminding.automatic import build_owed_item, get_entry_unit_name, prefetch_message_parts
from tasks.reminding.history import index_reminders_by_entry
from tasks.reminding.messages import Mailing, Message, compose_messages
from tasks.reminding.recipients import RecipientDirectory
from tasks.reminding.rules import MessageLine, OwedItem, ReminderRules, WorkingDays, build_filing_line
from tasks.terms.later import say_later

#: the roles that can be chosen as recipients, with their labels
ADDRESSEES = {
    Role.CLERK: "填报员",
    Role.UNIT_HEAD: "单位审核人",
    Role.LEADER: say_later("责任{terms.leader}（提请关注）"),
}

#: the recipients chosen by default
USUAL = (Role.CLERK, Role.UNIT_HEAD)


def list_owed_entries(user: User, period: Period) -> list[ProgressEntry]:
    """Lists what units still have to file in a period and may file, in printed order."""
    owed = _prefetch_mailing_parts(select_visible_entries(user).filter(period=period).owed())
    return list(owed.select_related("edition__section"))


def get_reminder_kind(entry: ProgressEntry, on: date) -> ReminderKind:
    """Returns the kind under which an owed entry is listed: RETURNED, OVERDUE or COMING_DUE."""
    if entry.state == EntryState.RETURNED:
        return ReminderKind.RETURNED
    return ReminderKind.OVERDUE if entry.is_overdue(on) else ReminderKind.COMING_DUE


def compose_mailing(
    period: Period, entries: Collection[int], to: Collection[Role], on: date, note: str = ""
) -> Mailing:
    """Composes the messages that ask for the entries; messages to units come before those to leaders.

    Args:
        entries: ids; those of another period are ignored.
        to: roles of the recipients; if a unit has nobody in them, its other people are told.
        note: the office's own sentence above the lines; may be empty.
    """
    government = period.plan.government
    chosen = list(_prefetch_mailing_parts(ProgressEntry.objects.filter(pk__in=entries, period=period)))
    owed = {entry.pk: entry for entry in chosen if entry.is_owed}
    people, told = RecipientDirectory(government), _get_sent_keys(owed, on)
    found = [each for entry in owed.values() for each in _iterate_lines(entry, people, to, government.workdays, on)]
    new = [(person, line) for person, line in found if (person, line.key) not in told]
    reached, fresh = ({line.entry_id for _, line in lines} for lines in (found, new))
    messages = compose_messages(new, people.by_key, owed, note=note, prefix_of=_get_subject_prefix)
    asked, rules = index_reminders_by_entry(owed.values()), ReminderRules.from_dict(government.reminder_rules)
    since = government.workdays.before(on, rules.again_after)
    return Mailing(
        messages=sorted(messages, key=_build_sort_key),
        entries={pk: entry for pk, entry in owed.items() if pk in fresh},
        repeated=[(owed[pk], asked[pk]) for pk in owed if pk in fresh & asked.keys() and asked[pk].last > since],
        filed=[entry for entry in chosen if entry.pk not in owed],
        told_today=[owed[pk] for pk in owed if pk in reached - fresh],
        unreachable=[entry for pk, entry in owed.items() if pk not in reached],
        absent=_list_absent_leaders(owed.values(), people) if Role.LEADER in to else [],
    )


def _prefetch_mailing_parts(entries):
    return prefetch_message_parts(entries).select_related("period__plan__government").prefetch_related(LEADERS_IN_ORDER)


def _get_sent_keys(entries: dict[int, ProgressEntry], on: date) -> set[tuple[int, str]]:
    keys = [key(pk, on) for pk in entries for key in (_build_key, _build_leader_key)]
    return set(Reminder.objects.filter(key__in=keys).values_list("recipient", "key"))


def _build_key(entry: int, on: date) -> str:
    """Builds the key that prevents a second manual reminder of an entry on one day."""
    return f"manual/entry:{entry}/{on}"


def _build_leader_key(entry: int, on: date) -> str:
    return f"escalated/entry:{entry}/{on}"


def _iterate_lines(
    entry: ProgressEntry, people: RecipientDirectory, to: Collection[Role], days: WorkingDays, on: date
) -> Iterator[tuple[int, MessageLine]]:
    """Yields the recipients of an entry, each with the line; leaders are told only together with the unit."""
    item, listed_as = build_owed_item(entry, people), get_reminder_kind(entry, on)
    line = replace(
        build_filing_line(item, listed_as, _build_key(entry.pk, on), days, on),
        kind=ReminderKind.MANUAL,
        listed_as=listed_as,
    )
    units = _get_unit_recipients(item, to)
    for person in units:
        yield person, line
    if units and Role.LEADER in to:
        key, text = _build_leader_key(entry.pk, on), f"{get_entry_unit_name(entry)}牵头的{line.text}"
        to_leader = replace(line, kind=ReminderKind.ESCALATED, key=key, text=text)
        for person in people.get_official_accounts(each.official_id for each in entry.edition.leaderships.all()):
            yield person, to_leader


def _list_absent_leaders(entries: Iterable[ProgressEntry], people: RecipientDirectory) -> list[str]:
    officials = {each for entry in entries for each in entry.edition.leading_officials}
    absent = [each for each in officials if not people.get_official_accounts([each.pk])]
    return [each.name for each in sorted(absent, key=lambda each: (each.rank, each.name))]


def _get_unit_recipients(item: OwedItem, to: Collection[Role]) -> tuple[int, ...]:
    """Returns the unit's accounts in the chosen roles.

    Only the heads are told while they must confirm; if the chosen roles have nobody, the other role is told.
    """
    if item.state == EntryState.CONFIRMING and item.heads:
        return item.heads
    chosen = (item.filers if Role.CLERK in to else ()) + (item.heads if Role.UNIT_HEAD in to else ())
    return chosen or item.filers or item.heads


def _get_subject_prefix(person: User) -> str:
    """Returns what precedes the subject of a person's message."""
    return "提请关注——" if person.role in OF_OFFICIALS else "催办——"


def _build_sort_key(message: Message) -> tuple[bool, str, str]:
    """Sorts units by name, then leaders."""
    person = message.recipient
    return person.role in OF_OFFICIALS, person.unit.name if person.unit else "", person.username
