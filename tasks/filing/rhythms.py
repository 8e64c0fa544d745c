"""填报节奏: the ready choices, what a rhythm means day by day, and which periods of a plan a change must leave alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from tasks.enums import PeriodState
from tasks.models import ChangeRequest, Edition, Ending, Period, Plan, PlanChange, ProgressEntry, ReportParagraph
from tasks.periods import MONTHS, Quarter, Rhythm
from tasks.workdays import Workdays

#: key → label, and the months passed of the year that close a period
SHAPES = {
    "quarterly": ("季度", (3, 6, 9, 12)),
    "monthly": ("月度", tuple(range(1, MONTHS + 1))),
    "bimonthly": ("双月", (2, 4, 6, 8, 10, 12)),
    "half_yearly": ("半年", (6, 12)),
}


def list_shape_months(shape: str, first_month: int) -> tuple[int, ...]:
    """Returns the calendar months that close a period of a ready choice, in the order of the year."""
    _, passed = SHAPES[shape]
    return tuple((first_month + each - 2) % MONTHS + 1 for each in passed)


def find_shape(rhythm: Rhythm) -> str:
    """Finds the ready choice that a rhythm is; "" for one of its own months."""
    return next((key for key, (_, passed) in SHAPES.items() if passed == rhythm.passed), "")


def order_months(months: Iterable[int], first_month: int) -> tuple[int, ...]:
    """Orders calendar months as they follow each other in a year that begins with ``first_month``."""
    return tuple(sorted(months, key=lambda month: (month - first_month) % MONTHS))


def describe_rhythm(rhythm: Rhythm) -> str:
    """Describes a rhythm in words: 1月起，4 期：一季度、上半年、前三季度、全年."""
    return f"{rhythm.first_month}月起，{rhythm.last} 期：{'、'.join(rhythm.labels[1:])}"


@dataclass(frozen=True)
class PlannedPeriod:
    """A period as it would be set up: what it reports on, and the default days of its filing."""

    label: str
    begins_on: date
    ends_on: date
    opens_on: date
    due_on: date


def list_planned_periods(rhythm: Rhythm, year: int, workdays: Workdays) -> list[PlannedPeriod]:
    """Lists the periods of a year with their default days; each reports from the beginning of the year."""
    start = rhythm.compute_year_start(year)
    quarters = (Quarter(year, number, rhythm) for number in rhythm.numbers)
    return [
        PlannedPeriod(
            each.label,
            start,
            each.ends_on,
            each.compute_default_opening(),
            workdays.on_or_after(each.compute_default_due()),
        )
        for each in quarters
    ]


def count_kept_periods(before: Rhythm, after: Rhythm) -> int:
    """Counts the first periods that stay the same: the same months of the same year, and the last one the last."""
    if before.first_month != after.first_month:
        return 0
    same = 0
    for old, new in zip(before.passed, after.passed, strict=False):
        if old != new or (same + 1 == before.last) != (same + 1 == after.last):
            break
        same += 1
    return same


def describe_rhythm_change_refusal(plan: Plan, after: Rhythm) -> str:
    """Describes why a plan cannot have another rhythm: a period that would go or change has something in it; "" if it can.

    Callers that write have locked the plan and its periods.
    """
    kept, rhythm = count_kept_periods(plan.rhythm, after), plan.rhythm
    lost = [number for number in sorted(set(_iterate_used_numbers(plan))) if kept < number]
    if not lost:
        return ""
    labels = "、".join(rhythm.get_label(min(number, rhythm.last)) for number in lost)
    return f"{plan}{labels}已开启填报，或已有调整、办结等记录，不能取消或改动；只能更改其后的填报期。"


def _iterate_used_numbers(plan: Plan) -> Iterator[int]:
    """Yields the numbers of the periods in which something is, or from which on something holds."""
    yield from plan.periods.exclude(state=PeriodState.PLANNED).values_list("number", flat=True)
    held: Sequence = (
        ProgressEntry.every.filter(period__plan=plan).aggregate(last=Max("period__number"))["last"],
        ChangeRequest.objects.filter(period__plan=plan).aggregate(last=Max("period__number"))["last"],
        Edition.objects.filter(task__plan=plan).aggregate(last=Max("since"))["last"],
        PlanChange.objects.filter(plan=plan).aggregate(last=Max("since"))["last"],
        plan.sources.aggregate(last=Max("since"))["last"],
        ReportParagraph.objects.filter(plan=plan).aggregate(last=Max("number"))["last"],
        Ending.objects.filter(task__plan=plan).aggregate(last=Max("since"))["last"],
    )
    yield from (number for number in held if number)


def select_planned_periods(plan: Plan, kept: int):
    """Selects the periods behind the first ``kept`` that nobody has opened."""
    return Period.objects.filter(plan=plan, number__gt=kept, state=PeriodState.PLANNED)
