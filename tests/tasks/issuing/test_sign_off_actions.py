"""印发审核: asked by staff, decided by the head of 督查办, lapsed when the content changes, one of two at once."""

from datetime import date
from functools import partial

import pytest

from tasks.enums import Audience, EventKind, PeriodState, Role, SignOffState
from tasks.issuing import correction_actions, publication_actions, sign_off_actions
from tasks.issuing.sign_offs import (
    REFUSALS,
    compute_sign_off_state,
    find_sign_off,
    select_open_sign_offs,
    select_returned_sign_offs,
)
from tasks.models import Event, Notice, SignOff, User
from tasks.permissions import Refused
from tests.acts import demand_sign_off
from tests.cast import UserFactory, make_cast
from tests.together import refusals_at_one_moment

DATA = {"on": "2024-04-02", "layout": "progress", "paragraphs": ["一、总体情况", "2024年4月2日"], "rows": []}
LATER = DATA | {"on": "2024-04-05", "paragraphs": ["一、总体情况", "2024年4月5日"]}
OTHER = DATA | {"paragraphs": ["一、总体进展", "2024年4月2日"]}


def close(cast) -> None:
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    demand_sign_off(cast)


@pytest.fixture
def closed(cast):
    close(cast)
    return cast


def ask(cast, *, data=DATA, by=None) -> SignOff:
    return sign_off_actions.ask_sign_off(issuable=cast.period, data=data, by=by or cast.office)


def decide(cast, sign_off, *, approved=True, reason="", data=DATA, by=None) -> SignOff:
    given = {"issuable": cast.period, "seen": sign_off.pk, "approved": approved, "reason": reason, "data": data}
    return sign_off_actions.decide_sign_off(**given, by=by or cast.office_head)


def issue(cast, *, data=DATA, by=None, **other):
    usual = {"files": [("报告.docx", b"words", Audience.INTERNAL)], "title": "报告", "seen": 0}
    approval = {"approved_by_name": "王明", "approved_on": date(2024, 4, 1)}
    return publication_actions.issue(period=cast.period, data=data, by=by or cast.office, **usual | approval | other)


def refusal_of(act, *arguments, **given) -> str:
    with pytest.raises(Refused) as refusal:
        act(*arguments, **given)
    return str(refusal.value)


def bodies(user: User) -> list[str]:
    return list(Notice.objects.filter(recipient=user).order_by("pk").values_list("body", flat=True))


def state_of(cast, data=DATA) -> SignOffState:
    return compute_sign_off_state(find_sign_off(cast.period), data)


def test_what_was_asked_and_approved_is_kept_told_and_recorded(closed):
    assert state_of(closed) == SignOffState.NOT_ASKED
    sign_off = ask(closed)
    assert (state_of(closed), sign_off.asked_by, sign_off.data) == (SignOffState.WAITING, closed.office, DATA)
    assert bodies(closed.office_head) == ["2024年一季度报告：陈红提请审核印发"]
    decided = decide(closed, sign_off, reason=" 同意印发。 ")
    assert (state_of(closed), decided.decided_by, decided.reason) == (
        SignOffState.APPROVED,
        closed.office_head,
        "同意印发。",
    )
    assert bodies(closed.office) == ["2024年一季度报告：林涛审核通过：同意印发。"]
    assert [
        (event.kind, event.actor_name, event.after["提请"], event.reason) for event in Event.objects.order_by("pk")
    ] == [
        (EventKind.SIGN_OFF_ASKED, "陈红", "待审核", ""),
        (EventKind.SIGN_OFF_DECIDED, "林涛", "审核通过", "同意印发。"),
    ]
    assert issue(closed).revision == 1


def test_what_is_returned_is_told_with_its_reason_and_asked_anew(closed):
    decide(closed, ask(closed), approved=False, reason="第二段漏了民生实事。")
    assert bodies(closed.office) == ["2024年一季度报告：林涛退回：第二段漏了民生实事。"]
    assert (state_of(closed), state_of(closed, OTHER)) == (SignOffState.RETURNED, SignOffState.RETURNED)
    assert refusal_of(issue, closed) == REFUSALS[SignOffState.RETURNED]
    ask(closed, data=OTHER)
    assert state_of(closed, OTHER) == SignOffState.WAITING


def test_an_approval_lapses_when_something_else_would_be_issued_and_not_by_the_date_of_the_report(closed):
    decide(closed, ask(closed))
    assert [state_of(closed, data) for data in (DATA, LATER, OTHER)] == [
        SignOffState.APPROVED,
        SignOffState.APPROVED,
        SignOffState.LAPSED,
    ]
    assert refusal_of(issue, closed, data=OTHER) == REFUSALS[SignOffState.LAPSED]
    assert issue(closed, data=LATER).data == LATER


@pytest.mark.parametrize(("asked", "state"), [(False, SignOffState.NOT_ASKED), (True, SignOffState.WAITING)])
def test_without_an_approval_nothing_is_issued(closed, asked, state):
    if asked:
        ask(closed)
    assert refusal_of(issue, closed) == REFUSALS[state]


def test_where_no_sign_off_is_demanded_the_report_is_issued_as_before(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    assert refusal_of(ask, cast) == "本辖区没有设置印发前审核，可以直接印发。"
    assert issue(cast).revision == 1


def test_a_correction_needs_a_sign_off_of_its_own(closed):
    decide(closed, ask(closed))
    issue(closed)
    correction_actions.begin_correction(period=closed.period, reason="数据有误", by=closed.office)
    assert refusal_of(issue, closed, seen=1, reason="数据有误") == REFUSALS[SignOffState.NOT_ASKED]
    decide(closed, ask(closed, data=OTHER), data=OTHER)
    assert issue(closed, data=OTHER, seen=1, reason="数据有误").revision == 2


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "head", "viewer", "administrator", "stranger"])
def test_only_the_office_asks(closed, who):
    person = closed.person(who)
    assert refusal_of(ask, closed, by=person) == f"您的角色“{person.role_label}”不能印发该报告。"


@pytest.mark.parametrize("who", ["clerk", "leader", "head", "viewer", "office", "stranger"])
def test_only_the_head_of_the_office_decides(closed, who):
    sign_off, person = ask(closed), closed.person(who)
    assert refusal_of(decide, closed, sign_off, by=person) == f"您的角色“{person.role_label}”不能进行此项操作。"


def test_the_head_of_another_office_decides_nothing_here(closed):
    closed.stranger.role = Role.OFFICE_HEAD
    closed.stranger.save()
    said = refusal_of(decide, closed, ask(closed), by=closed.stranger)
    assert said == "您的角色“督查办负责人”不能印发该报告。"


def test_the_same_content_is_asked_once_and_other_content_takes_its_place(closed):
    first = ask(closed)
    assert refusal_of(ask, closed, by=closed.second_office).endswith("提请，正在等待审核，不必重复提请。")
    second = ask(closed, data=OTHER, by=closed.second_office)
    assert refusal_of(decide, closed, first, data=OTHER) == sign_off_actions.OUTDATED
    decide(closed, second, data=OTHER)
    assert refusal_of(ask, closed, data=OTHER) == "已审核通过，内容没有变化，可以直接印发。"


def test_what_has_changed_since_it_was_asked_is_not_approved_and_may_be_returned(closed):
    sign_off = ask(closed)
    assert refusal_of(decide, closed, sign_off, data=OTHER) == sign_off_actions.CHANGED
    decide(closed, sign_off, approved=False, reason="内容已变。", data=OTHER)
    assert state_of(closed, OTHER) == SignOffState.RETURNED


def test_a_return_without_a_reason_is_refused_and_nothing_is_kept(closed):
    sign_off = ask(closed)
    assert refusal_of(decide, closed, sign_off, approved=False, reason="  ") == "退回的，请写明意见，提请人将看到。"
    assert (state_of(closed), bodies(closed.office)) == (SignOffState.WAITING, [])


def test_what_is_decided_stays_decided(closed):
    sign_off = ask(closed)
    decide(closed, sign_off)
    said = refusal_of(decide, closed, sign_off, approved=False, reason="再想想。")
    assert said.startswith("林涛已于 4月2日")
    assert said.endswith("审核通过，不能再改。")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PeriodState.PLANNED, "2024年一季度尚未开启填报。"),
        (PeriodState.OPEN, "2024年一季度填报尚未截止，请先在“填报期”中截止。"),
    ],
)
def test_a_period_is_asked_for_once_its_filing_has_ended(closed, state, said):
    closed.period.state = state
    closed.period.save()
    assert refusal_of(ask, closed) == said


def test_where_nobody_could_decide_nothing_is_asked(closed):
    User.objects.filter(pk=closed.office_head.pk).update(is_active=False)
    assert refusal_of(ask, closed) == "本辖区还没有在用的“督查办负责人”账号，请系统管理员先开设账号。"
    assert SignOff.objects.count() == 0


def test_the_only_head_of_the_office_approves_what_he_asked_for_with_a_remark_that_is_recorded(closed):
    sign_off = ask(closed, by=closed.office_head)
    assert refusal_of(decide, closed, sign_off) == sign_off_actions.OWN_WITHOUT_REMARK
    decided = decide(closed, sign_off, reason="报告由本人起草，本办只有一名负责人。")
    assert (state_of(closed), decided.is_own, bodies(closed.office_head)) == (SignOffState.APPROVED, True, [])
    event = Event.objects.get(kind=EventKind.SIGN_OFF_DECIDED)
    assert (event.after["说明"], event.reason) == ("提请人本人审核", "报告由本人起草，本办只有一名负责人。")


def test_where_there_is_another_head_he_decides_and_who_asked_may_only_return_it(closed):
    UserFactory(username="ducha_head2", name="许勤", role=Role.OFFICE_HEAD, government=closed.government)
    sign_off = ask(closed, by=closed.office_head)
    said = refusal_of(decide, closed, sign_off, reason="本人审核。")
    assert said == "这一次由您本人提请，请由另一位督查办负责人审核：许勤。"
    assert decide(closed, sign_off, approved=False, reason="先不印发。").approved is False


def test_what_was_returned_is_found_by_the_office_until_it_is_asked_anew(closed):
    returned = decide(closed, ask(closed), approved=False, reason="请核对。")
    found = {who: list(select_returned_sign_offs(closed.person(who))) for who in ("office", "office_head", "head")}
    assert found == {"office": [returned], "office_head": [returned], "head": []}
    ask(closed, data=OTHER)
    assert list(select_returned_sign_offs(closed.office)) == []


def test_what_waits_is_counted_until_it_is_decided_replaced_or_issued(closed):
    def waiting(who="head") -> list[SignOff]:
        return list(select_open_sign_offs(closed.person(who)))

    ask(closed)
    second = ask(closed, data=OTHER)
    assert (waiting(), waiting("office"), waiting("clerk"), waiting("viewer"), waiting("stranger")) == (
        [second],
        [second],
        [],
        [],
        [],
    )
    decide(closed, second, data=OTHER)
    assert waiting() == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_one_moment_one_asks_and_the_other_is_told():
    cast = make_cast()
    close(cast)
    answers = refusals_at_one_moment(partial(ask, cast), partial(ask, cast, by=cast.second_office))
    assert sorted("正在等待审核" in answer for answer in answers) == [False, True]
    assert ("" in answers, SignOff.objects.count(), Notice.objects.count()) == (True, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_an_approval_and_a_return_at_one_moment_one_holds():
    cast = make_cast()
    close(cast)
    sign_off = ask(cast)
    answers = refusals_at_one_moment(
        partial(decide, cast, sign_off), partial(decide, cast, sign_off, approved=False, reason="再核。")
    )
    assert sorted("不能再改" in answer for answer in answers) == [False, True]
    assert Event.objects.filter(kind=EventKind.SIGN_OFF_DECIDED).count() == 1


def test_what_is_taken_back_is_told_to_who_would_decide_and_asked_anew(closed):
    sign_off = ask(closed)
    taken = sign_off_actions.take_back_sign_off(issuable=closed.period, seen=sign_off.pk, by=closed.office)
    assert (taken.is_taken_back, compute_sign_off_state(taken, DATA)) == (True, SignOffState.TAKEN_BACK)
    told = Notice.objects.filter(recipient=closed.office_head).first()
    assert "已撤回提请，不必审核" in told.body
    event = Event.objects.get(kind=EventKind.SIGN_OFF_TAKEN_BACK)
    assert (event.before["提请"], event.after) == ("待审核", {"提请": "已撤回"})
    assert not select_returned_sign_offs(closed.office).exists()
    assert refusal_of(decide, closed, taken).endswith("撤回，不能再改。")
    assert ask(closed).is_open


def test_what_is_decided_is_not_taken_back(closed):
    sign_off = ask(closed)
    decide(closed, sign_off)
    refusal = refusal_of(
        sign_off_actions.take_back_sign_off, issuable=closed.period, seen=sign_off.pk, by=closed.office
    )
    assert refusal.endswith("审核通过，不能再改。")
