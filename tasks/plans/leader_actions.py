"""调整责任区领导: who answers for an item from a period on."""

from django.db import transaction

from tasks.audit import record_on
from tasks.enums import EventKind, PeriodState
from tasks.filing.entry_guard import Conflict, why_refused
from tasks.models import Edition, ProgressEntry, User
from tasks.organisation.organisation_actions import hold
from tasks.permissions import Refused, Verb, belongs_to, can
from tasks.plans.edition_actions import Change, reword
from tasks.queries import with_printed_parts


@transaction.atomic
def assign_leaders(*, entry: ProgressEntry, seen: list[int], change: Change, basis: str, by: User) -> Edition:
    """Other leaders for an item from the entry's period on; what is issued keeps the former.

    Args:
        seen: keys of the leaders, in printed order, that the person had before them.
        change: what becomes of the leaders, applied to each wording from the period on.
        basis: the document or decision that it rests on.

    Raises:
        Refused: the period is issued, nothing would change, no basis is given, or the person may not.
        Conflict: a colleague changed the leaders meanwhile.
    """
    # with the importer, requests and successions: who changes a wording holds the government
    hold(by.home)
    entry = with_printed_parts(ProgressEntry.objects.all()).get(pk=entry.pk)
    _permit(by, entry)
    if not basis.strip():
        raise Refused("请写明依据。")
    before = leaders_of(entry)
    if list(before) != seen:
        raise Conflict("同事刚刚调整了该事项的责任区领导，请核对后再办理。", entry)
    reword(entry.period.plan, [entry.task_id], since=entry.period.number, change=change)
    entry = with_printed_parts(ProgressEntry.objects.all()).get(pk=entry.pk)
    after = leaders_of(entry)
    if after == before:
        raise Refused("责任区领导没有变化。")
    record_on(
        EventKind.TASK_LEADERS_ASSIGNED,
        entry,
        by=by,
        before={"责任区领导": list(before.values())},
        after={"责任区领导": list(after.values())},
        reason=basis.strip(),
    )
    return entry.edition


def leaders_of(entry: ProgressEntry) -> dict[int, str]:
    """Key → name of those who answer for the entry, in printed order."""
    return {each.official_id: each.official.name for each in entry.edition.leaderships.all()}


def _permit(by: User, entry: ProgressEntry) -> None:
    if not can(by, Verb.ASSIGN_LEADERS) or not belongs_to(by, entry):
        raise Refused(why_refused(by, Verb.ASSIGN_LEADERS, entry))
    if entry.period.state == PeriodState.ISSUED:
        raise Refused(f"{entry.period}已印发，责任区领导不再改动；请切换到未印发的填报期办理。")
