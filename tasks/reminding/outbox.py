"""投送 as the office sees it: which channels are on, how they do, and whether anybody sends at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet

from tasks import clock
from tasks.enums import Channel, DeliveryState
from tasks.models import Delivery, User
from tasks.permissions import Permission, can
from tasks.reminding import channels

#: a message that nobody has tried for so long says that the timer is not running
STUCK = timedelta(hours=1)


@dataclass(frozen=True)
class ChannelStatus:
    """A channel and how it does.

    Attributes:
        waiting: messages to be sent, or to be tried again.
        failed: given up.
        sent_at: when the last one arrived.
        error: why the last attempt failed of those that wait or were given up.
    """

    channel: Channel
    is_on: bool
    waiting: int = 0
    failed: int = 0
    sent_at: datetime | None = None
    error: str = ""


def select_visible_deliveries(user: User) -> QuerySet[Delivery]:
    """The messages of the person's government, for whoever sends them; none for others."""
    if not can(user, Permission.SEND_REMINDERS):
        return Delivery.objects.none()
    return Delivery.objects.filter(government=user.government_id)


def list_channel_statuses(user: User) -> list[ChannelStatus]:
    """Every channel, whether it is on or not."""
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
    oldest = select_visible_deliveries(user).filter(state=DeliveryState.WAITING).aggregate(due=Min("next_at"))
    return oldest["due"] is not None and oldest["due"] < clock.now() - STUCK
