"""The numbers that boards, pages and the report quote: one place counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.charts import Course, Point
from tasks import periods
from tasks.enums import UNFILED, Comparison, IndicatorKind, Outcome, TaskKind
from tasks.facts import indicator_plan
from tasks.lagging import expected_at, grows_from_zero
from tasks.models import Indicator, ProgressEntry

NUMBERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Count:
    """How many items of one kind there are in a period, and how they stand.

    Attributes:
        total: items in force, with or without an entry.
        told: those of which something was filed.
        behind, going: judged lagging or not reached; judged anything else. The rest is ``unjudged``.
    """

    total: int
    told: int
    behind: int
    going: int

    @property
    def unjudged(self) -> int:
        return self.total - self.behind - self.going


def counts_of(entries: Iterable[ProgressEntry], in_force: Mapping[TaskKind, int]) -> dict[TaskKind, Count]:
    """The counts of every kind.

    Args:
        entries: of one period, with task and judgement at hand.
        in_force: how many items of each kind the plan has by that period.
    """
    of_kind: dict[TaskKind, list[ProgressEntry]] = {kind: [] for kind in TaskKind}
    for entry in entries:
        of_kind[TaskKind(entry.task.kind)].append(entry)
    return {kind: _count(rows, in_force.get(kind, 0)) for kind, rows in of_kind.items()}


def _count(entries: list[ProgressEntry], in_force: int) -> Count:
    outcomes = [Outcome(entry.judgement.outcome) for entry in entries if entry.judgement]
    behind = sum(outcome.is_behind for outcome in outcomes)
    return Count(
        total=max(in_force, len(entries)),
        told=sum(entry.state not in UNFILED for entry in entries),
        behind=behind,
        going=len(outcomes) - behind,
    )


def course_of(indicator: Indicator, reported: Sequence[tuple[ProgressEntry, Decimal | None]]) -> Course:
    """An indicator's way through the year, to be drawn.

    Args:
        reported: the entries of the task's periods in order, with the value of each; None where none was reported.
    """
    points = [
        Point(Decimal(entry.period.number) / 4, value, entry.period.label)
        for entry, value in reported
        if value is not None
    ]
    last = [entry for entry, value in reported if value is not None][-1:]
    return Course(
        title=indicator.measure,
        unit=indicator.unit,
        target=indicator.value,
        expected=_expected(indicator),
        reported=points,
        is_behind=bool(last) and _is_behind(last[0], points[-1].value, indicator),
    )


def _expected(indicator: Indicator) -> list[Point]:
    plan = indicator_plan(indicator)
    if not grows_from_zero(plan):
        return [Point(Decimal(at), indicator.value, "") for at in (0, 1)]
    way = [(number, expected_at(plan, number)) for number in NUMBERS]
    drawn = [Point(Decimal(n) / 4, value, periods.label_of(n)) for n, value in way if value is not None]
    return [Point(Decimal(0), Decimal(0), ""), *drawn]


def _is_behind(entry: ProgressEntry, value: Decimal, indicator: Indicator) -> bool:
    plan = indicator_plan(indicator)
    if indicator.comparison == Comparison.AT_MOST and indicator.kind == IndicatorKind.LOWER:
        return value > indicator.value
    course = expected_at(plan, entry.period.number) if grows_from_zero(plan) else indicator.value
    return course is not None and value < course
