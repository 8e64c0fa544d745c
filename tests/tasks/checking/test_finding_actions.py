"""Tests setting a finding aside and restoring it."""

import pytest

from tasks.checking.finding_actions import restore_finding, set_finding_aside
from tasks.enums import EventKind, PeriodState
from tasks.models import Event, FindingDecision
from tasks.permissions import Refused


def aside(cast, **given):
    return set_finding_aside(
        **{"period": cast.period, "key": "k1", "reason": "已与单位核实", "by": cast.office} | given
    )


def test_a_finding_set_aside_is_remembered_with_reason_and_person(cast):
    aside(cast, reason=" 已与单位核实 ", what="疑缺字，日期缺“月”。")
    decision = FindingDecision.objects.get()
    assert (decision.period, decision.key, decision.reason, decision.decided_by) == (
        cast.period,
        "k1",
        "已与单位核实",
        cast.office,
    )
    event = Event.objects.get()
    assert (event.kind, event.subject, event.reason, event.period) == (
        EventKind.FINDING_SET_ASIDE,
        "疑缺字，日期缺“月”。",
        "已与单位核实",
        "2024年一季度",
    )


def test_taken_back_it_counts_again_and_the_trail_keeps_the_reason(cast):
    aside(cast)
    restore_finding(period=cast.period, key="k1", by=cast.second_office)
    assert not FindingDecision.objects.exists()
    event = Event.objects.first()
    assert (event.kind, event.actor_name, event.reason) == (
        EventKind.FINDING_TAKEN_BACK,
        "何伟",
        "已与单位核实",
    )


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reason": "  "}, "请写明不处理的理由。"),
        ({"by": "clerk"}, "您的角色“填报员”不能进行此项操作。"),
        ({"by": "stranger"}, "您的角色“督查办”不能进行此项操作。"),
    ],
)
def test_what_is_not_allowed_is_refused_and_leaves_nothing(cast, given, words):
    if "by" in given:
        given = given | {"by": cast.person(given["by"])}
    with pytest.raises(Refused, match=words):
        aside(cast, **given)
    assert (FindingDecision.objects.count(), Event.objects.count()) == (0, 0)


def test_twice_is_refused_with_the_reason_that_stands(cast):
    aside(cast)
    with pytest.raises(Refused, match="陈红已经注明不处理：已与单位核实"):
        aside(cast, reason="另一理由", by=cast.second_office)
    with pytest.raises(Refused, match="没有注明不处理"):
        restore_finding(period=cast.period, key="k2", by=cast.office)
    assert Event.objects.count() == 1


def test_an_issued_period_stays_as_it_is(cast):
    aside(cast)
    cast.period.state = PeriodState.ISSUED
    cast.period.save()
    for act in (
        lambda: aside(cast, key="k2"),
        lambda: restore_finding(period=cast.period, key="k1", by=cast.office),
    ):
        with pytest.raises(Refused, match="2024年一季度已印发，不能再改动。"):
            act()
