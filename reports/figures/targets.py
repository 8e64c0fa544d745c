"""The headline targets: the value that a period reports of each target's main indicator, against the target."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from tasks.assessing.facts import list_reported_values
from tasks.assessing.live_figures import compare_with_course
from tasks.enums import IndicatorKind, IndicatorState, TaskKind
from tasks.models import Indicator, ProgressEntry, Reading
from tasks.plans.deadlines import find_confirmed_day

READINGS = Prefetch("readings", Reading.objects.select_related("indicator"))
#: indicators without a number that could be held against the target
WITHOUT_VALUE = (IndicatorKind.EVENT, IndicatorKind.RELATIVE)


@dataclass(frozen=True)
class HeadlineTarget:
    """A target of the year.

    Attributes:
        value: what the period's filed entry reports; None for nothing.
        word, token: the value against what is expected by the end of the period; "" without a value.
    """

    entry: ProgressEntry
    indicator: Indicator
    value: Decimal | None
    word: str
    token: str


def list_headline_targets(entries: Sequence[ProgressEntry]) -> list[HeadlineTarget]:
    """Lists the targets among the entries that have an indicator with a number, in printed order; in two queries.

    Args:
        entries: of one period, in printed order, with edition and task loaded.
    """
    targets = [entry for entry in entries if entry.task.kind == TaskKind.TARGET]
    prefetch_related_objects(targets, READINGS)
    main = _map_task_to_main_indicator(targets)
    return [_build_target(entry, main[entry.task_id]) for entry in targets if entry.task_id in main]


def _map_task_to_main_indicator(entries: Sequence[ProgressEntry]) -> dict[int, Indicator]:
    """Maps each task to its first confirmed indicator, or else its first proposed one."""
    known = Indicator.objects.filter(task__in=[entry.task_id for entry in entries]).exclude(kind__in=WITHOUT_VALUE)
    ordered = sorted(
        known.exclude(state=IndicatorState.REJECTED).order_by(),
        key=lambda one: (one.state != IndicatorState.CONFIRMED, one.position),
    )
    return {one.task_id: one for one in reversed(ordered)}


def _build_target(entry: ProgressEntry, indicator: Indicator) -> HeadlineTarget:
    ((_, reported),) = list_reported_values([indicator], [entry], read=True)
    value = next((value for _, value in reported), None)
    word, token = compare_with_course(entry, indicator, value, find_confirmed_day(entry.edition))
    return HeadlineTarget(entry, indicator, value, word, token)
