"""催办 as its command and its action read it: what is still to be filed, what lags, and who answers for it.

A whole government is gathered in a fixed number of queries; the rules are in ``tasks.reminding``.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from tasks import clock, reminding
from tasks.addressees import Addressees
from tasks.enums import (
    UNFILED,
    EntryState,
    ObjectionState,
    Outcome,
    PeriodState,
    ReminderKind,
    Role,
)
from tasks.models import Government, Period, ProgressEntry, Reminder, User
from tasks.queries import ENTRIES_BY_KIND, LEADERS_IN_ORDER, with_duties
from tasks.reminding import Due, Item, Lag, ReminderRules, Stage, Told

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


@dataclass(frozen=True)
class Digest:
    """Everything that one person is to be told in one message."""

    person: User
    dues: list[Due]

    @property
    def subject(self) -> str:
        return reminding.subject_of(self.dues)

    @property
    def body(self) -> str:
        return reminding.body_of(self.dues)


@dataclass(frozen=True)
class Round:
    """One look at a government.

    Attributes:
        digests: one for each person who is to be told something, in the order of their user names.
        entries: what the digests speak of, by its key, with period, edition and units at hand.
    """

    digests: list[Digest]
    entries: dict[int, ProgressEntry]

    @property
    def dues(self) -> list[Due]:
        return [one for digest in self.digests for one in digest.dues]


def look(government: Government, on: date) -> Round:
    """Who is to be told of what on the day ``on``; nothing is written.

    Raises:
        tasks.reminding.RulesError: the stored settings cannot be used.
    """
    rules = ReminderRules.from_dict(government.reminder_rules)
    if not government.workdays.works_on(on):
        # the rules would say the same of whatever is gathered
        return Round([], {})
    people = Addressees(government)
    filing, lagging = list(_to_file(government)), _lagging(government, on)
    entries = {entry.pk: entry for entry in (*filing, *lagging)}
    told, heads_told = _told(entries.values())
    found = reminding.due(
        [item_of(entry, people) for entry in filing],
        [_lag(entry, times, people, heads_told.get(entry.pk)) for entry, times in lagging.items()],
        told=told,
        rules=rules,
        days=government.workdays,
        on=on,
    )
    by_person = defaultdict(list)
    for one in found:
        by_person[one.person].append(one)
    digests = [Digest(people.by_key[key], dues) for key, dues in by_person.items()]
    return Round(sorted(digests, key=lambda one: one.person.username), entries)


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
    leading = entry.edition.leading
    return leading[0].unit.name if leading else "（未列牵头单位）"


def told_parts(entries: QuerySet[ProgressEntry]) -> QuerySet[ProgressEntry]:
    """Entries with what a message says of them, in printed order."""
    return (
        with_duties(entries).select_related("task__internal").order_by("period_id", ENTRIES_BY_KIND, "number")
    )


def _to_file(government: Government) -> QuerySet[ProgressEntry]:
    """What units still have in their hands and may file."""
    takes_filings = Q(period__state=PeriodState.OPEN) | Q(
        period__state=PeriodState.CLOSED, due_on__isnull=False
    )
    return told_parts(
        ProgressEntry.objects.filter(
            takes_filings, period__plan__government=government, state__in=(*UNFILED, EntryState.RETURNED)
        )
    )


def item_of(entry: ProgressEntry, people: Addressees) -> Item:
    """The entry as the rules know it, with those who file it and their heads."""
    files = [each.unit for each in entry.edition.leading[:1]]
    is_returned = entry.state == EntryState.RETURNED and entry.reviewed_at
    return Item(
        entry=entry.pk,
        period=entry.period.label,
        title=title_of(entry),
        opened_on=entry.period.opens_on,
        deadline=entry.deadline,
        state=entry.state,
        filers=people.of_units(Role.CLERK, files),
        heads=people.of_units(Role.UNIT_HEAD, files),
        returned_on=_day(entry.reviewed_at) if is_returned else None,
    )


def _lagging(government: Government, on: date) -> dict[ProgressEntry, int]:
    """The newest judged entry of each item of this year's and last year's plan that is behind, and in how many
    periods running. What a person judged counts, not what came with a document; what is under review waits."""
    judged = ProgressEntry.objects.filter(
        period__plan__government=government, period__plan__year__gte=on.year - 1, judgement__isnull=False
    ).order_by("task_id", "-period__number")
    rows = judged.values_list("task_id", "period__number", "pk", "judgement__outcome", "judgement__judged_by")
    running = {}
    for _, of_task in groupby(rows, lambda row: row[0]):
        (_, number, newest, outcome, judge), *earlier = of_task
        if outcome.is_behind and judge:
            running[newest] = 1 + _unbroken(number, [(row[1], row[3]) for row in earlier])
    running = {entry: times for entry, times in running.items() if times > 1}
    found = told_parts(ProgressEntry.objects.filter(pk__in=running)).exclude(
        objections__state=ObjectionState.OPEN
    )
    found = found.select_related("judgement").prefetch_related(LEADERS_IN_ORDER)
    return {entry: running[entry.pk] for entry in found}


def _unbroken(number: int, earlier: list[tuple[int, Outcome]]) -> int:
    """How many periods right before ``number`` were behind without a gap; the newest comes first."""
    count = 0
    for place, (before, outcome) in enumerate(earlier, start=1):
        if before != number - place or not outcome.is_behind:
            break
        count += 1
    return count


def _lag(entry: ProgressEntry, times: int, people: Addressees, told_on: date | None) -> Lag:
    units = [each.unit for each in entry.edition.leading]
    return Lag(
        entry=entry.pk,
        period=entry.period.label,
        title=title_of(entry),
        times=times,
        judged_on=_day(entry.judgement.judged_at),
        heads=people.of_units(Role.UNIT_HEAD, units),
        leaders=people.of_officials(each.official_id for each in entry.edition.leaderships.all()),
        told_on=told_on,
    )


def _told(entries: Iterable[ProgressEntry]) -> tuple[Told, dict[int, date]]:
    """What people were told of the entries before, and when the heads were first told that one lags again."""
    periods = {entry.period_id for entry in entries}
    keys, asked, heads_told = set(), {}, {}
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
