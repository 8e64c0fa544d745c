"""The permissions, and which role has which; the access matrix of the tests writes the same out in full."""

from enum import StrEnum

from tasks.enums import Role


class Permission(StrEnum):
    """One thing a user may do; ``ROLES`` says it in the users' words."""

    SEE_TASKS = "see_tasks"
    SEE_ALL_TASKS = "see_all_tasks"
    SEE_BOARD = "see_board"
    SEE_DESK = "see_desk"
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
    SEE_HOUSE_ISSUES = "see_house_issues"
    SEE_LEADERS_ISSUES = "see_leaders_issues"
    SEE_OBJECTIONS = "see_objections"
    FILE_OBJECTION = "file_objection"
    DECIDE_OBJECTION = "decide_objection"
    FILE_REQUEST = "file_request"
    SEE_REQUESTS = "see_requests"
    DECIDE_REQUEST = "decide_request"
    ANSWER_COORDINATION = "answer_coordination"
    WRITE_NOTE = "write_note"
    ASK_NOTES = "ask_notes"
    COMMENT = "comment"
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
    MANAGE_KINDS = "manage_kinds"
    MANAGE_ORGANISATION = "manage_organisation"
    MANAGE_TERMS = "manage_terms"
    MANAGE_USERS = "manage_users"
    SEE_PREPARED = "see_prepared"
    CONFIRM_PREPARED = "confirm_prepared"
    SEE_STATUS = "see_status"
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
    Permission.COMMENT,
    Permission.SEE_BOARD,
    Permission.SEE_ISSUES,
    Permission.SEE_HOUSE_ISSUES,
    Permission.SEE_LEADERS_ISSUES,
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
    Permission.MANAGE_TERMS,
    Permission.MANAGE_GROUPS,
    Permission.MANAGE_KINDS,
    Permission.IMPORT_DOCUMENTS,
}

#: role → (its description in the users' words, its permissions)
ROLES: dict[Role, tuple[str, frozenset[Permission]]] = {
    Role.CLERK: (
        "填报员：代表{terms.responsible_unit}签收本单位牵头的事项，填报其进展，填写配合事项的配合进展，查看本单位牵头和配合的事项，申请延期、调整和移交，"
        "对{terms.judging}结论申请复核。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.SEE_BOARD,
                Permission.SEE_ISSUES,
                Permission.SEE_HOUSE_ISSUES,
                Permission.EDIT_ENTRY,
                Permission.SUBMIT_ENTRY,
                Permission.WITHDRAW_ENTRY,
                Permission.SET_MILESTONES,
                Permission.WRITE_NOTE,
                Permission.ASK_NOTES,
                Permission.COMMENT,
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
        "单位审核人：本单位要求审核的，经其通过后才报送{terms.office}；也可直接签收、填报，提出各类申请。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.SEE_BOARD,
                Permission.SEE_ISSUES,
                Permission.SEE_HOUSE_ISSUES,
                Permission.EDIT_ENTRY,
                Permission.SUBMIT_ENTRY,
                Permission.WITHDRAW_ENTRY,
                Permission.CONFIRM_ENTRY,
                Permission.SET_MILESTONES,
                Permission.WRITE_NOTE,
                Permission.ASK_NOTES,
                Permission.COMMENT,
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
        "{terms.office}：导入方案，印发通知，开启签收，更正和新增事项，开启和截止填报，催办，审核、退回、{terms.judging}，校核，修改报告用语，导出附表，"
        "印发报告，办理申请和复核，考核。",
        OFFICE_MAY,
    ),
    Role.LEADER: (
        "{terms.leader}：查看本人负责的事项、预警及{terms.judging}结论，答复单位提请协调的事项。",
        frozenset(
            {
                Permission.SEE_TASKS,
                Permission.SEE_BOARD,
                Permission.SEE_SUGGESTIONS,
                Permission.SEE_ISSUES,
                Permission.SEE_HOUSE_ISSUES,
                Permission.SEE_LEADERS_ISSUES,
                Permission.ANSWER_COORDINATION,
                Permission.COMMENT,
                Permission.SEE_REQUESTS,
                Permission.READ_NOTICES,
                Permission.SEE_SCORECARD,
                Permission.EXPORT,
            }
        ),
    ),
    Role.ADMINISTRATOR: (
        "系统管理员：维护单位、别名、{terms.leader}、用户、填报期和工作日历，办理机构调整和领导接任，不接触填报内容。",
        frozenset(
            {
                Permission.SEE_DESK,
                Permission.MANAGE_ORGANISATION,
                Permission.MANAGE_TERMS,
                Permission.MANAGE_GROUPS,
                Permission.MANAGE_KINDS,
                Permission.MANAGE_SUCCESSION,
                Permission.MANAGE_USERS,
                Permission.SEE_PREPARED,
                Permission.SEE_STATUS,
                Permission.MANAGE_PERIODS,
                Permission.MANAGE_CALENDAR,
            }
        ),
    ),
    Role.AUDITOR: ("审计员：查看留痕，只读。", frozenset({Permission.SEE_DESK, Permission.READ_EVENTS})),
    Role.HEAD: (
        "{terms.principal}：查看全部事项、预警和{terms.judging}结论，只读；对应{terms.leader}的，也答复本人负责事项的协调事项。",
        MAY_READ_ALL
        | {
            Permission.SEE_BOARD,
            Permission.SEE_ISSUES,
            Permission.SEE_HOUSE_ISSUES,
            Permission.SEE_LEADERS_ISSUES,
            Permission.ANSWER_COORDINATION,
            Permission.COMMENT,
            Permission.READ_NOTICES,
        },
    ),
    Role.OFFICE_HEAD: (
        "{terms.office}负责人：办理{terms.office}的全部工作；要求印发前审核的，由其审核通过或退回。",
        OFFICE_MAY | {Permission.DECIDE_SIGN_OFF},
    ),
    Role.VIEWER: (
        "查阅：只读已印发的报告；{terms.place}设置为可看全部的，同{terms.principal}。",
        frozenset({Permission.SEE_DESK, Permission.SEE_ISSUES}),
    ),
    Role.SECURITY: (
        "安全管理员：实行三员分立的，确认或退回系统管理员准备的账号和权限变更，不接触填报内容。",
        frozenset({Permission.SEE_DESK, Permission.SEE_PREPARED, Permission.CONFIRM_PREPARED}),
    ),
}


def get_permissions(user) -> frozenset[Permission]:
    """Returns the permissions of the user's role, for 查阅 as its government sets; none for anonymous or inactive users."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    held = ROLES[user.role][1]
    if user.role != Role.VIEWER or not user.reads_all:
        return held
    return held - {Permission.SEE_DESK} | MAY_READ_ALL | {Permission.SEE_BOARD}
