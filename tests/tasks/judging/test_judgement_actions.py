"""研判: saving the office's judgements."""

import pytest

from tasks.enums import EventKind, Outcome, PeriodState, Standing
from tasks.filing.entry_guard import Conflict
from tasks.judging.judgement_actions import judge as decide
from tasks.judging.offered_words import list_offered_words
from tasks.models import Event, ProgressEntry
from tasks.permissions import Refused
from tests.acts import judge
from tests.cast import PeriodFactory


def test_an_item_is_judged_with_reason_and_what_the_machine_said(cast):
    cast.key_entry.standing = Standing.WATCH
    cast.key_entry.save()
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实，尚未开工。")
    cast.key_entry.refresh_from_db()
    judgement = cast.key_entry.judgement
    assert (judgement.outcome, judgement.reason, judgement.standing, judgement.judged_by) == (
        Outcome.LAGGING,
        "用地未落实，尚未开工。",
        Standing.WATCH,
        cast.office,
    )
    event = Event.objects.get()
    assert (event.kind, event.before, event.after, event.reason) == (
        EventKind.ENTRY_JUDGED,
        {},
        {"结论": "推进滞后"},
        "用地未落实，尚未开工。",
    )


def test_a_new_decision_is_a_new_row_and_the_former_stays(cast):
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "尚未开工。")
    judge(cast.key_entry, cast.second_office, Outcome.ON_TRACK)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.judgement.outcome == Outcome.ON_TRACK
    assert [one.outcome for one in cast.key_entry.judgements.all()] == [Outcome.LAGGING, Outcome.ON_TRACK]


def test_the_same_decision_again_is_none(cast):
    judge(cast.key_entry, cast.office)
    judge(cast.key_entry, cast.office)
    assert (cast.key_entry.judgements.count(), Event.objects.count()) == (1, 1)


def test_a_colleagues_decision_is_not_overwritten_unseen(cast):
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "尚未开工。")
    with pytest.raises(Conflict, match="同事刚刚已研判为“推进滞后”"):
        decide(entry=cast.key_entry, outcome=Outcome.ON_TRACK, reason="", seen=None, by=cast.second_office)
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.judgement.outcome == Outcome.LAGGING


def test_behind_needs_a_reason(cast):
    with pytest.raises(Refused, match="研判为“推进滞后”须写明理由"):
        judge(cast.key_entry, cast.office, Outcome.LAGGING, "　")
    assert cast.key_entry.judgements.count() == 0


def test_what_the_machine_warns_of_is_judged_otherwise_with_a_reason_alone(cast):
    cast.key_entry.standing = Standing.LAGGING
    cast.key_entry.save()
    with pytest.raises(Refused, match="系统预警为滞后，研判为“预计能够完成”须写明理由。"):
        judge(cast.key_entry, cast.office, Outcome.EXPECTED, " ")
    judge(cast.key_entry, cast.office, Outcome.EXPECTED, "设备已订货，9月可投用。")
    assert cast.key_entry.judgements.count() == 1


@pytest.mark.parametrize(
    ("number", "offered"),
    [
        (1, ("正常推进", "预计能够完成", "推进滞后", "超进度", "已完成")),
        (2, ("正常推进", "预计能够完成", "推进滞后", "超进度", "已完成")),
        (3, ("正常推进", "预计能够完成", "推进滞后", "超进度", "已完成")),
        (4, ("已完成", "未完成", "超进度")),
    ],
)
def test_the_outcomes_belong_to_the_part_of_the_year(cast, number, offered):
    cast.period.number = number
    cast.period.save()
    entry = ProgressEntry.objects.get(pk=cast.key_entry.pk)
    assert tuple(word.label for word in list_offered_words(entry)) == offered


def test_not_reached_is_no_answer_to_a_quarter(cast):
    with pytest.raises(Refused, match="一季度不使用“未完成”这一结论"):
        judge(cast.key_entry, cast.office, Outcome.NOT_REACHED, "仅完成一所。")


def test_at_the_years_end_an_item_is_reached_or_not(cast):
    cast.key_entry.period = PeriodFactory(plan=cast.plan, number=4)
    cast.key_entry.save()
    judge(cast.key_entry, cast.office, Outcome.NOT_REACHED, "仅完成一所。")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.judgement.outcome == Outcome.NOT_REACHED


@pytest.mark.parametrize("who", ["clerk", "unit_head", "leader", "administrator", "auditor", "stranger"])
def test_nobody_but_this_governments_office_judges(cast, who):
    with pytest.raises(Refused):
        judge(cast.key_entry, cast.person(who))


def test_what_is_issued_is_judged_no_more(cast):
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    with pytest.raises(Refused, match="2024年一季度已印发"):
        judge(cast.key_entry, cast.office)
