"""What a user may do now, and in words why he may not."""

from tasks.enums import EntryState, IssueScope, PeriodState
from tasks.permissions.conditions import (
    CONDITIONS,
    is_in_lead_unit,
    is_of_item,
    takes_filings,
)
from tasks.permissions.matrix import Permission, get_permissions
from tasks.terms import terms

#: 知悉范围 of an issue → what its readers may do
READERS_OF_ISSUES = {
    IssueScope.USUAL: Permission.SEE_ISSUES,
    IssueScope.HOUSE: Permission.SEE_HOUSE_ISSUES,
    IssueScope.LEADERS: Permission.SEE_LEADERS_ISSUES,
}


def can(user, permission: Permission, subject=None) -> bool:
    """Returns whether the user has the permission, and for ``subject`` where the permission has conditions.

    Args:
        subject: a ``ProgressEntry`` with period, plan, edition and responsibilities fetched; None checks the role
            only, as navigation does.
    """
    if permission not in get_permissions(user):
        return False
    if subject is None:
        return True
    return all(condition(user, subject) for condition in CONDITIONS.get(permission, ()))


def describe_role_refusal(user) -> str:
    """Returns the Chinese sentence that the user's role lacks a permission."""
    return f"您的角色“{user.role.label}”不能进行此项操作。"


def may_read_issue(user, scope: IssueScope) -> bool:
    """Returns whether the user belongs to those for whom an issue of his government is meant."""
    return can(user, READERS_OF_ISSUES[scope])


def may_read_text(user, entry) -> bool:
    """Returns whether a user who may see the entry may read its text: a lead unit always, others once it is handed
    over. ``tasks.visible_words`` chooses the version that he reads."""
    return is_in_lead_unit(user, entry) or EntryState(entry.state).is_handed_over


def may_read_notes(user, entry) -> bool:
    """Returns whether the user may read the 配合进展 of an entry: the office, lead and cooperating units, its leaders."""
    return is_of_item(user, entry)


def describe_edit_refusal(user, entry) -> str:
    """Returns in one Chinese sentence why the user cannot edit the entry now; "" when he can."""
    if can(user, Permission.EDIT_ENTRY, entry):
        return ""
    if not is_in_lead_unit(user, entry):
        return f"本单位不是该事项的{terms.lead_unit}，只能查看。"
    if entry.period.state == PeriodState.PLANNED:
        return f"{entry.period.label}尚未开启填报。"
    if entry.is_automatic:
        return "该事项已经完成，本期不再填报。"
    if not takes_filings(user, entry):
        return f"{entry.period.label}填报已截止，如需补报请联系{terms.office}。"
    return {
        EntryState.CONFIRMING: "正在等待单位审核人审核，撤回后可以修改。",
        EntryState.SUBMITTED: f"已报送{terms.office}，撤回后可以修改。",
        EntryState.ACCEPTED: f"{terms.office}已审核通过，不能再修改。",
    }.get(entry.state, "当前账号不能填报。")
