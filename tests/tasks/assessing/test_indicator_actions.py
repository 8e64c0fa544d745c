"""量化指标: proposing and settling indicators."""

from decimal import Decimal

from tasks.assessing.indicator_actions import propose_indicators, settle_indicators
from tasks.enums import Comparison, EventKind, IndicatorKind, IndicatorState, UpperLevel
from tasks.models import Event, Indicator


def test_every_quantified_task_gets_its_proposals_with_spans(cast):
    propose_indicators(plan=cast.plan, by=cast.office)
    found = Indicator.objects.filter(task=cast.other_key).values(
        "measure", "comparison", "value", "unit", "kind", "state", "start", "end"
    )
    assert list(found) == [
        {
            "measure": "新增公共停车位",
            "comparison": Comparison.EQUAL,
            "value": Decimal(7000),
            "unit": "个",
            "kind": IndicatorKind.CUMULATIVE,
            "state": IndicatorState.PROPOSED,
            "start": 7,
            "end": 12,
        }
    ]


def test_a_second_reading_adds_nothing_and_records_nothing(cast):
    first = propose_indicators(plan=cast.plan, by=cast.office)
    second = propose_indicators(plan=cast.plan, by=cast.office)
    assert first > 0
    assert second == 0
    assert Event.objects.filter(kind=EventKind.INDICATORS_PROPOSED).count() == 1


def settled(cast, **changes) -> Indicator:
    propose_indicators(plan=cast.plan, by=cast.office)
    indicator = cast.other_key.indicators.get()
    for name, value in changes.items():
        setattr(indicator, name, value)
    settle_indicators(task=cast.other_key, decisions=[indicator], by=cast.office)
    return Indicator.objects.get(pk=indicator.pk)


def test_a_decision_is_kept_with_one_event_that_says_before_and_after(cast):
    indicator = settled(cast, value=Decimal(8000), state=IndicatorState.CONFIRMED)
    event = Event.objects.get(kind=EventKind.INDICATOR_DECIDED)
    assert (indicator.value, indicator.state) == (Decimal(8000), IndicatorState.CONFIRMED)
    assert event.before == {"指标": ["新增公共停车位达到7000个（待确认）"]}
    assert event.after == {"指标": ["新增公共停车位达到8000个（已确认）"]}


def test_a_decision_that_changes_nothing_leaves_no_event(cast):
    settled(cast)
    assert not Event.objects.filter(kind=EventKind.INDICATOR_DECIDED).exists()


def test_an_indicator_that_was_overlooked_is_added_at_the_end(cast):
    propose_indicators(plan=cast.plan, by=cast.office)
    added = Indicator(
        measure="新增充电桩",
        comparison=Comparison.AT_LEAST,
        value=300,
        unit="个",
        kind=IndicatorKind.CUMULATIVE,
    )
    settle_indicators(task=cast.other_key, decisions=[added], by=cast.office)
    assert [(one.position, one.measure) for one in cast.other_key.indicators.all()] == [
        (1, "新增公共停车位"),
        (2, "新增充电桩"),
    ]


def test_the_upper_target_beside_the_own_one_is_proposed_with_it(cast):
    edition = cast.other_key.edition
    edition.text = "一般公共预算收入达到89亿元（市级下达700000万元）"
    edition.save()
    propose_indicators(plan=cast.plan, by=cast.office)
    found = cast.other_key.indicators.values_list("measure", "value", "unit", "upper_level", "upper_value")
    assert list(found) == [("一般公共预算收入", Decimal(89), "亿元", UpperLevel.CITY, Decimal(70))]
    assert str(cast.other_key.indicators.get()) == "一般公共预算收入达到89亿元，市级70亿元"
