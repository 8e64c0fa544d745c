"""Stored measures for tests."""

from django.db.models import Value

from tasks import clock
from tasks.enums import Comparison, IndicatorKind, IndicatorState, MeasureLinkState, OutcomeState
from tasks.models import Indicator, Measure, MeasureLink, MeasureOutcome, Plan, Task
from tests.cast import Cast, PlanFactory, TaskFactory
from tests.tasks.outlooks.reports import plan_report_of, reported_outcome_of


def measure_of(cast: Cast, **values) -> Measure:
    """Returns the one measure of its name, unit, kind and basis."""
    given = {"name": "新增公共停车位", "unit": "个", "kind": IndicatorKind.CUMULATIVE, "basis": ""} | values
    key = {name: given.pop(name) for name in ("name", "unit", "kind", "basis")}
    return Measure.objects.get_or_create(government=cast.government, **key, defaults=given)[0]


def indicator_of(task: Task, **values) -> Indicator:
    given = {
        "measure": "新增公共停车位",
        "comparison": Comparison.AT_LEAST,
        "value": 1500,
        "unit": "个",
        "kind": IndicatorKind.CUMULATIVE,
        "state": IndicatorState.CONFIRMED,
    }
    position = task.indicators.count() + 1
    made = Indicator.objects.create(task=task, position=position, **given | values)
    return Indicator.objects.select_related("task__plan", "task__item_kind", "task__current").get(pk=made.pk)


def plan_of(cast: Cast, year: int) -> Plan:
    return Plan.objects.filter(government=cast.government, year=year).first() or PlanFactory(
        government=cast.government, year=year
    )


def item_of(cast: Cast, year: int, number: int = 90, text: str = "新增公共停车位1500个", **values) -> Task:
    return TaskFactory(plan=plan_of(cast, year), number=number, edition__text=text, **values)


def link_of(cast: Cast, measure: Measure | None, indicator: Indicator | None = None, **values) -> MeasureLink:
    given = {"state": MeasureLinkState.CONFIRMED, "decided_at": clock.now(), "decided_by": cast.office}
    return MeasureLink.objects.create(measure=measure, indicator=indicator, **given | values)


def outcome_of(cast: Cast, measure: Measure, **values) -> MeasureOutcome:
    given = {"year": 2023, "value": 2250, "state": OutcomeState.FINAL, "source": "2024年政府工作报告"}
    told = given | {"recorded_at": clock.now(), "recorded_by": cast.office} | values
    return MeasureOutcome.objects.create(measure=measure, **told)


def _keep_again(measure: Measure) -> None:
    measure.pk = None
    measure.save(force_insert=True)


def _leave_out_twice(cast: Cast) -> None:
    indicator = indicator_of(item_of(cast, 2023))
    for _ in range(2):
        link_of(cast, None, indicator, state=MeasureLinkState.REJECTED)


def _join_two_measures(cast: Cast) -> None:
    indicator = indicator_of(item_of(cast, 2023))
    for name in ("停车位", "公共停车位"):
        link_of(cast, measure_of(cast, name=name), indicator)


def _reject_twice(cast: Cast) -> None:
    measure, indicator = measure_of(cast), indicator_of(item_of(cast, 2023))
    for _ in range(2):
        link_of(cast, measure, indicator, state=MeasureLinkState.REJECTED)


def _figure_of(cast: Cast):
    return reported_outcome_of(plan_report_of(cast))


def _join_figure_to_two(cast: Cast) -> None:
    figure = _figure_of(cast)
    for name in ("地区生产总值", "生产总值"):
        link_of(cast, measure_of(cast, name=name), reported=figure)


def _reject_figure_twice(cast: Cast) -> None:
    measure, figure = measure_of(cast), _figure_of(cast)
    for _ in range(2):
        link_of(cast, measure, reported=figure, state=MeasureLinkState.REJECTED)


def _leave_figure_out_twice(cast: Cast) -> None:
    figure = _figure_of(cast)
    for _ in range(2):
        link_of(cast, None, reported=figure, state=MeasureLinkState.REJECTED)


#: name of a constraint → what the database refuses
OF_MEASURES = {
    "measure_kind_known": lambda cast: measure_of(cast, kind=Value("tea")),
    "measure_once": lambda cast: _keep_again(measure_of(cast)),
    "measure_has_a_name": lambda cast: measure_of(cast, name=""),
    "measurelink_state_known": lambda cast: link_of(
        cast, measure_of(cast), indicator_of(item_of(cast, 2023)), state=Value("maybe")
    ),
    "measure_link_of_one_thing": lambda cast: link_of(cast, measure_of(cast)),
    "measure_link_confirmed_has_a_measure": lambda cast: link_of(cast, None, indicator_of(item_of(cast, 2023))),
    "measure_link_of_an_indicator_once": _reject_twice,
    "measure_link_of_a_figure_once": _reject_figure_twice,
    "indicator_in_one_measure": _join_two_measures,
    "reported_figure_in_one_measure": _join_figure_to_two,
    "indicator_left_out_once": _leave_out_twice,
    "reported_figure_left_out_once": _leave_figure_out_twice,
    "measureoutcome_state_known": lambda cast: outcome_of(cast, measure_of(cast), state=Value("guessed")),
    "measure_outcome_of_a_year_once": lambda cast: [outcome_of(cast, m) for m in [measure_of(cast)] * 2],
    "measure_outcome_year_plausible": lambda cast: outcome_of(cast, measure_of(cast), year=1899),
    "measure_outcome_has_a_source": lambda cast: outcome_of(cast, measure_of(cast), source=""),
}
