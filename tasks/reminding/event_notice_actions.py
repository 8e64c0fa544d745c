"""即时通知: tells people of what was done to what is theirs; each is part of the action that does it.

These notices ask for nothing that the act itself has not asked for, so none counts as a reminder of a unit.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, QuerySet

from tasks import clock
from tasks.enums import OF_THE_OFFICE, EntryState, ObjectionState, ReminderKind, Role
from tasks.models import Judgement, Notice, Objection, Period, ProgressEntry, Publication, Reminder, Unit, User
from tasks.permissions import Permission, can, may_read_issue
from tasks.queries import select_filing_users
from tasks.reminding.automatic import build_owed_item, prefetch_message_parts
from tasks.reminding.messages import Message, build_message_line, compose_messages
from tasks.reminding.notice_actions import join_or_put_notice, put_notice
from tasks.reminding.recipients import RecipientDirectory
from tasks.reminding.rules import MessageLine, ReminderRules, build_filing_line
from tasks.terms import terms


def describe_item(entry: ProgressEntry) -> str:
    return f"{entry.period} {entry.task} {entry.edition.title}"


def tell_of_return(*, entry: ProgressEntry, by: User) -> None:
    """Tells who files the entry that the office has returned it; only the entry quotes the reason."""
    text = f"{describe_item(entry)}。{terms.office}已退回，请按退回意见修改后重新报送。"
    line = build_message_line(ReminderKind.GIVEN_BACK, f"given_back/entry:{entry.pk}/{entry.reviewed_at}", text, entry)
    units = [entry.edition.filing_unit] if entry.edition.filing_unit else []
    _put(_select_people(units), f"退回：{entry.period} {entry.task}", line, by)


def tell_of_waiting(*, entry: ProgressEntry, by: User) -> None:
    """Tells the heads of the filing unit that an entry waits for confirmation; several of a period stand in one notice
    as long as nobody has read it."""
    text = f"{describe_item(entry)}。{by.name}已填报，请审核；通过后才报送{terms.office}。"
    occasion = f"waiting/period:{entry.period_id}/"
    key = f"{occasion}entry:{entry.pk}/{entry.revision}"
    line = build_message_line(ReminderKind.REQUEST, key, text, entry)
    units = [entry.edition.filing_unit] if entry.edition.filing_unit else []
    for head in _select_people(units).filter(role=Role.UNIT_HEAD).exclude(pk=by.pk):
        message = Message(head, f"待您审核：{entry.period}填报", [line])
        join_or_put_notice(message=message, occasion=occasion, by=by)


def settle_waiting(entries: Iterable[ProgressEntry]) -> None:
    """Marks as read what told heads of entries that wait for confirmation, where none of a notice's entries waits any more.

    Args:
        entries: some of which have just ceased to wait, as stored.
    """
    waiting = Reminder.objects.filter(notice=OuterRef("pk"), key__startswith="waiting/")
    told = waiting.filter(entry__in=[entry.pk for entry in entries])
    still = waiting.filter(entry__state=EntryState.CONFIRMING)
    done = Notice.objects.filter(Exists(told), ~Exists(still), read_at=None)
    Notice.objects.filter(pk__in=list(done.values_list("pk", flat=True))).update(read_at=clock.now())


def tell_of_judgement(*, entry: ProgressEntry, judgement: Judgement, before: Judgement | None, by: User) -> None:
    """Tells the lead units of a judgement that is behind, or that changes an earlier one; nobody is told that all goes
    well."""
    if not (judgement.outcome.is_behind or (before and before.outcome != judgement.outcome)):
        return
    text = f"{describe_item(entry)}。{terms.office}{terms.judging}为“{judgement.verdict.label}”；有异议的，可在该事项页申请复核。"
    line = build_message_line(ReminderKind.JUDGED, f"judged/judgement:{judgement.pk}", text, entry)
    subject = f"{terms.judging}：{entry.period} {entry.task}“{judgement.verdict.label}”"
    _put(_select_people([each.unit for each in entry.edition.leading]), subject, line, by)


def tell_of_objection(*, objection: Objection, entry: ProgressEntry, by: User) -> None:
    """Tells the office that a unit disputes a judgement."""
    text = f"{objection.unit}申请复核：{describe_item(entry)}"
    line = build_message_line(ReminderKind.OBJECTION, f"objection:{objection.pk}/filed", text, entry)
    office = User.objects.filter(government=by.government_id, role__in=OF_THE_OFFICE, is_active=True)
    _put(office, f"{objection.unit}申请复核", line, by)


def tell_of_decision(*, objection: Objection, entry: ProgressEntry, by: User) -> None:
    """Tells the unit that disputed a judgement, and who succeeds it, what was decided."""
    outcome = objection.result or objection.judgement
    words = "改为" if objection.state == ObjectionState.CHANGED else "维持"
    text = f"{describe_item(entry)}。复核{words}“{outcome.verdict.label}”：{objection.decision}"
    line = build_message_line(ReminderKind.OBJECTION, f"objection:{objection.pk}/decided", text, entry)
    units = Unit.objects.filter(
        pk__in={objection.unit_id, *Unit.objects.succeeding(objection.unit_id).values_list("pk", flat=True)}
    )
    _put(_select_people(units), f"复核{words}：{entry.period} {entry.task}", line, by)


def tell_of_opening(*, period: Period, entries: Iterable[ProgressEntry], by: User | None) -> None:
    """Tells who files the entries that filing has opened, in the words and with the keys of the automatic reminders, so
    that these need not tell it again.

    Nobody is told on a day off, nor where the office has turned this reminder off, nor by a command on the server: then
    the automatic reminders do it in their time.
    """
    government, today = period.plan.government, clock.today()
    rules = ReminderRules.from_dict(government.reminder_rules)
    if by is None or ReminderKind.OPENED not in rules.kinds or not government.workdays.works_on(today):
        return
    people = RecipientDirectory(government)
    found = prefetch_message_parts(ProgressEntry.objects.owed().filter(pk__in=[entry.pk for entry in entries]))
    owed = {entry.pk: entry for entry in found}
    told = []
    for entry in owed.values():
        item, key = build_owed_item(entry, people), f"opened/entry:{entry.pk}"
        line = build_filing_line(item, ReminderKind.OPENED, key, government.workdays, today)
        told += [(person, line) for person in item.filers or item.heads if item.deadline >= today]
    _put_composed(told, people, owed, by)


def _put_composed(
    told: Iterable[tuple[int, MessageLine]], people: RecipientDirectory, entries: Mapping[int, ProgressEntry], by: User
) -> None:
    for message in compose_messages(told, people.by_key, entries):
        put_notice(message=message, by=by)


def tell_of_issue(*, publication: Publication, by: User) -> None:
    """Tells everybody who reads issues that there is one."""
    again = f"第 {publication.revision} 版" if publication.revision > 1 else ""
    kind = "report" if publication.period_id else "plan"
    line = MessageLine(
        ReminderKind.ISSUED,
        f"issued:{publication.pk}/{kind}",
        f"《{publication.title}》已印发{again}。",
        period_id=publication.period_id,
    )
    readers = (
        publication.issued_plan.government.users.filter(is_active=True).exclude(pk=by.pk).select_related("government")
    )
    _put(
        (user for user in readers if may_read_issue(user, publication.scope)),
        f"已印发{again}：{publication.about}",
        line,
        by,
    )


def tell_of_undoing(*, kind: ReminderKind, entries: Iterable[ProgressEntry], said: str, by: User) -> None:
    """Tells everybody who was told of an act that it was undone, in one notice; what he has not read of it counts as read.

    Args:
        kind: of the notices of the act; of each entry the last occasion is meant.
        said: 退回已撤销.
    """
    of_entry = {entry.pk: entry for entry in entries}
    rows = Reminder.objects.filter(kind=kind, entry__in=of_entry).select_related("recipient").order_by("pk")
    last = {row.entry_id: row.key for row in rows}
    told = [row for row in rows if row.key == last[row.entry_id]]
    _mark_read(Reminder.objects.filter(pk__in=[row.pk for row in told]))
    lines: dict[User, list[MessageLine]] = defaultdict(list)
    for row in told:
        if row.entry_id is not None:
            entry = of_entry[row.entry_id]
            text = f"{describe_item(entry)}。{said}。"
            lines[row.recipient].append(build_message_line(kind, f"{row.key}/undone/{clock.now()}", text, entry))
    for recipient, own in lines.items():
        put_notice(message=Message(recipient, said, own), by=by)


def _mark_read(lines: QuerySet[Reminder]) -> None:
    """Marks the notices of the lines as read; one that says something else besides stays unread."""
    others = Reminder.objects.filter(notice__in=lines.values("notice")).exclude(pk__in=lines.values("pk"))
    alone = Notice.objects.filter(pk__in=lines.values("notice"), read_at=None).exclude(pk__in=others.values("notice"))
    alone.update(read_at=clock.now())


def _select_people(units: Iterable[Unit]) -> QuerySet[User]:
    return select_filing_users(Unit.objects.filter(pk__in=[unit.pk for unit in units]))


def _put(users: Iterable[User], subject: str, line: MessageLine, by: User) -> None:
    for user in users:
        if can(user, Permission.READ_NOTICES) and user.pk != by.pk:
            put_notice(message=Message(user, subject, [line]), by=by)
