"""印发审核 of a plan's notice: as that of a report, where the government demands it."""

from functools import partial

import pytest

from tasks.enums import EventKind, SignOffState
from tasks.issuing import sign_off_actions
from tasks.issuing.sign_offs import REFUSALS, compute_sign_off_state, find_sign_off, select_open_sign_offs
from tasks.models import Event, Publication, SignOff
from tasks.permissions import Refused
from tests.acts import demand_sign_off
from tests.cast import make_cast
from tests.tasks.issuing.test_plan_issue_actions import content, issue
from tests.tasks.issuing.test_sign_off_actions import bodies, refusal_of
from tests.together import refusals_at_one_moment

DATA = {"on": "2024-02-01", "layout": "notice", "paragraphs": ["各镇人民政府：", "2024年2月1日"], "rows": []}
OTHER = DATA | {"paragraphs": ["各街道办事处：", "2024年2月1日"]}


@pytest.fixture
def demanded(cast):
    demand_sign_off(cast)
    return cast


def ask(cast, *, data=DATA, by=None) -> SignOff:
    return sign_off_actions.ask_sign_off(issuable=cast.plan, data=data, by=by or cast.office)


def decide(cast, sign_off, *, approved=True, reason="", data=DATA, by=None) -> SignOff:
    given = {"issuable": cast.plan, "seen": sign_off.pk, "approved": approved, "reason": reason, "data": data}
    return sign_off_actions.decide_sign_off(**given, by=by or cast.office_head)


def issue_notice(cast, *, data=DATA, **other) -> Publication:
    return issue(cast, prepare=lambda plan: content(data=data), **other)


def state_of(cast, data=DATA) -> SignOffState:
    return compute_sign_off_state(find_sign_off(cast.plan), data)


@pytest.mark.parametrize("asked", [False, True])
def test_a_notice_is_not_issued_without_an_approval(demanded, asked):
    if asked:
        ask(demanded)
    state = SignOffState.WAITING if asked else SignOffState.NOT_ASKED
    assert refusal_of(issue_notice, demanded) == REFUSALS[state]
    demanded.plan.refresh_from_db()
    assert (Publication.objects.count(), demanded.plan.issued_on) == (0, None)


def test_what_was_asked_and_approved_is_told_recorded_and_issued(demanded):
    sign_off = ask(demanded)
    assert (bodies(demanded.office_head), list(select_open_sign_offs(demanded.head))) == (
        ["2024年方案通知：陈红提请审核印发"],
        [sign_off],
    )
    decide(demanded, sign_off, reason="同意。")
    assert bodies(demanded.office) == ["2024年方案通知：林涛审核通过：同意。"]
    assert [(event.kind, event.subject, event.period) for event in Event.objects.order_by("pk")] == [
        (EventKind.SIGN_OFF_ASKED, "2024年方案", "2024年方案"),
        (EventKind.SIGN_OFF_DECIDED, "2024年方案", "2024年方案"),
    ]
    assert issue_notice(demanded).revision == 1
    assert list(select_open_sign_offs(demanded.head)) == []


def test_an_approval_holds_for_this_content_and_for_one_issue(demanded):
    decide(demanded, ask(demanded))
    assert refusal_of(issue_notice, demanded, data=OTHER) == REFUSALS[SignOffState.LAPSED]
    issue_notice(demanded)
    assert state_of(demanded) == SignOffState.NOT_ASKED
    assert refusal_of(issue_notice, demanded, seen=1, reason="数据有误") == REFUSALS[SignOffState.NOT_ASKED]


def test_the_notice_and_a_report_are_signed_off_each_by_itself(demanded):
    ask(demanded)
    assert find_sign_off(demanded.period) is None
    assert refusal_of(sign_off_actions.ask_sign_off, issuable=demanded.period, data=DATA, by=demanded.office) == (
        "2024年一季度填报尚未截止，请先在“填报期”中截止。"
    )


def test_where_none_is_demanded_the_notice_is_issued_as_before(cast):
    assert refusal_of(ask, cast) == sign_off_actions.NOT_DEMANDED
    assert issue_notice(cast).revision == 1


@pytest.mark.parametrize("who", ["clerk", "leader", "head", "viewer", "administrator", "stranger"])
def test_only_the_office_asks(demanded, who):
    person = demanded.person(who)
    with pytest.raises(Refused, match=f"您的角色“{person.role_label}”不能印发该通知。"):
        ask(demanded, by=person)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_one_moment_one_asks_and_the_other_is_told():
    cast = make_cast()
    demand_sign_off(cast)
    answers = refusals_at_one_moment(partial(ask, cast), partial(ask, cast, by=cast.second_office))
    assert sorted("正在等待审核" in answer for answer in answers) == [False, True]
    assert SignOff.objects.count() == 1
