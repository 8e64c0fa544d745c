"""The access matrix, written out in full. No database: people and entries are plain stand-ins."""

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from tasks.enums import EntryState, PeriodState, Role
from tasks.permissions import ROLES, Permission, can, describe_edit_refusal, get_permissions, may_read_notes

#: permission → clerk, unit head, office, leader, administrator, auditor, head, office head, viewer, security
MATRIX = {
    "see_tasks": "YYYY--YY--",
    "see_all_tasks": "--Y---YY--",
    "see_board": "YYYY--YY--",
    "see_desk": "----YY--YY",
    "see_suggestions": "--YY--YY--",
    "edit_entry": "YY--------",
    "submit_entry": "YY--------",
    "withdraw_entry": "YY--------",
    "confirm_entry": "-Y--------",
    "review_entry": "--Y----Y--",
    "reword_entry": "--Y----Y--",
    "judge_entry": "--Y----Y--",
    "check_report": "--Y----Y--",
    "write_report": "--Y----Y--",
    "issue_report": "--Y----Y--",
    "decide_sign_off": "-------Y--",
    "see_issues": "YYYY--YYY-",
    "see_house_issues": "YYYY--YY--",
    "see_leaders_issues": "--YY--YY--",
    "see_objections": "YYY---YY--",
    "file_objection": "YY--------",
    "decide_objection": "--Y----Y--",
    "file_request": "YY--------",
    "see_requests": "YYYY--YY--",
    "decide_request": "--Y----Y--",
    "answer_coordination": "---Y--Y---",
    "write_note": "YY--------",
    "ask_notes": "YYY----Y--",
    "comment": "YYYY--YY--",
    "read_notices": "YYYY--YY--",
    "send_reminders": "--Y----Y--",
    "sign_receipts": "YY--------",
    "manage_receipts": "--Y----Y--",
    "manage_plan": "--Y----Y--",
    "end_items": "--Y----Y--",
    "see_scorecard": "YYYY--YY--",
    "manage_scorecard": "--Y----Y--",
    "manage_calendar": "--Y-Y--Y--",
    "manage_succession": "--Y-Y--Y--",
    "manage_periods": "--Y-Y--Y--",
    "manage_indicators": "--Y----Y--",
    "set_milestones": "YYY----Y--",
    "manage_rules": "--Y----Y--",
    "import_documents": "--Y----Y--",
    "export": "YYYY--YY--",
    "manage_groups": "--Y-Y--Y--",
    "manage_kinds": "--Y-Y--Y--",
    "manage_organisation": "----Y-----",
    "manage_terms": "--Y-Y--Y--",
    "manage_users": "----Y-----",
    "see_prepared": "----Y----Y",
    "confirm_prepared": "---------Y",
    "see_status": "----Y-----",
    "read_events": "-----Y----",
}
ROLES_IN_ORDER = (
    Role.CLERK,
    Role.UNIT_HEAD,
    Role.OFFICE,
    Role.LEADER,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
    Role.HEAD,
    Role.OFFICE_HEAD,
    Role.VIEWER,
    Role.SECURITY,
)
#: what 查阅 may do where the government lets it read everything
OF_A_READER = (
    "see_tasks see_all_tasks see_board see_suggestions see_issues see_objections see_requests see_scorecard export"
)

OURS, THEIRS, COOPERATING = 1, 2, 3
#: a group of units
ALL_TOWNS = 4
#: a former unit
FORMER = 6
#: the official who answers for the item
LEADER = 5
HERE, ELSEWHERE = 10, 20


@dataclass
class Person:
    role: Role
    unit_id: int | None = None
    official_id: int | None = None
    government_id: int = HERE
    is_authenticated: bool = True
    is_active: bool = True
    group_ids: frozenset[int] = frozenset()
    predecessor_ids: frozenset[int] = frozenset()
    #: keys of the officials for whom the person acts as deputy
    absent_ids: frozenset[int] = frozenset()
    reads_all: bool = False

    @property
    def official_ids(self) -> frozenset[int]:
        return self.absent_ids | {self.official_id}


def named_unit(unit: int) -> SimpleNamespace:
    known = SimpleNamespace(pk=unit, is_group=unit == ALL_TOWNS, is_active=unit != FORMER)
    return SimpleNamespace(unit=known)


@dataclass
class Entry:
    """An entry of an item that ``lead_units`` lead, the first first, and ``COOPERATING`` cooperates in."""

    state: EntryState = EntryState.BLANK
    period_state: PeriodState = PeriodState.OPEN
    lead_units: tuple[int, ...] = (OURS,)
    judgement_id: int | None = None
    due_on: date | None = None
    needs_coordination: bool = False
    is_automatic: bool = False
    period: SimpleNamespace = field(init=False)
    edition: SimpleNamespace = field(init=False)

    def __post_init__(self):
        plan = SimpleNamespace(government_id=HERE)
        self.period = SimpleNamespace(state=self.period_state, plan=plan, label="一季度")
        self.edition = SimpleNamespace(
            leading=[named_unit(unit) for unit in self.lead_units],
            filing_unit=next((named_unit(unit).unit for unit in self.lead_units), None),
            cooperating=[named_unit(COOPERATING)],
            leaderships=SimpleNamespace(all=lambda: [SimpleNamespace(official_id=LEADER)]),
        )


CLERK = Person(Role.CLERK, OURS)
HEAD = Person(Role.UNIT_HEAD, OURS)
OFFICE = Person(Role.OFFICE)

#: state of the entry while its period is open → what clerk, unit head and office may do to it
BY_STATE = {
    EntryState.BLANK: ("edit submit", "edit submit", "reword judge"),
    EntryState.DRAFT: ("edit submit", "edit submit", "reword judge"),
    EntryState.CONFIRMING: ("withdraw", "withdraw confirm", "reword judge"),
    EntryState.SUBMITTED: ("withdraw", "withdraw", "review reword judge"),
    EntryState.RETURNED: ("edit submit", "edit submit", "reword judge"),
    EntryState.ACCEPTED: ("", "", "review reword judge"),
}
#: state of the period → what the same three may do to a draft in it, and what to a submitted entry
BY_PERIOD = {
    PeriodState.PLANNED: (("", "", ""), ("", "", "")),
    PeriodState.OPEN: (
        ("edit submit", "edit submit", "reword judge"),
        ("withdraw", "withdraw", "review reword judge"),
    ),
    PeriodState.CLOSED: (("", "", "reword judge"), ("", "", "review reword judge")),
    PeriodState.ISSUED: (("", "", ""), ("", "", "")),
}


def acts(person, entry) -> str:
    """Returns the permissions that the person has for an entry now, without ``_entry``."""
    allowed = [each for each in Permission if each.endswith("_entry") and can(person, each, entry)]
    return " ".join(each.removesuffix("_entry") for each in allowed)


def test_the_matrix_names_every_permission_and_every_role():
    assert list(MATRIX) == [permission.value for permission in Permission]
    assert tuple(Role) == tuple(ROLES) == ROLES_IN_ORDER


@pytest.mark.parametrize("permission", MATRIX)
def test_a_role_has_the_permissions_of_its_column(permission):
    held = "".join("Y" if can(Person(role), Permission(permission)) else "-" for role in ROLES_IN_ORDER)
    assert held == MATRIX[permission]


def test_the_government_decides_whether_a_viewer_reads_only_what_is_issued():
    held = get_permissions(Person(Role.VIEWER)), get_permissions(Person(Role.VIEWER, reads_all=True))
    assert tuple(" ".join(each for each in Permission if each in one) for one in held) == (
        "see_desk see_issues",
        OF_A_READER,
    )


def test_the_setting_of_viewers_gives_nobody_else_more():
    others = [role for role in Role if role != Role.VIEWER]
    assert [get_permissions(Person(role, reads_all=True)) for role in others] == [ROLES[role][1] for role in others]


def test_nobody_anonymous_or_disabled_may_do_anything():
    disabled = Person(Role.OFFICE, is_active=False)
    assert (get_permissions(AnonymousUser()), get_permissions(disabled)) == (frozenset(), frozenset())


@pytest.mark.parametrize("state", EntryState)
def test_what_may_be_done_follows_the_state_of_the_entry(state):
    entry = Entry(state=state)
    assert tuple(acts(person, entry) for person in (CLERK, HEAD, OFFICE)) == BY_STATE[state]


@pytest.mark.parametrize("state", PeriodState)
def test_what_may_be_done_follows_the_state_of_the_period(state):
    draft, submitted = (Entry(EntryState(s), period_state=state) for s in ("draft", "submitted"))
    allowed = tuple(tuple(acts(person, entry) for person in (CLERK, HEAD, OFFICE)) for entry in (draft, submitted))
    assert allowed == BY_PERIOD[state]


@pytest.mark.parametrize(
    ("unit", "allowed"), [(OURS, "edit submit"), (THEIRS, "edit"), (COOPERATING, ""), (99, ""), (None, "")]
)
def test_the_first_lead_unit_files_and_the_other_lead_units_may_add(unit, allowed):
    assert acts(Person(Role.CLERK, unit), Entry(EntryState.DRAFT, lead_units=(OURS, THEIRS))) == allowed


@pytest.mark.parametrize(("groups", "allowed"), [({ALL_TOWNS}, "edit submit"), (set(), "")])
def test_a_group_that_leads_files_through_its_members(groups, allowed):
    member = Person(Role.CLERK, OURS, group_ids=frozenset(groups))
    assert acts(member, Entry(EntryState.DRAFT, lead_units=(ALL_TOWNS, THEIRS))) == allowed


@pytest.mark.parametrize(("former", "allowed"), [({FORMER}, "edit submit"), (set(), "")])
def test_a_unit_files_for_the_one_whose_work_it_has_taken_over(former, allowed):
    successor = Person(Role.CLERK, OURS, predecessor_ids=frozenset(former))
    assert acts(successor, Entry(EntryState.DRAFT, lead_units=(FORMER, THEIRS))) == allowed


@pytest.mark.parametrize(("unit", "allowed"), [(OURS, "withdraw confirm"), (THEIRS, ""), (COOPERATING, "")])
def test_the_head_of_the_first_lead_unit_confirms(unit, allowed):
    entry = Entry(EntryState.CONFIRMING, lead_units=(OURS, THEIRS))
    assert acts(Person(Role.UNIT_HEAD, unit), entry) == allowed


@pytest.mark.parametrize(
    ("state", "due_on", "allowed"),
    [
        (PeriodState.CLOSED, date(2024, 4, 20), "edit submit"),
        (PeriodState.CLOSED, None, ""),
        (PeriodState.ISSUED, date(2024, 4, 20), ""),
        (PeriodState.PLANNED, date(2024, 4, 20), ""),
    ],
)
def test_a_later_day_granted_for_an_entry_lets_it_be_filed_after_the_period_has_closed(state, due_on, allowed):
    assert acts(CLERK, Entry(EntryState.DRAFT, period_state=state, due_on=due_on)) == allowed


@pytest.mark.parametrize(
    ("unit", "lead", "groups", "allowed"),
    [
        (COOPERATING, OURS, set(), "write"),
        (OURS, OURS, set(), "ask"),
        (99, OURS, set(), ""),
        (None, OURS, set(), ""),
        # a member of a group that leads both files for it and writes a line of its own
        (THEIRS, ALL_TOWNS, {ALL_TOWNS}, "write ask"),
    ],
)
def test_cooperating_units_and_members_write_lines_and_lead_units_ask_for_them(unit, lead, groups, allowed):
    person, entry = Person(Role.CLERK, unit, group_ids=frozenset(groups)), Entry(EntryState.DRAFT, lead_units=(lead,))
    held = {"write": Permission.WRITE_NOTE, "ask": Permission.ASK_NOTES}
    assert " ".join(name for name, each in held.items() if can(person, each, entry)) == allowed


@pytest.mark.parametrize("state", EntryState)
@pytest.mark.parametrize("period", PeriodState)
def test_lines_are_written_and_asked_for_while_the_lead_unit_can_use_them(state, period):
    entry = Entry(state, period_state=period)
    allowed = period == PeriodState.OPEN and state not in (EntryState.SUBMITTED, EntryState.ACCEPTED)
    assert can(Person(Role.CLERK, COOPERATING), Permission.WRITE_NOTE, entry) == allowed
    assert [can(person, Permission.ASK_NOTES, entry) for person in (CLERK, OFFICE)] == [allowed] * 2


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        (CLERK, True),
        (Person(Role.CLERK, COOPERATING), True),
        (Person(Role.CLERK, 99), False),
        (OFFICE, True),
        (Person(Role.OFFICE, government_id=ELSEWHERE), False),
        (Person(Role.LEADER, official_id=LEADER), True),
        (Person(Role.LEADER, official_id=LEADER + 1), False),
        (Person(Role.ADMINISTRATOR), False),
        (Person(Role.AUDITOR), False),
    ],
)
def test_the_units_of_an_item_its_leaders_and_the_office_read_the_lines(person, allowed):
    assert may_read_notes(person, Entry(EntryState.SUBMITTED)) == allowed


@pytest.mark.parametrize(
    ("official", "state", "asks", "allowed"),
    [
        (LEADER, EntryState.SUBMITTED, True, True),
        (LEADER, EntryState.DRAFT, True, False),
        (LEADER, EntryState.SUBMITTED, False, False),
        (LEADER + 1, EntryState.SUBMITTED, True, False),
    ],
)
def test_the_responsible_leader_answers_what_a_unit_has_asked_and_handed_over(official, state, asks, allowed):
    entry = Entry(state, needs_coordination=asks)
    assert can(Person(Role.LEADER, official_id=official), Permission.ANSWER_COORDINATION, entry) == allowed


@pytest.mark.parametrize("role", [Role.LEADER, Role.HEAD])
@pytest.mark.parametrize(("absent", "allowed"), [({LEADER}, True), ({LEADER + 2}, False), (set(), False)])
def test_a_deputy_answers_for_the_absent_leader_and_for_nobody_else(role, absent, allowed):
    deputy = Person(role, official_id=LEADER + 1, absent_ids=frozenset(absent))
    entry = Entry(EntryState.SUBMITTED, needs_coordination=True)
    assert can(deputy, Permission.ANSWER_COORDINATION, entry) == allowed


@pytest.mark.parametrize(("unit", "allowed"), [(OURS, True), (THEIRS, True), (COOPERATING, False)])
def test_any_lead_unit_may_ask_for_a_change_until_the_report_is_issued(unit, allowed):
    person = Person(Role.CLERK, unit)
    before, after = (
        Entry(lead_units=(OURS, THEIRS), period_state=state) for state in (PeriodState.CLOSED, PeriodState.ISSUED)
    )
    assert [can(person, Permission.FILE_REQUEST, entry) for entry in (before, after)] == [allowed, False]


@pytest.mark.parametrize("state", PeriodState)
def test_the_office_answers_a_request_even_after_the_issue(state):
    """What is issued stays: a grant then holds from the next period on."""
    assert can(OFFICE, Permission.DECIDE_REQUEST, Entry(period_state=state))
    assert not can(Person(Role.OFFICE, government_id=ELSEWHERE), Permission.DECIDE_REQUEST, Entry(period_state=state))


@pytest.mark.parametrize("judgement", [None, 7])
@pytest.mark.parametrize("unit", [OURS, THEIRS, COOPERATING])
def test_any_lead_unit_may_object_to_a_judgement(unit, judgement):
    entry = Entry(lead_units=(OURS, THEIRS), judgement_id=judgement)
    allowed = can(Person(Role.CLERK, unit), Permission.FILE_OBJECTION, entry)
    assert allowed == (unit != COOPERATING and judgement is not None)


@pytest.mark.parametrize("government", [HERE, ELSEWHERE])
def test_the_office_of_the_government_decides_objections(government):
    office = Person(Role.OFFICE, government_id=government)
    assert can(office, Permission.DECIDE_OBJECTION, Entry()) == (government == HERE)


def test_the_office_of_another_government_may_do_nothing():
    assert acts(Person(Role.OFFICE, government_id=ELSEWHERE), Entry(EntryState.SUBMITTED)) == ""


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMINISTRATOR, Role.AUDITOR, Role.HEAD, Role.VIEWER, Role.SECURITY])
@pytest.mark.parametrize("state", EntryState)
def test_leaders_heads_viewers_and_the_three_administrators_touch_no_entry(role, state):
    assert acts(Person(role, OURS), Entry(state)) == ""


@pytest.mark.parametrize(
    ("entry", "unit", "reason"),
    [
        (Entry(EntryState.DRAFT), OURS, ""),
        (Entry(EntryState.DRAFT), COOPERATING, "本单位不是该事项的牵头单位，只能查看。"),
        (Entry(period_state=PeriodState.PLANNED), OURS, "一季度尚未开启填报。"),
        (Entry(period_state=PeriodState.CLOSED), OURS, "一季度填报已截止，如需补报请联系督查办。"),
        (Entry(EntryState.CONFIRMING), OURS, "正在等待单位审核人审核，撤回后可以修改。"),
        (Entry(EntryState.SUBMITTED), OURS, "已报送督查办，撤回后可以修改。"),
        (Entry(EntryState.ACCEPTED), OURS, "督查办已审核通过，不能再修改。"),
    ],
)
def test_a_locked_form_says_why(entry, unit, reason):
    assert describe_edit_refusal(Person(Role.CLERK, unit), entry) == reason
