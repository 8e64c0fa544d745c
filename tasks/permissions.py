"""Who may do what. Reads as the access matrix: verbs, roles with their verbs, and the conditions of each verb.

Pure: objects are looked at through their attributes only, so the matrix can be tested without a database.
What a person may *see* is decided in ``tasks.queries.visible_to``; here stands what a person may *do*.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from tasks.enums import AT_THE_OFFICE, EntryState, PeriodState, Role


class Permission(StrEnum):
    """One thing a person can do. The docstring of each role says it in the users' words."""

    SEE_TASKS = "see_tasks"
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
    SEE_OBJECTIONS = "see_objections"
    FILE_OBJECTION = "file_objection"
    DECIDE_OBJECTION = "decide_objection"
    FILE_REQUEST = "file_request"
    SEE_REQUESTS = "see_requests"
    DECIDE_REQUEST = "decide_request"
    ANSWER_COORDINATION = "answer_coordination"
    READ_NOTICES = "read_notices"
    SEND_REMINDERS = "send_reminders"
    ASSIGN_LEADERS = "assign_leaders"
    SEE_SCORECARD = "see_scorecard"
    MANAGE_SCORECARD = "manage_scorecard"
    MANAGE_CALENDAR = "manage_calendar"
    MANAGE_SUCCESSION = "manage_succession"
    MANAGE_PERIODS = "manage_periods"
    MANAGE_INDICATORS = "manage_indicators"
    MANAGE_RULES = "manage_rules"
    IMPORT_DOCUMENTS = "import_documents"
    EXPORT = "export"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_USERS = "manage_users"
    READ_EVENTS = "read_events"


#: role → (what it is, in the users' words; its verbs)
ROLES: dict[Role, tuple[str, frozenset[Permission]]] = {
    Role.CLERK: (
        "责任单位填报人：填报本单位牵头事项的进展，查看本单位牵头和配合的事项，申请延期、调整和移交，对研判结论申请复核。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.EDIT_ENTRY,
                Permission.SUBMIT_ENTRY,
                Permission.WITHDRAW_ENTRY,
                Permission.SEE_OBJECTIONS,
                Permission.FILE_OBJECTION,
                Permission.FILE_REQUEST,
                Permission.SEE_REQUESTS,
                Permission.READ_NOTICES,
                Permission.SEE_SCORECARD,
                Permission.EXPORT,
            }
        ),
    ),
    Role.UNIT_HEAD: (
        "责任单位审核人：本单位要求审核的，经其通过后才报送督查办；也可直接填报，提出各类申请。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.EDIT_ENTRY,
                Permission.SUBMIT_ENTRY,
                Permission.WITHDRAW_ENTRY,
                Permission.CONFIRM_ENTRY,
                Permission.SEE_OBJECTIONS,
                Permission.FILE_OBJECTION,
                Permission.FILE_REQUEST,
                Permission.SEE_REQUESTS,
                Permission.READ_NOTICES,
                Permission.SEE_SCORECARD,
                Permission.EXPORT,
            }
        ),
    ),
    Role.OFFICE: (
        "督查办：导入方案，开启和截止填报，催办，审核、退回、研判，校核，修改报告用语，导出附表，印发报告，办理申请和复核，考核。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.SEE_SUGGESTIONS,
                Permission.REVIEW_ENTRY,
                Permission.REWORD_ENTRY,
                Permission.JUDGE_ENTRY,
                Permission.CHECK_REPORT,
                Permission.WRITE_REPORT,
                Permission.ISSUE_REPORT,
                Permission.SEE_OBJECTIONS,
                Permission.DECIDE_OBJECTION,
                Permission.SEE_REQUESTS,
                Permission.DECIDE_REQUEST,
                Permission.READ_NOTICES,
                Permission.SEND_REMINDERS,
                Permission.ASSIGN_LEADERS,
                Permission.SEE_SCORECARD,
                Permission.MANAGE_SCORECARD,
                Permission.MANAGE_CALENDAR,
                Permission.MANAGE_SUCCESSION,
                Permission.MANAGE_PERIODS,
                Permission.MANAGE_INDICATORS,
                Permission.MANAGE_RULES,
                Permission.IMPORT_DOCUMENTS,
                Permission.EXPORT,
            }
        ),
    ),
    Role.LEADER: (
        "区领导：查看本人负责的事项及研判结论，答复单位提请协调的事项。",
        frozenset(
            {
                Permission.SEE_TASKS,
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
                Permission.MANAGE_SUCCESSION,
                Permission.MANAGE_USERS,
                Permission.MANAGE_PERIODS,
                Permission.MANAGE_CALENDAR,
            }
        ),
    ),
    Role.AUDITOR: ("审计员：查看留痕，只读。", frozenset({Permission.READ_EVENTS})),
}

EDITABLE = (EntryState.BLANK, EntryState.DRAFT, EntryState.RETURNED)

Condition = Callable[[Any, Any], bool]


def can_act_for(user, unit) -> bool:
    """The person's own unit, a group (各镇街) that it is a member of, or a former unit whose work it has taken over.

    A group files through its members; what a unit filed under its former name is its successor's to answer for.
    """
    if unit.pk == user.unit_id or (unit.is_group and unit.pk in user.group_ids):
        return True
    return not unit.is_active and unit.pk in user.predecessor_ids


def is_in_lead_unit(user, entry) -> bool:
    """The person's unit stands among the lead units of the entry's edition."""
    return any(can_act_for(user, each.unit) for each in entry.edition.leading)


def is_in_filing_unit(user, entry) -> bool:
    """The person's unit is the first lead unit: it files for all of them."""
    unit = entry.edition.filing_unit
    return unit is not None and can_act_for(user, unit)


def takes_filings(user, entry) -> bool:
    """Units file in an open period, or in a closed one where a later day was granted for the entry alone."""
    return entry.period.state.takes_filings(with_later_day=entry.due_on is not None)


def is_editable(user, entry) -> bool:
    """The entry is in the unit's own hands."""
    return entry.state in EDITABLE


def is_awaiting_confirmation(user, entry) -> bool:
    """Filed by the clerk of a unit whose head reads first."""
    return entry.state == EntryState.CONFIRMING


def is_unreviewed(user, entry) -> bool:
    """Filed, and nobody has answered yet: the unit may take it back."""
    return entry.state in (EntryState.CONFIRMING, EntryState.SUBMITTED)


def is_unissued(user, entry) -> bool:
    """The report is not out, or a correction has begun."""
    return entry.period.state in (PeriodState.OPEN, PeriodState.CLOSED)


def is_reviewable(user, entry) -> bool:
    """Submitted, or accepted and to be reopened before the report is issued."""
    return entry.state in AT_THE_OFFICE


def is_judged(user, entry) -> bool:
    """The office has decided, so there is something to object to."""
    return entry.judgement_id is not None


def is_responsible_leader(user, entry) -> bool:
    """The person is among the responsible leaders of the entry's edition."""
    return any(each.official_id == user.official_id for each in entry.edition.leaderships.all())


def is_coordination_asked(user, entry) -> bool:
    """The unit asks its leader for help, and has handed that over."""
    return entry.needs_coordination and entry.state.is_handed_over


def is_in_own_government(user, entry) -> bool:
    """Everything ends at the border of the person's government."""
    return entry.period.plan.government_id == user.government_id


#: verb → everything that must hold besides the role's having it
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
    Permission.ANSWER_COORDINATION: (is_responsible_leader, is_coordination_asked),
}


def get_permissions(user) -> frozenset[Permission]:
    """The verbs of the person's role; none for anonymous or disabled people."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    return ROLES[user.role][1]


def can(user, verb: Permission, subject=None) -> bool:
    """Whether ``user`` may do ``verb``, to ``subject`` where the verb has conditions.

    Args:
        subject: a ``ProgressEntry`` with period, plan, edition and responsibilities at hand; None asks only
            whether the role has the verb at all, as navigation does.
    """
    if verb not in get_permissions(user):
        return False
    if subject is None:
        return True
    return all(condition(user, subject) for condition in CONDITIONS.get(verb, ()))


def describe_role_refusal(user) -> str:
    """That the person's role does not do this, in one Chinese sentence."""
    return f"您的角色“{user.role.label}”不能进行此项操作。"


def may_read_text(user, entry) -> bool:
    """Whether there is anything that the person reads of an entry that he may see at all: a draft is the lead units'
    own, everybody else reads what was handed over. What he reads, ``tasks.visible_words`` says."""
    return is_in_lead_unit(user, entry) or EntryState(entry.state).is_handed_over


def describe_edit_refusal(user, entry) -> str:
    """Why the person cannot edit the entry now, in one Chinese sentence; empty when it can be edited."""
    if can(user, Permission.EDIT_ENTRY, entry):
        return ""
    if not is_in_lead_unit(user, entry):
        return "本单位不是该事项的牵头单位，只能查看。"
    if entry.period.state == PeriodState.PLANNED:
        return f"{entry.period.label}尚未开启填报。"
    if not takes_filings(user, entry):
        return f"{entry.period.label}填报已截止，如需补报请联系督查办。"
    return {
        EntryState.CONFIRMING: "正在等待单位审核人审核，撤回后可以修改。",
        EntryState.SUBMITTED: "已报送督查办，撤回后可以修改。",
        EntryState.ACCEPTED: "督查办已审核通过，不能再修改。",
    }.get(entry.state, "当前账号不能填报。")


class Refused(Exception):
    """The action does not go ahead; the message says why, in Chinese."""
