"""考核结果: a proposal until somebody approved it; one of two at the same moment."""

from datetime import date

import pytest

from tasks.enums import EventKind, Outcome, PeriodState
from tasks.models import Event, Period, Scorecard
from tasks.models.changes import compute_fingerprint
from tasks.permissions import Refused
from tasks.scoring import scorecard_actions
from tasks.scoring.scoring_actions import exclude_entry
from tests.acts import kinds_of_events
from tests.cast import PeriodFactory, judge, make_cast
from tests.test_every_address import objection_of
from tests.together import refusals_at_one_moment

DATA = {"rules": {}, "units": [{"unit": 1, "name": "区教委", "total": "88.5"}]}


def given(cast, **other) -> dict:
    usual = {
        "plan": cast.plan,
        "period": cast.period,
        "reckon": lambda: DATA,
        "seen": compute_fingerprint(DATA),
        "approved_by_name": "王明",
        "approved_on": date(2024, 4, 2),
        "by": cast.office,
    }
    return usual | other


def close() -> None:
    Period.objects.update(state=PeriodState.CLOSED)


@pytest.fixture
def closed(cast):
    close()
    return cast


def refusal(cast, **other) -> str:
    with pytest.raises(Refused) as refused:
        scorecard_actions.approve_scorecard(**given(cast, **other))
    return str(refused.value)


def test_an_approval_freezes_the_data_with_who_and_when(closed):
    scorecard = scorecard_actions.approve_scorecard(**given(closed, approved_by_name=" 王明 "))
    kept = Scorecard.objects.get()
    assert (kept.data, kept.approved_by_name, kept.approved_on, kept.recorded_by, kept.ended_at) == (
        DATA,
        "王明",
        date(2024, 4, 2),
        closed.office,
        None,
    )
    event = Event.objects.get()
    assert (event.kind, event.subject_id, event.subject, event.period, event.after) == (
        EventKind.SCORECARD_APPROVED,
        scorecard.pk,
        "2024年一季度考核结果",
        "2024年一季度",
        {"审定人": "王明", "审定日期": "2024-04-02", "单位": 1},
    )


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"approved_by_name": " "}, "请填写审定人。"),
        ({"approved_by_name": "王" * 101}, "审定人不超过 100 个字。"),
        ({"approved_on": date(2024, 4, 3)}, "审定日期不能晚于今天。"),
        ({"reckon": lambda: {"units": []}}, "没有可以考核的单位。"),
        ({"seen": "0"}, "您打开本页之后，计分数据已有变化。请核对下面的现有数据，再登记审定。"),
    ],
)
def test_an_approval_that_cannot_stand_is_refused_in_words(closed, other, said):
    assert refusal(closed, **other) == said
    assert (Scorecard.objects.exists(), Event.objects.exists()) == (False, False)


def test_while_units_still_file_nothing_is_approved(cast):
    assert refusal(cast) == "一季度填报尚未截止，还不能审定。"


def test_the_year_is_approved_after_its_last_period_alone(closed):
    assert refusal(closed, period=None) == "全年填报尚未截止，还不能审定。"
    PeriodFactory(plan=closed.plan, number=4, due_on=date(2025, 1, 5), state=PeriodState.CLOSED)
    assert scorecard_actions.approve_scorecard(**given(closed, period=None)).period is None


def test_while_a_review_is_open_nothing_is_approved(cast):
    objection_of(cast)
    close()
    assert refusal(cast) == "还有 1 项正在复核，复核决定后再审定。"


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "administrator", "auditor", "stranger"])
def test_only_the_own_office_approves_or_takes_back(closed, who):
    assert refusal(closed, by=closed.person(who))
    scorecard = scorecard_actions.approve_scorecard(**given(closed))
    with pytest.raises(Refused):
        scorecard_actions.reopen_scorecard(scorecard=scorecard, reason="有误", by=closed.person(who))


def test_an_approval_taken_back_is_kept_and_another_may_follow(closed):
    former = scorecard_actions.approve_scorecard(**given(closed))
    scorecard_actions.reopen_scorecard(scorecard=former, reason=" 漏计一项 ", by=closed.second_office)
    former.refresh_from_db()
    assert (former.ended_by, former.ended_because, former.data) == (closed.second_office, "漏计一项", DATA)
    judge(closed.key_entry, Outcome.ON_TRACK)
    scorecard_actions.approve_scorecard(**given(closed))
    assert kinds_of_events() == ["scorecard_approved", "scorecard_reopened", "scorecard_approved"]
    assert Scorecard.objects.in_force().count() == 1


def test_an_approval_is_taken_back_once_and_with_a_reason(closed):
    scorecard = scorecard_actions.approve_scorecard(**given(closed))

    def reopen(reason: str) -> str:
        with pytest.raises(Refused) as refused:
            scorecard_actions.reopen_scorecard(scorecard=scorecard, reason=reason, by=closed.office)
        return str(refused.value)

    assert reopen(" ") == "请写明撤销审定的理由。"
    scorecard_actions.reopen_scorecard(scorecard=scorecard, reason="有误", by=closed.second_office)
    assert reopen("有误") == "2024年一季度考核结果的审定已由何伟撤销。"


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_approve_at_one_moment_one_does_and_the_other_is_told():
    cast = make_cast()
    close()
    answers = sorted(
        refusals_at_one_moment(
            lambda: scorecard_actions.approve_scorecard(**given(cast)),
            lambda: scorecard_actions.approve_scorecard(**given(cast, by=cast.second_office)),
        )
    )
    kept = Scorecard.objects.get()
    assert answers[0] == ""
    assert answers[1].startswith(f"{kept.recorded_by}已于 4月2日")
    assert answers[1].endswith("登记审定（审定人王明），您的这一次没有登记。")
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_approval_and_an_exclusion_at_one_moment_come_one_after_the_other():
    """Whatever comes first: an exclusion after the approval is refused, one before it is seen by nobody too late."""
    cast = make_cast()
    close()
    answers = refusals_at_one_moment(
        lambda: scorecard_actions.approve_scorecard(**given(cast)),
        lambda: exclude_entry(entry=cast.key_entry, reason="洪灾", basis="会议", by=cast.second_office),
    )
    assert answers in (["", "2024年一季度考核结果已经审定，请先撤销审定。"], ["", ""])
    assert Scorecard.objects.count() == 1
