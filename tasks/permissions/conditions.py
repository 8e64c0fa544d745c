"""The conditions under which a permission holds for an entry. They read attributes of their arguments and nothing else."""

from collections.abc import Callable
from typing import Any

from tasks.enums import AT_THE_OFFICE, OF_OFFICIALS, OF_THE_OFFICE, EntryState, PeriodState
from tasks.permissions.matrix import Permission, get_permissions

EDITABLE = (EntryState.BLANK, EntryState.DRAFT, EntryState.RETURNED)

Condition = Callable[[Any, Any], bool]


def can_act_for(user, unit) -> bool:
    """Returns whether the user acts for the unit: it is his own, a group (各镇街) that his unit is a member of, or a
    former unit whose work his unit has taken over.

    A group files through its members, and a successor answers for what its former unit filed.
    """
    if unit.pk == user.unit_id or (unit.is_group and unit.pk in user.group_ids):
        return True
    return not unit.is_active and unit.pk in user.predecessor_ids


def is_in_lead_unit(user, entry) -> bool:
    """Returns whether the user acts for a lead unit of the entry's edition."""
    return any(can_act_for(user, each.unit) for each in entry.edition.leading)


def is_in_filing_unit(user, entry) -> bool:
    """Returns whether the user acts for the first lead unit, which files for all lead units."""
    unit = entry.edition.filing_unit
    return unit is not None and can_act_for(user, unit)


def takes_filings(user, entry) -> bool:
    """Returns whether the period takes filings, or the entry has a later day of its own and the period is closed."""
    return entry.period.state.takes_filings(with_later_day=entry.due_on is not None)


def is_editable(user, entry) -> bool:
    """Returns whether the unit may edit the entry in its present state."""
    return entry.state in EDITABLE


def is_awaiting_confirmation(user, entry) -> bool:
    """Returns whether a clerk has filed the entry and the unit's head has to confirm it."""
    return entry.state == EntryState.CONFIRMING


def is_unreviewed(user, entry) -> bool:
    """Returns whether the entry is filed and nobody has reviewed it, so that the unit may withdraw it."""
    return entry.state in (EntryState.CONFIRMING, EntryState.SUBMITTED)


def is_unissued(user, entry) -> bool:
    """Returns whether the period is open or closed; a correction turns an issued period into a closed one."""
    return entry.period.state in (PeriodState.OPEN, PeriodState.CLOSED)


def is_reviewable(user, entry) -> bool:
    """Returns whether the office may review the entry, or take its acceptance back."""
    return entry.state in AT_THE_OFFICE


def is_judged(user, entry) -> bool:
    """Returns whether the office has judged the entry."""
    return entry.judgement_id is not None


def is_responsible_leader(user, entry) -> bool:
    """Returns whether the user is one of the responsible leaders of the entry's edition, or acts for one today (AB角)."""
    return any(each.official_id in user.official_ids for each in entry.edition.leaderships.all())


def is_cooperating(user, entry) -> bool:
    """Returns whether the user acts for a cooperating unit of the entry's edition, or for a member of a group that leads.

    A group that leads files one text; its members write their own lines as cooperating units do.
    """
    named = [each.unit for each in entry.edition.cooperating]
    named += [each.unit for each in entry.edition.leading if each.unit.is_group]
    return any(can_act_for(user, unit) for unit in named)


def is_with_unit(user, entry) -> bool:
    """Returns whether the lead unit has the entry in its hands, so that it still can use what others write."""
    return entry.state.is_with_unit


def is_asking(user, entry) -> bool:
    """Returns whether the user may ask the cooperating units: he acts for a lead unit, or is the office."""
    if user.role in OF_THE_OFFICE:
        return is_in_own_government(user, entry)
    return is_in_lead_unit(user, entry)


def is_of_item(user, entry) -> bool:
    """Returns whether the user has to do with the entry's item: the office, its lead and cooperating units, its leaders."""
    if user.role in OF_OFFICIALS:
        return is_responsible_leader(user, entry)
    return is_asking(user, entry) or is_cooperating(user, entry)


def is_coordination_ticked(user, entry) -> bool:
    """Returns whether 需区领导协调 is ticked in an entry that was handed over.

    The tick of a returned entry may be newer than its filing; ``filing.coordination.read_coordination`` decides
    whether the filed version asks for coordination.
    """
    return entry.needs_coordination and entry.state.is_handed_over


def is_in_own_government(user, entry) -> bool:
    """Returns whether the entry is of the user's own government."""
    return entry.period.plan.government_id == user.government_id


def plans_milestones(user, task) -> bool:
    """Returns whether the user sets milestones of an item: for the office of its government, or a lead unit of its
    present edition."""
    if Permission.MANAGE_INDICATORS in get_permissions(user):
        return task.plan.government_id == user.government_id
    return is_in_lead_unit(user, task)


#: permission → the conditions that must all hold for the entry, besides the role's having the permission
CONDITIONS: dict[Permission, tuple[Condition, ...]] = {
    Permission.EDIT_ENTRY: (is_in_lead_unit, takes_filings, is_editable),
    Permission.SUBMIT_ENTRY: (is_in_filing_unit, takes_filings, is_editable),
    Permission.WITHDRAW_ENTRY: (is_in_filing_unit, takes_filings, is_unreviewed),
    Permission.CONFIRM_ENTRY: (is_in_filing_unit, takes_filings, is_awaiting_confirmation),
    Permission.REVIEW_ENTRY: (is_in_own_government, is_unissued, is_reviewable),
    Permission.REWORD_ENTRY: (is_in_own_government, is_unissued),
    Permission.JUDGE_ENTRY: (is_in_own_government, is_unissued),
    Permission.FILE_OBJECTION: (is_in_lead_unit, is_judged),
    Permission.DECIDE_OBJECTION: (is_in_own_government,),
    Permission.FILE_REQUEST: (is_in_lead_unit, is_unissued),
    Permission.DECIDE_REQUEST: (is_in_own_government,),
    Permission.WRITE_NOTE: (is_cooperating, takes_filings, is_with_unit),
    Permission.ASK_NOTES: (is_asking, takes_filings, is_with_unit),
    Permission.COMMENT: (is_of_item,),
    Permission.ANSWER_COORDINATION: (is_responsible_leader, is_coordination_ticked),
    # its subject is an item
    Permission.SET_MILESTONES: (plans_milestones,),
}
