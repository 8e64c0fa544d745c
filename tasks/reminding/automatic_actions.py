"""自动催办: sends the reminders that are due in a government, and changes the rules."""

from collections import Counter
from datetime import date

from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind, ReminderKind
from tasks.models import Government, Notice, User
from tasks.periods import format_chinese_date, format_month_day
from tasks.permissions import Permission, Refused, can, describe_role_refusal
from tasks.reminding.automatic import compose_due_mailing, get_entry_unit_name
from tasks.reminding.delivery_actions import queue_robots
from tasks.reminding.messages import Mailing, Message
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import NAMES, MessageLine, ReminderRules, format_message_summary
from tasks.terms import say


@transaction.atomic
def send_due(*, government: Government, on: date, by: User | None = None) -> list[Message]:
    """Sends what is due on the day ``on``, one message to each person, and no line twice.

    It can be called repeatedly and concurrently: each call waits for the one before and sends only what is
    left.

    Args:
        by: None for the system itself.

    Returns:
        The messages that were sent.

    Raises:
        Refused: the person may not.
        tasks.reminding.rules.ReminderRulesError: the stored settings cannot be used.
    """
    _require_permission(by, government)
    # not FOR UPDATE, so that writes of rows that only refer to the government need not wait
    government = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    found = compose_due_mailing(government, on)
    told = [
        (message, notice) for message in found.messages if (notice := put_notice(message=message, by=by)) is not None
    ]
    if told:
        _tell_robots(government, found, on, told[0][1])
        record(
            EventKind.NOTICES_SENT,
            government,
            by=by,
            government_id=government.pk,
            title=f"{government} {format_chinese_date(on)}自动催办",
            after={"通知人数": len(told), **_describe_counts(found.lines)},
        )
    return [message for message, _ in told]


@transaction.atomic
def change_reminder_rules(*, government: Government, settings: dict, by: User) -> bool:
    """Stores the settings that differ from the defaults.

    Args:
        settings: name → value, as ``tasks.reminding.rules.ReminderRules.from_dict`` reads them.

    Returns:
        Whether anything changed.

    Raises:
        Refused: the person may not.
        tasks.reminding.rules.ReminderRulesError: a setting cannot be used.
    """
    _require_permission(by, government)
    government = Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    before, after = government.reminder_rules, ReminderRules.from_dict(settings).as_dict()
    if before == after:
        return False
    government.reminder_rules = after
    government.save(update_fields=["reminder_rules"])
    record(
        EventKind.REMINDER_RULES_CHANGED,
        government,
        by=by,
        government_id=government.pk,
        before=_describe_settings(before),
        after=_describe_settings(after),
    )
    return True


def _require_permission(by: User | None, government: Government) -> None:
    if by and not (can(by, Permission.SEND_REMINDERS) and by.government_id == government.pk):
        raise Refused(describe_role_refusal(by))


def _tell_robots(government: Government, found: Mailing, on: date, first: Notice) -> None:
    units = {pk: get_entry_unit_name(entry) for pk, entry in found.entries.items()}
    if text := format_message_summary(found.lines, units):
        subject = f"{government} {format_month_day(on)}催办"
        queue_robots(government=government, key=f"{on}/notice:{first.pk}", subject=subject, body=text)


def _describe_counts(lines: list[MessageLine]) -> dict[str, str]:
    """Describes the number of items of each kind, each counted once however many people were told."""
    items = Counter(kind for kind, _ in {(line.kind, line.entry_id or line.key) for line in lines})
    return {kind.label: f"{items[kind]} 项" for kind in ReminderKind if items[kind]}


def _describe_settings(settings: dict) -> dict:
    return {say(NAMES[name]): _format_setting(name, value) for name, value in settings.items()}


def _format_setting(name: str, value):
    if name == "kinds":
        return "、".join(ReminderKind(kind).label for kind in value) or "（全部停用）"
    return "、".join(map(str, value)) if isinstance(value, list) else value
