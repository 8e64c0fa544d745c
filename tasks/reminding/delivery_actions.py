"""投送: queues messages for the channels, sends them after the commit, and retries.

A message is claimed in one short transaction, sent outside of any, and settled in another, so that no lock
waits for the network. If the process stops between sending and settling, the message is sent again after
``LEASE``.
"""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from tasks import clock
from tasks.audit import record
from tasks.enums import Channel, DeliveryState, EventKind
from tasks.models import Delivery, Government, Notice, User
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.reminding import channels

#: delays after each failed attempt; after the last delay there is no further attempt
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
#: how long one process may hold a message; far longer than any channel's timeout
LEASE = timedelta(minutes=10)
ERROR_LENGTH = 500


def queue_email(notice: Notice) -> None:
    """Queues an e-mail of the notice if e-mail is on and the recipient has an address."""
    address = notice.recipient.email
    if not address or not channels.is_on(Channel.EMAIL):
        return
    link = f"\n\n查看和办理：{settings.DUBAN_SITE_URL}" if settings.DUBAN_SITE_URL else ""
    _queue(
        Channel.EMAIL,
        f"notice:{notice.pk}",
        notice.government_id,
        subject=notice.subject,
        body=notice.body + link,
        notice=notice,
        address=address,
    )


def queue_robots(*, government: Government, key: str, subject: str, body: str) -> None:
    """Queues one message for each robot that is on; part of the caller's transaction.

    Args:
        key: identifies the message; each robot gets it once.
    """
    for channel in channels.list_active_channels():
        if channel != Channel.EMAIL:
            _queue(channel, key, government.pk, subject=subject, body=body)


def _queue(channel: Channel, key: str, government_id: int, **parts) -> None:
    now = clock.now()
    Delivery.objects.create(channel=channel, key=key, government_id=government_id, made_at=now, next_at=now, **parts)


def deliver_waiting(*, by: User | None = None) -> Counter[DeliveryState]:
    """Sends the waiting messages that are due, the oldest first; must be called outside of a transaction.

    Two concurrent runs never send the same message. After an unreachable channel the run skips that channel,
    so that one dead server does not delay the others.

    Args:
        by: not used: sending leaves no event, since the notice has one.

    Returns:
        How many messages were sent, wait for another attempt, and failed for good.
    """
    done: Counter[DeliveryState] = Counter()
    dead: set[Channel] = set()
    while delivery := _take_next_delivery(dead):
        error = ""
        try:
            channels.send_message(delivery)
        except channels.Unreachable as failure:
            error = str(failure)
            dead.add(delivery.channel)
        except channels.Undelivered as failure:
            error = str(failure)
        done[_settle_delivery(delivery, error)] += 1
    return done


@transaction.atomic
def retry(*, delivery: Delivery, by: User) -> Delivery:
    """Queues a failed message again, with all its attempts.

    Raises:
        Refused: it has not failed, or the person may not.
    """
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    _require_permission(by, delivery.government_id)
    if delivery.state != DeliveryState.FAILED:
        raise Refused(f"该消息现为“{delivery.state.label}”，无需重新发送。")
    before = delivery.error
    _requeue([delivery])
    _record_retry(delivery, {"失败原因": before}, {}, by)
    return delivery


@transaction.atomic
def retry_all(*, government: Government, by: User) -> int:
    """Queues all failed messages of a government again.

    Returns:
        The number of messages.

    Raises:
        Refused: nothing has failed, or the person may not.
    """
    _require_permission(by, government.pk)
    failed = Delivery.objects.select_for_update().filter(government=government, state=DeliveryState.FAILED)
    deliveries = list(failed)
    if not deliveries:
        raise Refused("没有发送失败的消息，可能刚刚已重新发送。")
    _requeue(deliveries)
    _record_retry(government, {}, {"重新发送": f"{len(deliveries)} 条"}, by)
    return len(deliveries)


def _require_permission(by: User, government_id: int) -> None:
    if not can(by, Permission.SEND_REMINDERS) or by.government_id != government_id:
        raise Refused(describe_role_refusal(by))


def _requeue(deliveries: list[Delivery]) -> None:
    for delivery in deliveries:
        delivery.error, delivery.attempts = "", 0
        delivery.state, delivery.next_at = DeliveryState.WAITING, clock.now()
    Delivery.objects.bulk_update(deliveries, ["error", "attempts", "state", "next_at"])


def _record_retry(subject: Delivery | Government, before: dict, after: dict, by: User) -> None:
    record(
        EventKind.NOTICES_SENT,
        subject,
        by=by,
        government_id=by.government_id,
        before={"状态": DeliveryState.FAILED.label} | before,
        after={"状态": DeliveryState.WAITING.label} | after,
    )


@transaction.atomic
def _take_next_delivery(dead: Collection[str]) -> Delivery | None:
    """Claims the next due message for the length of the lease."""
    now = clock.now()
    waiting = Delivery.objects.select_for_update(skip_locked=True).filter(state=DeliveryState.WAITING, next_at__lte=now)
    delivery = waiting.exclude(channel__in=dead).order_by("next_at", "pk").first()
    if delivery:
        delivery.attempts += 1
        delivery.next_at = now + LEASE
        delivery.save(update_fields=["attempts", "next_at"])
    return delivery


@transaction.atomic
def _settle_delivery(delivery: Delivery, error: str) -> DeliveryState:
    """Stores the result of an attempt.

    Args:
        error: why it failed; empty if the message arrived.
    """
    now, tried = clock.now(), delivery.attempts
    delivery.error = error[:ERROR_LENGTH]
    if not error:
        delivery.state, delivery.sent_at = DeliveryState.SENT, now
    elif tried > len(BACK_OFF):
        delivery.state = DeliveryState.FAILED
    else:
        delivery.next_at = now + BACK_OFF[tried - 1]
    delivery.save(update_fields=["state", "sent_at", "next_at", "error"])
    return delivery.state
