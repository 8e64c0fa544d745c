"""方案调整: tells the units and leaders concerned, and records a change; called by the actions that make one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from tasks.adjusting.items import order_state
from tasks.audit import record
from tasks.enums import OF_OFFICIALS, EventKind, PlanChangeKind, ReminderKind
from tasks.models import PlanChange, ProgressEntry, Unit, User
from tasks.models.changes import format_state_value
from tasks.plans.edition_content import EditionContent
from tasks.queries import select_filing_users
from tasks.reminding.messages import Message, build_message_line
from tasks.reminding.notice_actions import put_notice
from tasks.reminding.rules import MessageLine
from tasks.requesting.requests import State
from tasks.terms import reword, terms

MADE, UNDONE = "made", "undone"
#: so much of a value is told in a notice; the page of the item has the rest
TOLD_LENGTH = 60


@dataclass(frozen=True)
class Concerned:
    """The keys of the units and leaders that an item names or named."""

    units: frozenset[int]
    leaders: frozenset[int]


def find_concerned(contents: Iterable[EditionContent]) -> Concerned:
    """Returns whom any of the contents names."""
    contents = list(contents)
    units = {printed.settled_unit for one in contents for printed in (*one.lead, *one.cooperating)}
    return Concerned(frozenset(units), frozenset(leader for one in contents for leader in one.leaders))


def select_concerned_users(concerned: Concerned) -> list[User]:
    """Selects the filing users of the units and of those that succeeded them, and the leaders' accounts."""
    units = {*concerned.units, *(pk for unit in concerned.units for pk in _list_successors(unit))}
    filing = list(select_filing_users(Unit.objects.filter(pk__in=units)))
    leading = User.objects.filter(Q(role__in=OF_OFFICIALS, official__in=concerned.leaders), is_active=True)
    return [*filing, *leading.order_by("pk")]


def _list_successors(unit: int) -> Collection[int]:
    return Unit.objects.succeeding(unit).values_list("pk", flat=True)


def tell_concerned(
    change: PlanChange, concerned: Concerned, entry: ProgressEntry | None, step: str, *, by: User
) -> None:
    """Puts a notice of the change, or of its undoing, into the inbox of everybody concerned.

    Args:
        entry: the item's entry to which the notice leads; None where there is none.
        step: ``MADE`` or ``UNDONE``.
    """
    subject = f"{terms.office}{'撤销了' if step == UNDONE else ''}{change.kind.label}"
    text = f"{subject}：自{describe_since(change)}起，{change.item.rstrip('。')}。{describe_change(change.before, change.after)}"
    text += f"依据：{change.basis}。"
    key = f"plan-change:{change.pk}/{step}"
    line = (
        build_message_line(ReminderKind.PLAN_CHANGED, key, text, entry)
        if entry
        else MessageLine(ReminderKind.PLAN_CHANGED, key, text, period=describe_since(change))
    )
    for user in select_concerned_users(concerned):
        put_notice(message=Message(user, subject, [line]), by=by)


def describe_since(change: PlanChange) -> str:
    """Describes the period from which a change holds: 2024年上半年."""
    return f"{change.plan}{change.plan.rhythm.get_label(change.since)}"


def describe_change(before: State, after: State) -> str:
    """Describes what differs in one line: 牵头单位由“区教委”改为“区体育局”。"""
    said = (_describe_value(label, before.get(label, ""), value) for label, value in order_state(after).items())
    return "".join(f"{one}。" for one in said)


def _describe_value(label: str, before: str | list[str], after: str | list[str]) -> str:
    old, new = (_shorten(format_state_value(value)) for value in (before, after))
    label = reword(label)
    return f"{label}由“{old}”改为“{new or '（空）'}”" if old else f"{label}为“{new}”"


def _shorten(text: str) -> str:
    flat = "".join(text.split())
    return f"{flat[:TOLD_LENGTH]}……" if len(flat) > TOLD_LENGTH else flat


#: the kind of change → how the audit log calls it
EVENTS = {PlanChangeKind.CORRECT: EventKind.TASK_CORRECTED, PlanChangeKind.ADD: EventKind.TASK_ADDED}


def record_change(change: PlanChange, *, by: User) -> None:
    """Adds the audit row of a change."""
    more = {"依据": change.basis, "决定日期": f"{change.decided_on}"}
    _record(EVENTS[change.kind], change, by=by, before=change.before, after=change.after | more, reason=change.reason)


def record_undoing(change: PlanChange, *, by: User) -> None:
    """Adds the audit row of an undoing, with the values the other way round."""
    _record(EventKind.TASK_CHANGE_UNDONE, change, by=by, before=change.after, after=change.before, reason="")


def _record(kind: EventKind, change: PlanChange, *, by: User, before: State, after: State, reason: str) -> None:
    record(
        kind,
        change.task or change,
        by=by,
        government_id=change.plan.government_id,
        title=change.item,
        period=describe_since(change),
        before=before,
        after=after,
        reason=reason,
    )
