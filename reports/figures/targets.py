"""主要指标: the value that a period reports of an item's main indicator, against its target and what is expected by now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, prefetch_related_objects

from reports.charts import Bullet
from reports.figures.courses import compute_expected_value
from tasks.assessing.facts import INDICATORS, build_unreported_facts, list_reported_values
from tasks.assessing.lagging import is_growing_from_zero
from tasks.assessing.live_figures import compare_with_course
from tasks.decimals import compute_percent, format_decimal
from tasks.enums import Comparison, IndicatorKind, IndicatorState, TaskKind
from tasks.models import Indicator, ProgressEntry, Reading
from tasks.models.plan import list_related
from tasks.plans.deadlines import find_confirmed_day

READINGS = Prefetch("readings", Reading.objects.select_related("indicator"))
#: indicators without a number that could be held against the target
WITHOUT_VALUE = (IndicatorKind.EVENT, IndicatorKind.RELATIVE)
#: an item's entry with its main indicator
Pair = tuple[ProgressEntry, Indicator]
#: so many rates, and so many figures that grow, are the main ones
HEADLINES = 5


@dataclass(frozen=True)
class MainFigure:
    """The main indicator of an item in a period.

    Attributes:
        value: what the period's filed entry reports; None for nothing.
        expected: what its course expects by the end of the period; None where it expects nothing in between.
        is_growing: whether the value grows through the year, so that a share of the target can be told.
        word, token: the value against what is expected; "" without a value.
    """

    entry: ProgressEntry
    indicator: Indicator
    value: Decimal | None
    expected: Decimal | None
    is_growing: bool
    word: str
    token: str

    @property
    def is_behind(self) -> bool:
        return self.token == "late"  # noqa: S105  a colour

    @property
    def is_reached(self) -> bool:
        return self.token == "ok"  # noqa: S105  a colour

    @property
    def bullet(self) -> Bullet:
        return Bullet(self.value, self.indicator.value, self.expected, is_behind=self.is_behind)

    @property
    def is_ceiling(self) -> bool:
        """Whether the target is the most that the value may be."""
        return self.indicator.comparison == Comparison.AT_MOST

    @property
    def verdict(self) -> str:
        """The value against the target in a word: its share, 达到, or how much is missing; 未报 without a value."""
        if self.value is None:
            return "未报"
        if self.percent is not None:
            return f"{self.percent}%"
        if self.is_reached:
            return "达到"
        missing = abs(self.indicator.value - self.value)
        return f"差 {format_decimal(missing)}"

    @property
    def percent(self) -> int | None:
        """The share of the target in percent; None without a value, and for a rate."""
        if self.value is None or not self.is_growing or self.indicator.value <= 0:
            return None
        return compute_percent(self.value, self.indicator.value)


def list_main_figures(
    entries: Sequence[ProgressEntry], *, suggested: bool, choose: Callable[[list[Pair]], list[Pair]] = list
) -> list[MainFigure]:
    """Lists the items that have an indicator with a number, in the given order; in two queries.

    Args:
        entries: of one period, with edition and task loaded.
        suggested: also with indicators that nobody has confirmed, and with figures read in the texts.
        choose: chooses of all items, each with its main indicator, those to list.
    """
    main = _map_task_to_main_indicator(entries, suggested=suggested)
    chosen = choose([(entry, main[entry.task_id]) for entry in entries if entry.task_id in main])
    prefetch_related_objects([entry for entry, _ in chosen], READINGS)
    return [_build_main_figure(entry, indicator, read=suggested) for entry, indicator in chosen]


def choose_headlines(pairs: list[Pair], at_most: int = HEADLINES) -> list[Pair]:
    """Chooses the rates of the 预期目标, and as many figures that grow through the year: first those of the targets, then of
    other items, those behind first and those not filed last."""
    targets = [pair for pair in pairs if pair[0].task.kind == TaskKind.TARGET]
    others = [pair for pair in pairs if pair[0].task.kind != TaskKind.TARGET]
    growing = [pair for pair in (*targets, *sorted(others, key=_rank_headline)) if _is_growing(pair[1])]
    return [*[pair for pair in targets if not _is_growing(pair[1])][:at_most], *growing[:at_most]]


def _rank_headline(pair: Pair) -> tuple[bool, bool]:
    entry = pair[0]
    return not entry.stood_behind, not entry.is_handed_over


def _is_growing(indicator: Indicator) -> bool:
    return is_growing_from_zero(build_unreported_facts(indicator))


def _map_task_to_main_indicator(entries: Sequence[ProgressEntry], *, suggested: bool) -> dict[int, Indicator]:
    """Maps each task to its first confirmed indicator, or else its first proposed one."""
    states = (IndicatorState.CONFIRMED, IndicatorState.PROPOSED) if suggested else (IndicatorState.CONFIRMED,)
    # fetched already where the facts of the same entries were gathered
    prefetch_related_objects(entries, INDICATORS)
    known = (one for entry in entries for one in list_related(entry.task, "indicators"))
    ordered = sorted(
        (one for one in known if one.state in states and one.kind not in WITHOUT_VALUE),
        key=lambda one: (one.state != IndicatorState.CONFIRMED, one.position),
    )
    return {one.task_id: one for one in reversed(ordered)}


def _build_main_figure(entry: ProgressEntry, indicator: Indicator, *, read: bool) -> MainFigure:
    ((_, reported),) = list_reported_values([indicator], [entry], read=read)
    value = next((value for _, value in reported), None)
    word, token = compare_with_course(entry, indicator, value, find_confirmed_day(entry.edition))
    is_growing = _is_growing(indicator)
    expected = compute_expected_value(entry, indicator) if is_growing else None
    return MainFigure(entry, indicator, value, expected, is_growing, word, token)
