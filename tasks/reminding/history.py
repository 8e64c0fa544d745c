"""催办记录: reads how often an entry or a unit was reminded, and the notices of a period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from tasks import clock
from tasks.enums import ReminderKind, ResponsibilityRole
from tasks.models import Notice, Period, ProgressEntry, Reminder, Responsibility, User
from tasks.permissions import Permission, can

#: kinds that count as a reminder of a unit; the notice that filing has opened does not
BURDEN_KINDS = (
    ReminderKind.COMING_DUE,
    ReminderKind.DUE,
    ReminderKind.OVERDUE,
    ReminderKind.RETURNED,
    ReminderKind.MANUAL,
)
#: kinds listed in the record of a period; the others answer what units ask for
RECORDED = (*BURDEN_KINDS, ReminderKind.OPENED, ReminderKind.LAGGING_TWICE, ReminderKind.ESCALATED)


@dataclass
class ReminderHistory:
    """The days on which the unit of an entry was reminded, in order.

    Attributes:
        days: day → the names of the senders; 系统 for automatic reminders.
    """

    days: dict[date, list[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.days)

    @property
    def last(self) -> date:
        return max(self.days)

    def add_sender(self, on: date, sender: str) -> None:
        senders = self.days.setdefault(on, [])
        if sender not in senders:
            senders.append(sender)


def index_reminders_by_entry(entries: Iterable[ProgressEntry]) -> dict[int, ReminderHistory]:
    """Indexes the reminder histories by entry; entries without reminders are left out. One query.

    After a correction of the lead unit those that went to the former one are no reminders of the present one.
    """
    leads = Responsibility.objects.filter(edition=OuterRef("entry__edition"), role=ResponsibilityRole.LEAD)
    own = Q(unit=None) | Exists(leads.filter(Q(unit=OuterRef("unit")) | Q(unit__members=OuterRef("unit"))))
    rows = Reminder.objects.filter(own, entry__in=list(entries), kind__in=BURDEN_KINDS).order_by("made_at")
    found: dict[int, ReminderHistory] = defaultdict(ReminderHistory)
    for entry, made_at, sender in rows.values_list("entry", "made_at", "notice__sent_by__name"):
        found[entry].add_sender(clock.convert_to_local(made_at).date(), sender or "系统")
    return dict(found)


def select_period_notices(user: User, period: Period) -> QuerySet[Notice]:
    """Selects the notices of 催办 in a period, the newest first; none if the person may not send reminders."""
    if not can(user, Permission.SEND_REMINDERS):
        return Notice.objects.none()
    told = Reminder.objects.filter(period=period, kind__in=RECORDED)
    return (
        Notice.objects.filter(pk__in=told.values("notice"), government=user.government_id)
        .select_related("recipient__unit", "sent_by__unit")
        .prefetch_related("reminders", "deliveries")
        .order_by("-sent_at", "-pk")
    )


def count_reminders_by_unit(period: Period) -> QuerySet:
    """Counts each unit's reminded days, items, days by hand and unread notices; most days first."""
    return (
        Reminder.objects.filter(period=period, kind__in=BURDEN_KINDS, unit__isnull=False)
        .values("unit", "unit__name")
        .annotate(
            days=Count(TruncDate("made_at"), distinct=True),
            items=Count("entry", distinct=True),
            by_hand=Count(TruncDate("made_at"), distinct=True, filter=Q(kind=ReminderKind.MANUAL)),
            unread=Count("notice", distinct=True, filter=Q(notice__read_at__isnull=True)),
            last=Max("made_at"),
        )
        .order_by("-days", "-items", "unit__name")
    )
