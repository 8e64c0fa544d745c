"""投送: reads which channels are on, how they work, and whether the timer is running."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from tasks import clock
from tasks.enums import Channel, DeliveryState
from tasks.models import Delivery, User
from tasks.permissions import Permission, can
from tasks.reminding import channels

#: a message that is overdue for this long shows that the timer is not running
STUCK = timedelta(hours=1)


@dataclass(frozen=True)
class ChannelStatus:
    """The state of one channel.

    Attributes:
        waiting: number of messages to send or to retry.
        failed: number of messages that failed for good.
        sent_at: when the last message arrived.
        error: the last error of a waiting or failed message.
    """

    channel: Channel
    is_on: bool
    waiting: int = 0
    failed: int = 0
    sent_at: datetime | None = None
    error: str = ""


def select_visible_deliveries(user: User) -> QuerySet[Delivery]:
    """Selects the messages of the person's government; none if the person may not send reminders."""
    if not can(user, Permission.SEND_REMINDERS):
        return Delivery.objects.none()
    return Delivery.objects.filter(government=user.government_id)


def list_channel_statuses(user: User) -> list[ChannelStatus]:
    """Lists the state of every channel, whether it is on or not."""
    deliveries = select_visible_deliveries(user)
    counted = {
        row["channel"]: (row["waiting"], row["failed"], row["sent_at"])
        for row in deliveries.order_by()
        .values("channel")
        .annotate(
            waiting=Count("pk", filter=Q(state=DeliveryState.WAITING)),
            failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
            sent_at=Max("sent_at"),
        )
    }
    errors = dict(deliveries.exclude(error="").order_by("next_at").values_list("channel", "error"))
    return [
        ChannelStatus(
            channel,
            channels.is_on(channel),
            *counted.get(channel, (0, 0, None)),
            error=errors.get(channel, ""),
        )
        for channel in Channel
    ]


def is_stuck(user: User) -> bool:
    """Whether a message is long overdue for sending, so that the timer cannot be running."""
    return measure_backlog(select_visible_deliveries(user)).is_stuck


@dataclass(frozen=True)
class Backlog:
    """The messages that have not gone out.

    Attributes:
        waiting: number of messages to send or to retry.
        failed: number of messages that failed for good.
        due_at: when the oldest of those that wait was to be sent.
    """

    waiting: int
    failed: int
    due_at: datetime | None

    @property
    def is_stuck(self) -> bool:
        return self.due_at is not None and self.due_at < clock.now() - STUCK


def measure_backlog(deliveries: QuerySet[Delivery] | None = None) -> Backlog:
    """Counts the messages that have not gone out, of all governments unless others are given."""
    chosen = Delivery.objects.all() if deliveries is None else deliveries
    waiting = Q(state=DeliveryState.WAITING)
    found = chosen.aggregate(
        waiting=Count("pk", filter=waiting),
        failed=Count("pk", filter=Q(state=DeliveryState.FAILED)),
        due_at=Min("next_at", filter=waiting),
    )
    return Backlog(**found)
