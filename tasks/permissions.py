"""The access matrix: the permissions of each role, and the conditions under which a permission holds for an entry.

Pure: it reads only attributes of its arguments, so the matrix is tested without a database. The
``select_visible_…`` functions of ``tasks.queries`` decide what a user may *see*; this module decides what he may *do*.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from tasks.enums import AT_THE_OFFICE, OF_OFFICIALS, OF_THE_OFFICE, EntryState, PeriodState, Role


class Permission(StrEnum):
    """One thing a user may do; ``ROLES`` says it in the users' words."""

    SEE_TASKS = "see_tasks"
    SEE_ALL_TASKS = "see_all_tasks"
    SEE_BOARD = "see_board"
    SEE_SUGGESTIONS = "see_suggestions"
    EDIT_ENTRY = "edit_entry"
    SUBMIT_ENTRY = "submit_entry"
    WITHDRAW_ENTRY = "withdraw_entry"
    CONFIRM_ENTRY = "confirm_entry"
    REVIEW_ENTRY = "review_entry"
    REWORD_ENTRY = "reword_entry"
    JUDGE_ENTRY = "judge_entry"
    CHECK_REPORT = "check_report"
    WRITE_REPORT = "write_report"
    ISSUE_REPORT = "issue_report"
    DECIDE_SIGN_OFF = "decide_sign_off"
    SEE_ISSUES = "see_issues"
    SEE_OBJECTIONS = "see_objections"
    FILE_OBJECTION = "file_objection"
    DECIDE_OBJECTION = "decide_objection"
    FILE_REQUEST = "file_request"
    SEE_REQUESTS = "see_requests"
    DECIDE_REQUEST = "decide_request"
    ANSWER_COORDINATION = "answer_coordination"
    WRITE_NOTE = "write_note"
    ASK_NOTES = "ask_notes"
    READ_NOTICES = "read_notices"
    SEND_REMINDERS = "send_reminders"
    SIGN_RECEIPTS = "sign_receipts"
    MANAGE_RECEIPTS = "manage_receipts"
    MANAGE_PLAN = "manage_plan"
    END_ITEMS = "end_items"
    SEE_SCORECARD = "see_scorecard"
    MANAGE_SCORECARD = "manage_scorecard"
    MANAGE_CALENDAR = "manage_calendar"
    MANAGE_SUCCESSION = "manage_succession"
    MANAGE_PERIODS = "manage_periods"
    MANAGE_INDICATORS = "manage_indicators"
    SET_MILESTONES = "set_milestones"
    MANAGE_RULES = "manage_rules"
    IMPORT_DOCUMENTS = "import_documents"
    EXPORT = "export"
    MANAGE_GROUPS = "manage_groups"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_USERS = "manage_users"
    READ_EVENTS = "read_events"


#: what may be read of a whole government, the drafts of units excepted
MAY_READ_ALL = frozenset(
    {
        Permission.SEE_TASKS,
        Permission.SEE_ALL_TASKS,
        Permission.SEE_SUGGESTIONS,
        Permission.SEE_OBJECTIONS,
        Permission.SEE_REQUESTS,
        Permission.SEE_SCORECARD,
        Permission.EXPORT,
    }
)

#: what everybody at 督查办 may do
OFFICE_MAY = MAY_READ_ALL | {
    Permission.ASK_NOTES,
    Permission.SEE_BOARD,
    Permission.SEE_ISSUES,
    Permission.REVIEW_ENTRY,
    Permission.REWORD_ENTRY,
    Permission.JUDGE_ENTRY,
    Permission.CHECK_REPORT,
    Permission.WRITE_REPORT,
    Permission.ISSUE_REPORT,
    Permission.DECIDE_OBJECTION,
    Permission.DECIDE_REQUEST,
    Permission.READ_NOTICES,
    Permission.SEND_REMINDERS,
    Permission.MANAGE_RECEIPTS,
    Permission.MANAGE_PLAN,
    Permission.END_ITEMS,
    Permission.MANAGE_SCORECARD,
    Permission.MANAGE_CALENDAR,
    Permission.MANAGE_SUCCESSION,
    Permission.MANAGE_PERIODS,
    Permission.MANAGE_INDICATORS,
    Permission.SET_MILESTONES,
    Permission.MANAGE_RULES,
    Permission.MANAGE_GROUPS,
    Permission.IMPORT_DOCUMENTS,
}

#: role → (its description in the users' words, its permissions)
ROLES: dict[Role, tuple[str, frozenset[Permission]]] = {
    Role.CLERK: (
        "责任单位填报人：签收本单位牵头的事项，填报其进展，填写配合事项的配合进展，查看本单位牵头和配合的事项，申请延期、调整和移交，"
        "对研判结论申请复核。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.SEE_BOARD,
                Permission.SEE_ISSUES,
                Permission.EDIT_ENTRY,
                Permission.SUBMIT_ENTRY,
                Permission.WITHDRAW_ENTRY,
                Permission.SET_MILESTONES,
                Permission.WRITE_NOTE,
                Permission.ASK_NOTES,
                Permission.SEE_OBJECTIONS,
                Permission.FILE_OBJECTION,
                Permission.FILE_REQUEST,
                Permission.SIGN_RECEIPTS,
                Permission.SEE_REQUESTS,
                Permission.READ_NOTICES,
                Permission.SEE_SCORECARD,
                Permission.EXPORT,
            }
        ),
    ),
    Role.UNIT_HEAD: (
        "责任单位审核人：本单位要求审核的，经其通过后才报送督查办；也可直接签收、填报，提出各类申请。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.SEE_BOARD,
                Permission.SEE_ISSUES,
                Permission.EDIT_ENTRY,
                Permission.SUBMIT_ENTRY,
                Permission.WITHDRAW_ENTRY,
                Permission.CONFIRM_ENTRY,
                Permission.SET_MILESTONES,
                Permission.WRITE_NOTE,
                Permission.ASK_NOTES,
                Permission.SEE_OBJECTIONS,
                Permission.FILE_OBJECTION,
                Permission.FILE_REQUEST,
                Permission.SIGN_RECEIPTS,
                Permission.SEE_REQUESTS,
                Permission.READ_NOTICES,
                Permission.SEE_SCORECARD,
                Permission.EXPORT,
            }
        ),
    ),
    Role.OFFICE: (
        "督查办：导入方案，印发通知，开启签收，更正和新增事项，开启和截止填报，催办，审核、退回、研判，校核，修改报告用语，导出附表，"
        "印发报告，办理申请和复核，考核。",
        OFFICE_MAY,
    ),
    Role.LEADER: (
        "区领导：查看本人负责的事项、预警及研判结论，答复单位提请协调的事项。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.SEE_BOARD,
                Permission.SEE_SUGGESTIONS,
                Permission.SEE_ISSUES,
                Permission.ANSWER_COORDINATION,
                Permission.SEE_REQUESTS,
                Permission.READ_NOTICES,
                Permission.SEE_SCORECARD,
                Permission.EXPORT,
            }
        ),
    ),
    Role.ADMINISTRATOR: (
        "系统管理员：维护单位、别名、区领导、用户、填报期和工作日历，办理机构调整和领导接任，不接触填报内容。",
        frozenset(
            {
                Permission.MANAGE_ORGANISATION,
                Permission.MANAGE_GROUPS,
                Permission.MANAGE_SUCCESSION,
                Permission.MANAGE_USERS,
                Permission.MANAGE_PERIODS,
                Permission.MANAGE_CALENDAR,
            }
        ),
    ),
    Role.AUDITOR: ("审计员：查看留痕，只读。", frozenset({Permission.READ_EVENTS})),
    Role.HEAD: (
        "政府主要领导：查看全部事项、预警和研判结论，只读；对应区领导的，也答复本人负责事项的协调事项。",
        MAY_READ_ALL
        | {Permission.SEE_BOARD, Permission.SEE_ISSUES, Permission.ANSWER_COORDINATION, Permission.READ_NOTICES},
    ),
    Role.OFFICE_HEAD: (
        "督查办负责人：办理督查办的全部工作；要求印发前审核的，由其审核通过或退回。",
        OFFICE_MAY | {Permission.DECIDE_SIGN_OFF},
    ),
    Role.VIEWER: (
        "查阅：只读已印发的报告；辖区设置为可看全部的，同政府主要领导。",
        frozenset({Permission.SEE_ISSUES}),
    ),
}

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
    Permission.ANSWER_COORDINATION: (is_responsible_leader, is_coordination_ticked),
    # its subject is an item
    Permission.SET_MILESTONES: (plans_milestones,),
}


def get_permissions(user) -> frozenset[Permission]:
    """Returns the permissions of the user's role, for 查阅 as its government sets; none for anonymous or inactive users."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    held = ROLES[user.role][1]
    return held | MAY_READ_ALL | {Permission.SEE_BOARD} if user.role == Role.VIEWER and user.reads_all else held


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


def may_read_text(user, entry) -> bool:
    """Returns whether a user who may see the entry may read its text: a lead unit always, others once it is handed
    over. ``tasks.visible_words`` chooses the version that he reads."""
    return is_in_lead_unit(user, entry) or EntryState(entry.state).is_handed_over


def may_read_notes(user, entry) -> bool:
    """Returns whether the user may read the 配合进展 of an entry: the office, lead and cooperating units, its leaders."""
    if user.role in OF_OFFICIALS:
        return is_responsible_leader(user, entry)
    return is_asking(user, entry) or is_cooperating(user, entry)


def describe_edit_refusal(user, entry) -> str:
    """Returns in one Chinese sentence why the user cannot edit the entry now; "" when he can."""
    if can(user, Permission.EDIT_ENTRY, entry):
        return ""
    if not is_in_lead_unit(user, entry):
        return "本单位不是该事项的牵头单位，只能查看。"
    if entry.period.state == PeriodState.PLANNED:
        return f"{entry.period.label}尚未开启填报。"
    if entry.is_automatic:
        return "该事项已经完成，本期不再填报。"
    if not takes_filings(user, entry):
        return f"{entry.period.label}填报已截止，如需补报请联系督查办。"
    return {
        EntryState.CONFIRMING: "正在等待单位审核人审核，撤回后可以修改。",
        EntryState.SUBMITTED: "已报送督查办，撤回后可以修改。",
        EntryState.ACCEPTED: "督查办已审核通过，不能再修改。",
    }.get(entry.state, "当前账号不能填报。")


class Refused(Exception):
    """An action was refused; the message says why in Chinese."""
