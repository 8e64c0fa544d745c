"""调整责任区领导: changes the leaders of an item from a period on."""

from django.db import transaction

from tasks.audit import record_on_entry
from tasks.enums import EventKind, PeriodState
from tasks.filing.entry_guard import Conflict, describe_entry_refusal
from tasks.models import Edition, ProgressEntry, User
from tasks.organisation.organisation_actions import lock_government
from tasks.permissions import Permission, Refused, can, is_in_own_government
from tasks.plans.edition_actions import Change, reword_editions
from tasks.queries import prefetch_printed_parts


@transaction.atomic
def assign_leaders(*, entry: ProgressEntry, seen: list[int], change: Change, basis: str, by: User) -> Edition:
    """Changes the leaders of an item from the entry's period on; issued periods keep theirs.

    Args:
        seen: keys of the leaders, in printed order, when the user opened the page.
        change: changes the leaders of an edition's content; applied to each edition from the period on.
        basis: the document or decision behind it.

    Raises:
        Refused: the period is issued, nothing would change, no basis is given, or the user lacks the permission.
        Conflict: a colleague changed the leaders meanwhile.
    """
    # every action that changes an edition locks the government first: imports, requests and successions too
    lock_government(by.home)
    entry = prefetch_printed_parts(ProgressEntry.objects.all()).get(pk=entry.pk)
    _require_permission(by, entry)
    if not basis.strip():
        raise Refused("请写明依据。")
    before = map_leader_to_name(entry)
    if list(before) != seen:
        raise Conflict("同事刚刚调整了该事项的责任区领导，请核对后再办理。", entry)
    reword_editions(entry.period.plan, [entry.task_id], since=entry.period.number, change=change)
    entry = prefetch_printed_parts(ProgressEntry.objects.all()).get(pk=entry.pk)
    after = map_leader_to_name(entry)
    if after == before:
        raise Refused("责任区领导没有变化。")
    record_on_entry(
        EventKind.TASK_LEADERS_ASSIGNED,
        entry,
        by=by,
        before={"责任区领导": list(before.values())},
        after={"责任区领导": list(after.values())},
        reason=basis.strip(),
    )
    return entry.edition


def map_leader_to_name(entry: ProgressEntry) -> dict[int, str]:
    """Returns key → name of the entry's leaders in printed order."""
    return {each.pk: each.name for each in entry.edition.leading_officials}


def _require_permission(by: User, entry: ProgressEntry) -> None:
    if not can(by, Permission.ASSIGN_LEADERS) or not is_in_own_government(by, entry):
        raise Refused(describe_entry_refusal(by, Permission.ASSIGN_LEADERS, entry))
    if entry.period.state == PeriodState.ISSUED:
        raise Refused(f"{entry.period}已印发，责任区领导不再改动；请切换到未印发的填报期办理。")
