"""减负: what the office asked of each unit in a period, and how much the units wrote.

Sources: 政府督查工作条例 第十五条 forbids repeated checks; 第三条 and 整治形式主义为基层减负若干规定. None of it counts in 考核.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Self, TypedDict

from django.db.models import Count, Prefetch, Q

from tasks import clock
from tasks.assessing.earlier import find_previous_period
from tasks.enums import EventKind, IndicatorState, ReminderKind, ResponsibilityRole
from tasks.models import Event, Period, ProgressEntry, Reminder, Responsibility, Unit
from tasks.models.entry_fields import ASKED, TEXTS, format_entry_fields
from tasks.visible_words import read_filed

#: kinds that answer a unit, inform a leader, ask back or pass on what a lead unit asks; the office itself asks nothing by them
ASKS_NOTHING = (
    ReminderKind.REQUEST,
    ReminderKind.COORDINATION,
    ReminderKind.COOPERATION,
    ReminderKind.COMMENT,
    ReminderKind.ESCALATED,
    ReminderKind.PLAN_CHANGED,
    ReminderKind.ENDED,
    ReminderKind.GIVEN_BACK,
    ReminderKind.JUDGED,
    ReminderKind.OBJECTION,
    ReminderKind.ISSUED,
)
#: manual reminders and returns after which an entry is listed as repeated
OFTEN = 2


class IndicatorCounts(TypedDict):
    """The number of confirmed indicators of an entry's task."""

    indicators: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    Counted = WithAnnotations[ProgressEntry, IndicatorCounts]


@dataclass(frozen=True)
class BurdenFigures:
    """What was asked of a unit, or of all units.

    Attributes:
        items: entries to file.
        indicators: figures asked in addition to the text, over all entries.
        automatic, manual: the number of days on which the system, or the office, reminded the unit.
        reminded, urged: the distinct reminder keys of the automatic, or manual, reminders.
        returned: how often the office returned an entry.
        words: characters without white space that the unit wrote and handed over.
    """

    items: int = 0
    indicators: int = 0
    automatic: int = 0
    reminded: int = 0
    manual: int = 0
    urged: int = 0
    returned: int = 0
    words: int = 0

    @property
    def fields(self) -> int:
        """The number of fields to fill in."""
        return self.items * len(ASKED) + self.indicators

    def __add__(self, other: Self) -> "BurdenFigures":
        return BurdenFigures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(BurdenFigures)))


@dataclass(frozen=True)
class UnitBurden:
    """One unit's figures in the period and in the previous one."""

    name: str
    now: BurdenFigures
    before: BurdenFigures


@dataclass(frozen=True)
class RepeatedEntry:
    """An entry that was reminded of by hand or returned at least ``OFTEN`` times (条例 第十五条)."""

    entry: ProgressEntry
    unit: str
    manual: int
    returned: int


@dataclass(frozen=True)
class Burden:
    """A period, the most burdened unit first; ``previous`` is None in the first period of a year."""

    units: tuple[UnitBurden, ...]
    total: BurdenFigures
    before: BurdenFigures
    repeated: tuple[RepeatedEntry, ...]
    previous: Period | None

    @property
    def before_label(self) -> str:
        """The label of the previous period."""
        return self.previous.label if self.previous else "上期"


def compute_burden(period: Period) -> Burden:
    """Computes the figures of a period and of the previous period of the year; in six queries."""
    previous = find_previous_period(period)
    periods = [each for each in (period, previous) if each]
    entries, reminders, returns = (
        _list_entries(periods),
        _map_period_to_reminders(periods),
        _count_returns(periods),
    )
    now = _compute_by_unit([each for each in entries if each.period_id == period.pk], reminders[period.pk], returns)
    before = (
        _compute_by_unit([each for each in entries if each.period_id == previous.pk], reminders[previous.pk], returns)
        if previous
        else {}
    )
    names = dict(Unit.objects.filter(pk__in=now.keys() | before.keys()).values_list("pk", "name"))
    units = [
        UnitBurden(name, now.get(unit, BurdenFigures()), before.get(unit, BurdenFigures()))
        for unit, name in names.items()
    ]
    return Burden(
        units=tuple(sorted(units, key=lambda each: (-each.now.fields, each.name))),
        total=sum(now.values(), BurdenFigures()),
        before=sum(before.values(), BurdenFigures()),
        repeated=tuple(_iterate_repeated_entries(period, entries, reminders[period.pk], returns)),
        previous=previous,
    )


def _list_entries(periods: Iterable[Period]) -> "list[Counted]":
    confirmed = Count("task__indicators", filter=Q(task__indicators__state=IndicatorState.CONFIRMED))
    leading = Responsibility.objects.filter(role=ResponsibilityRole.LEAD).order_by("position")
    return list(
        ProgressEntry.objects.filter(period__in=periods)
        .select_related("task__item_kind", "edition", "returned_revision")
        .prefetch_related(Prefetch("edition__responsibilities", leading.select_related("unit")))
        .annotate(indicators=confirmed)
        .defer("signals", "published_text")
        .order_by("period_id", "number", "pk")
    )


def _map_period_to_reminders(periods: Iterable[Period]) -> dict[int, list[tuple]]:
    """Maps each period to unit, entry, kind, key and day of its reminders to units, each only once."""
    rows = Reminder.objects.filter(period__in=periods, unit__isnull=False).exclude(kind__in=ASKS_NOTHING)
    told: dict[int, dict[tuple, date]] = defaultdict(dict)
    for period, unit, entry, kind, key, at in rows.order_by("pk").values_list(
        "period", "unit", "entry", "kind", "key", "made_at"
    ):
        told[period].setdefault((unit, entry, kind, key), clock.convert_to_local(at).date())
    return defaultdict(list, {period: [(*what, day) for what, day in each.items()] for period, each in told.items()})


def _count_returns(periods: Iterable[Period]) -> Counter[int | None]:
    """Counts for each entry how often the office returned it."""
    events = Event.objects.filter(
        kind=EventKind.ENTRY_RETURNED,
        subject_type=ProgressEntry._meta.model_name,
        subject_id__in=ProgressEntry.objects.filter(period__in=periods).values("pk"),
    )
    return Counter(events.order_by("id").values_list("subject_id", flat=True))


def _compute_by_unit(
    entries: "Iterable[Counted]", reminders: Iterable[tuple], returns: Counter[int | None]
) -> dict[int, BurdenFigures]:
    asked: dict[int, BurdenFigures] = defaultdict(BurdenFigures)
    for entry in entries:
        # an item that is done is not asked for
        if not entry.is_automatic and (filer := entry.edition.filing_unit):
            asked[filer.pk] += BurdenFigures(
                items=1,
                indicators=entry.indicators,
                returned=returns[entry.pk],
                words=count_written_characters(entry),
            )
    of_unit = defaultdict(list)
    for unit, _, kind, key, day in reminders:
        of_unit[unit].append((kind == ReminderKind.MANUAL, key, day))
    for unit, rows in of_unit.items():
        asked[unit] += BurdenFigures(
            automatic=len({day for by_hand, _, day in rows if not by_hand}),
            reminded=len({key for by_hand, key, _ in rows if not by_hand}),
            manual=len({day for by_hand, _, day in rows if by_hand}),
            urged=len({key for by_hand, key, _ in rows if by_hand}),
        )
    return dict(asked)


def count_written_characters(entry: ProgressEntry) -> int:
    """Counts the characters without white space that a unit wrote and handed over."""
    return sum(len("".join(text.split())) for text in format_entry_fields(read_filed(entry), TEXTS).values())


def _iterate_repeated_entries(
    period: Period, entries, reminders, returns: Counter[int | None]
) -> Iterable[RepeatedEntry]:
    # a reminder sent to two units counts once
    sent = {(entry, key) for _, entry, kind, key, _ in reminders if kind == ReminderKind.MANUAL}
    by_hand = Counter(entry for entry, _ in sent)
    for entry in entries:
        manual, returned = by_hand[entry.pk], returns[entry.pk]
        if entry.period_id == period.pk and manual + returned >= OFTEN:
            first = entry.edition.first_lead
            yield RepeatedEntry(entry, first.label if first else "", manual, returned)
