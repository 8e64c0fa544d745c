"""历年: the values of measures over the years, each with its source. Nothing is stored here: what an entry or a plan report
says is read where it stands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import Max, OuterRef, Prefetch, Subquery

from tasks.assessing.facts import COUNTED, build_commitment, list_indicator_facts
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit
from tasks.decimals import compute_percent, format_decimal
from tasks.enums import Comparison, FigureState, IndicatorKind, IndicatorState, MeasureLinkState, OutcomeState, TaskKind
from tasks.models import (
    Indicator,
    Measure,
    MeasureLink,
    MeasureOutcome,
    ProgressEntry,
    Reading,
    ReportedOutcome,
    User,
)
from tasks.queries import select_visible_entries, select_visible_tasks
from tasks.visible_words import read_filed_figures

#: so many texts are read for a page for figures that nobody typed; one takes some milliseconds
MOST_READ = 150
#: how final a value is, the most final first; a filed entry stands behind what was settled since
FINALITY = (OutcomeState.FINAL.label, FigureState.ACHIEVED.label, OutcomeState.PRELIMINARY.label)


@dataclass(frozen=True)
class YearTarget:
    """A target of a year: what an item promises.

    Attributes:
        value: in the unit of the measure.
    """

    indicator: Indicator
    value: Decimal

    @property
    def label(self) -> str:
        """Without the unit, which the measure has: 1500."""
        return format_decimal(self.value)

    @property
    def told(self) -> str:
        """With the word that compares it: 不低于 1500, 5.5左右."""
        comparison = self.indicator.comparison
        if comparison == Comparison.ABOUT:
            return f"{self.label}{comparison.label}"
        return f"{comparison.label} {self.label}".strip()

    @property
    def is_confirmed(self) -> bool:
        return self.indicator.state == IndicatorState.CONFIRMED

    @property
    def is_ceiling(self) -> bool:
        return self.indicator.comparison == Comparison.AT_MOST


@dataclass(frozen=True)
class YearValue:
    """A value of a year with its source: an entry, a figure of a plan report, or what a person wrote down.

    Attributes:
        value: in the unit of the measure.
        state: how final it is, in a word.
        beside: rank, second basis.
        quote: the words in which it stands, as far as they are known.
        is_read: whether the machine read it in the text of the entry and nobody typed it.
    """

    year: int
    value: Decimal
    state: str
    entry: ProgressEntry | None = None
    indicator: Indicator | None = None
    reported: ReportedOutcome | None = None
    outcome: MeasureOutcome | None = None
    beside: str = ""
    quote: str = ""
    is_read: bool = False

    @property
    def label(self) -> str:
        return format_decimal(self.value)

    @property
    def is_year_end(self) -> bool:
        return self.entry is None or self.entry.period.quarter.is_last

    @property
    def period(self) -> str:
        return self.entry.period.label if self.entry else "全年"

    def is_at(self, other: "YearValue") -> bool:
        """Whether it tells of the same time: the end of the year, or the same period."""
        return (self.is_year_end and other.is_year_end) or self.period == other.period

    @property
    def source(self) -> str:
        """Where it stands, in words."""
        if self.entry and self.indicator:
            return f"{self.entry.period}　{self.indicator.task}"
        if self.reported:
            return f"{self.reported.report}"
        return self.outcome.source if self.outcome else ""

    @property
    def is_of_aim(self) -> bool:
        """Whether it stands with one of the year's expected targets (预期目标), which go before the tasks that repeat them."""
        return self.indicator is not None and self.indicator.task.kind == TaskKind.TARGET

    @property
    def rank(self) -> tuple[int, bool]:
        """Its place among the values of one time: the most final first, then that of an expected target."""
        return FINALITY.index(self.state) if self.state in FINALITY else len(FINALITY), not self.is_of_aim


@dataclass
class MeasureYear:
    """One year of a measure.

    Attributes:
        values: all that is known of it, in the order of the periods.
        entries: those of the year's end, whose judgement says how the items ended.
    """

    measure: Measure
    year: int
    targets: list[YearTarget] = field(default_factory=list)
    values: list[YearValue] = field(default_factory=list)
    entries: list[ProgressEntry] = field(default_factory=list)

    @property
    def target(self) -> YearTarget | None:
        """The target that holds: the highest demand (按高要求执行)."""
        if not self.targets:
            return None
        ceiling = self.targets[0].is_ceiling
        return (min if ceiling else max)(self.targets, key=lambda one: one.value)

    @cached_property
    def outcome(self) -> YearValue | None:
        """What the year reached: of several values the most final one; None while the year is not over."""
        ends = [one for one in self.values if one.is_year_end]
        return min(ends, key=lambda one: one.rank, default=None)

    @cached_property
    def latest(self) -> YearValue | None:
        """The last value of a year that is not over, of several of one period the first by its rank."""
        if not self.values or self.outcome is not None:
            return None
        period = self.values[-1].period
        return min((one for one in self.values if one.period == period), key=lambda one: one.rank)

    @property
    def told(self) -> YearValue | None:
        """What is told of the year: its outcome, or its last value."""
        return self.outcome or self.latest

    @property
    def others(self) -> list[YearValue]:
        """The other values of the time that is told, which say something else."""
        said = self.told
        return [one for one in self.values if said and one.is_at(said) and one.value != said.value]

    @property
    def is_reached(self) -> bool | None:
        """Whether the outcome reaches the target; None where either is missing."""
        if self.outcome is None or self.target is None:
            return None
        if self.target.is_ceiling:
            return self.outcome.value <= self.target.value
        return self.outcome.value >= self.target.value

    @property
    def word(self) -> str:
        """The outcome against the target: 达到, or how much is missing; "" where either is missing."""
        if self.is_reached is None or self.outcome is None or self.target is None:
            return ""
        missing = abs(self.target.value - self.outcome.value)
        return "达到" if self.is_reached else f"{'超' if self.target.is_ceiling else '差'} {format_decimal(missing)}"

    @property
    def token(self) -> str:
        """Its colour; about a target that is only meant roughly, and by an estimate, nobody is certain."""
        if self.is_reached is None or self.target is None or self.outcome is None:
            return "none"
        if self.is_reached:
            return "ok"
        is_rough = (
            self.target.indicator.comparison == Comparison.ABOUT or self.outcome.state == OutcomeState.ESTIMATED.label
        )
        return "watch" if is_rough else "late"

    @property
    def percent(self) -> int | None:
        """The share of the target that was reached; None for rates and shares, and where either is missing."""
        said = self.told
        if self.measure.kind != IndicatorKind.CUMULATIVE or said is None or not self.target or self.target.value <= 0:
            return None
        return compute_percent(said.value, self.target.value)

    @property
    def notes(self) -> list[str]:
        """What a table says under the value: its period, the target, rank and second basis."""
        said = self.told
        period = said.period if said and not said.is_year_end else ""
        target = f"目标 {self.target.label}" if self.target else ""
        others = "、".join(dict.fromkeys(one.label for one in self.others))
        unlike = f"另一处作 {others}" if others else ""
        return [note for note in (period, target, said.beside if said else "", unlike) if note]

    @property
    def judgements(self) -> list[str]:
        """The words with which the year's end judged its items."""
        return list(dict.fromkeys(one.judgement.verdict.label for one in self.entries if one.judgement))


@dataclass
class MeasureSeries:
    """A measure with its years, the oldest first."""

    measure: Measure
    years: list[MeasureYear]

    @property
    def is_empty(self) -> bool:
        return not self.years

    def index_years(self) -> dict[int, MeasureYear]:
        return {one.year: one for one in self.years}


class MeasureHistory:
    """The series of measures, as far as a person may read; five queries, however many measures and years there are.

    Args:
        whole: with the values of all periods; else of each item the last one alone.
    """

    def __init__(self, user: User, measures: Iterable[Measure], *, whole: bool = False):
        self._user, self._whole = user, whole
        self._measures = list(measures)
        self._left_to_read = MOST_READ
        #: how many texts were not read, because there are too many
        self.unread_count = 0

    @cached_property
    def series(self) -> list[MeasureSeries]:
        years: dict[int, dict[int, MeasureYear]] = defaultdict(dict)
        by_key = {one.pk: one for one in self._measures}

        def of(measure: Measure, year: int) -> MeasureYear:
            return years[measure.pk].setdefault(year, MeasureYear(measure, year))

        links = self._list_links()
        entries = self._index_entries([link.indicator.task_id for link in links if link.indicator])
        for link in links:
            measure = by_key[link.measure_id or 0]
            if link.indicator:
                self._add_indicator(of(measure, link.indicator.task.plan.year), link.indicator, entries)
            elif link.reported:
                self._add_reported(of(measure, link.reported.report.year - 1), link.reported)
        for outcome in MeasureOutcome.objects.filter(measure__in=self._measures).select_related("recorded_by"):
            of(by_key[outcome.measure_id], outcome.year).values.append(
                YearValue(
                    outcome.year,
                    outcome.value,
                    outcome.state.label,
                    outcome=outcome,
                    beside=outcome.rank,
                    quote=outcome.quote,
                )
            )
        return [MeasureSeries(one, [years[one.pk][year] for year in sorted(years[one.pk])]) for one in self._measures]

    def _list_links(self) -> list[MeasureLink]:
        confirmed = MeasureLink.objects.filter(measure__in=self._measures, state=MeasureLinkState.CONFIRMED)
        seen = confirmed.filter(indicator__task__in=select_visible_tasks(self._user)) | confirmed.filter(
            reported__isnull=False
        )
        whole = seen.exclude(indicator__state=IndicatorState.REJECTED).select_related(
            "indicator__task__plan",
            "indicator__task__item_kind",
            "indicator__task__current",
            "reported__report",
            "decided_by",
        )
        return sorted(whole, key=_rank_link, reverse=True)

    def _index_entries(self, tasks: Sequence[int]) -> dict[int, list[ProgressEntry]]:
        filed = select_visible_entries(self._user).handed_over().filter(task__in=tasks)
        if not self._whole:
            same = ProgressEntry.objects.handed_over().filter(task=OuterRef("task")).order_by()
            last = same.values("task").annotate(last=Max("period__number")).values("last")
            filed = filed.filter(period__number=Subquery(last))
        loaded = filed.select_related("period__plan", "edition", "judgement", "returned_revision")
        found: dict[int, list[ProgressEntry]] = defaultdict(list)
        for entry in loaded.prefetch_related(
            Prefetch("readings", Reading.objects.select_related("indicator"))
        ).order_by("period__number"):
            found[entry.task_id].append(entry)
        return found

    def _add_indicator(self, year: MeasureYear, indicator: Indicator, entries: dict[int, list[ProgressEntry]]) -> None:
        measure = year.measure
        if _fits(indicator.unit, measure.unit):
            year.targets.append(YearTarget(indicator, _convert(indicator.value, indicator.unit, measure.unit)))
        for entry in entries.get(indicator.task_id, ()):
            if entry.period.quarter.is_last:
                year.entries.append(entry)
            value = self._read_value(year, indicator, entry)
            if value:
                year.values.append(value)
        year.values.sort(key=lambda one: one.entry.period.number if one.entry else 99)

    def _read_value(self, year: MeasureYear, indicator: Indicator, entry: ProgressEntry) -> YearValue | None:
        typed = next((one for one in read_filed_figures(entry) if one.indicator_id == indicator.pk), None)
        unit = year.measure.unit
        if not _fits(indicator.unit, unit):
            return None
        if typed:
            if typed.value is None or FigureState(typed.state) not in COUNTED:
                return None
            value = _convert(typed.value, indicator.unit, unit)
            return YearValue(
                year.year,
                value,
                FigureState(typed.state).label,
                entry,
                indicator,
                beside=typed.beside,
                quote=typed.quote,
            )
        if not self._left_to_read:
            self.unread_count += 1
            return None
        self._left_to_read -= 1
        (facts,) = list_indicator_facts(entry, [(indicator, build_commitment(indicator, entry.edition.text))])
        if facts.value is None or facts.state not in COUNTED:
            return None
        value = _convert(facts.value, indicator.unit, unit)
        return YearValue(year.year, value, facts.state.label, entry, indicator, quote=facts.quote, is_read=True)

    @staticmethod
    def _add_reported(year: MeasureYear, reported: ReportedOutcome) -> None:
        if _fits(reported.unit, year.measure.unit):
            value = _convert(reported.value, reported.unit, year.measure.unit)
            year.values.append(
                YearValue(
                    year.year,
                    value,
                    reported.state.label,
                    reported=reported,
                    beside=reported.rank,
                    quote=reported.quote,
                )
            )


def _rank_link(link: MeasureLink) -> tuple[int, int]:
    """The newest years first, so that their texts are read before older ones."""
    year = link.indicator.task.plan.year if link.indicator else 0
    return year, -link.pk


def _fits(unit: str, other: str) -> bool:
    return unit == other or compute_unit_affinity(unit, other) > 0


def _convert(value: Decimal, unit: str, to: str) -> Decimal:
    return value if unit == to else convert_unit(value, unit, to)
