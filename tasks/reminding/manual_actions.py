"""人工催办: reminds units of entries that they still have to file, in one message for each person."""

from collections.abc import Collection, Iterable

from django.db import transaction

from tasks import clock
from tasks.audit import record_on_period
from tasks.enums import EventKind, Role
from tasks.models import Government, Period, ProgressEntry, User
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.reminding.manual import compose_mailing
from tasks.reminding.messages import Mailing
from tasks.reminding.notice_actions import put_notice
from tasks.terms import terms

LONGEST_LINE = 200


class AskedBefore(Refused):
    """Some entries were reminded of recently; ``mailing`` lists them, and its ``mark`` confirms them."""

    def __init__(self, message: str, mailing: Mailing):
        super().__init__(message)
        self.mailing = mailing


@transaction.atomic
def remind(
    *,
    period: Period,
    entries: Iterable[ProgressEntry],
    line: str,
    to: Collection[Role],
    by: User,
    again: str = "",
) -> Mailing:
    """Sends the reminders; leaves out entries filed meanwhile, and those without a recipient.

    Automatic reminders and concurrent calls wait for the lock and take these reminders into account.

    Args:
        line: the office's own sentence; may be empty.
        to: roles of the recipients: clerks, unit heads, and leaders if they should be informed.
        again: the ``mark`` of the recently reminded entries that are to be reminded of again (条例 第十五条).

    Returns:
        What was sent.

    Raises:
        AskedBefore: some entries were reminded of recently, and ``again`` is not their mark.
        Refused: nothing is left to send, nobody can be told, or the person may not.
    """
    if not can(by, Permission.SEND_REMINDERS) or by.government_id != period.plan.government_id:
        raise Refused(describe_role_refusal(by))
    # not FOR UPDATE, so that writes of rows that only refer to the government need not wait
    Government.objects.select_for_update(no_key=True).get(pk=by.government_id)
    line = " ".join(line.split())[:LONGEST_LINE]
    mailing = compose_mailing(period, [entry.pk for entry in entries], to, clock.today(), line)
    if not mailing.messages:
        raise Refused(describe_empty_mailing(mailing))
    if mailing.mark not in ("", again):
        raise AskedBefore(f"有 {len(mailing.repeated)} 项近日已经催办过，请确认是否仍要再次催办。", mailing)
    for message in mailing.messages:
        put_notice(message=message, by=by)
    record_on_period(EventKind.NOTICES_SENT, period, by=by, before={}, after=_describe_mailing(mailing), reason=line)
    return mailing


def describe_empty_mailing(mailing: Mailing) -> str:
    """Describes in one Chinese sentence why nothing would be sent."""
    if mailing.told_today:
        return "所选事项今天都已催办过，不再重复。"
    if mailing.unreachable:
        return f"所选事项的{terms.responsible_unit}没有可用账号，请打印催办函。"
    return "所选事项都已报送，无需催办。" if mailing.filed else "请先勾选需要催办的事项。"


def _describe_mailing(mailing: Mailing) -> dict:
    words = {
        "事项": [str(entry.task) for entry in mailing.entries.values()],
        "收件人": [f"{each.recipient}（{each.recipient.place}）" for each in mailing.messages],
    }
    if mailing.repeated:
        words["其中近日已催办过"] = [str(entry.task) for entry, _ in mailing.repeated]
    return words
