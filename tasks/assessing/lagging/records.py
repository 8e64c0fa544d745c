"""预警: the facts that the lagging rules read and the signals that they return, as frozen values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tasks.assessing.deadlines import find_course_end, is_start_asked
from tasks.assessing.lagging.codes import SOURCES, SignalCode
from tasks.enums import Comparison, Course, FigureState, IndicatorKind, Severity, TaskKind
from tasks.periods import Quarter

PROGRESS, PROBLEM, NEXT_STEP, TASK, MILESTONE = "progress", "problem", "next_step", "task", "milestone"
"""The source of a quote. The first three are also the names of the texts of ``Facts``."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of one of the four texts, or of a milestone's: the characters from ``start`` to ``end`` (half-open)."""

    text: str
    start: int
    end: int
    source: str = PROGRESS


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """A commitment and its figure in this period.

    Attributes:
        target, value, previous: in ``unit``. ``value`` is None if nothing was reported, which is not zero;
            ``previous`` is the value in the last filed entry.
        period_targets: calendar months with the cumulative targets at their ends in ``unit``, for ``Course.BY_PERIOD``.
        state: what the sentence says of ``value``; None if ``value`` is.
        quote: the words from which ``value`` was read; "" if a person typed it.
        confidence: 0 to 1, how sure it is that ``value`` answers this target; 1 if a person typed the value.
        is_confirmed: whether a person confirmed the indicator; a proposal weighs less.
        span: the position in the task text; None if it is unknown.
    """

    measure: str
    kind: IndicatorKind
    comparison: Comparison
    target: Decimal
    unit: str
    course: Course = Course.LINEAR
    period_targets: tuple[tuple[int, Decimal], ...] = ()
    value: Decimal | None = None
    state: FigureState | None = None
    quote: str = ""
    confidence: float = 1.0
    previous: Decimal | None = None
    is_confirmed: bool = False
    span: tuple[int, int] | None = None

    @property
    def reported(self) -> Decimal:
        """``value``, for rules that apply only if there is one; raises ValueError otherwise."""
        if self.value is None:
            raise ValueError(f"未报完成数：{self.measure}")
        return self.value

    @property
    def is_accumulated(self) -> bool:
        """Whether the figure grows from zero to its target: a cumulative figure, or an amount to be cut.

        A rate of decline (能耗下降3%) is never scaled by months.
        """
        is_cut = self.kind is IndicatorKind.LOWER and self.comparison is not Comparison.AT_MOST
        return self.kind is IndicatorKind.CUMULATIVE or (is_cut and self.unit not in ("%", "％"))


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A step of a task, the day by which it is to be reached, and whether a filed entry reports it as reached."""

    text: str
    due: date
    is_done: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """A task in one period, with what was filed.

    Attributes:
        text: the task as printed.
        quarter: the cumulative window of the period.
        progress, problem, next_step: the unit's own words; "" if empty.
        previous_progress: the progress of the last filed entry; None without one.
        indicators: the proposed and confirmed indicators, without the rejected ones.
        is_filed: whether the unit has filed.
        is_past_filing: whether the filing is overdue, or the period takes none any more.
        due: the day by which the task must be done, or begun if it asks for no more; None means the end of the year.
        due_text: the cell 完成时限 as printed.
        as_of: the day for which the facts are known: the deadline of the filing, or today if that is earlier; None means
            the last day of the period.
        behind_before: the length of the streak that ends with the previous period.
        is_done: whether the office has decided that the task is done (销号), so that no rule speaks of it any more.
        milestones: the steps of the task, by day.
    """

    kind: TaskKind
    text: str
    quarter: Quarter
    progress: str = ""
    problem: str = ""
    next_step: str = ""
    previous_progress: str | None = None
    indicators: tuple[IndicatorFacts, ...] = ()
    is_filed: bool = True
    is_past_filing: bool = True
    due: date | None = None
    due_text: str = ""
    as_of: date | None = None
    behind_before: int = 0
    is_done: bool = False
    milestones: tuple[MilestoneFacts, ...] = ()

    @property
    def is_whole_year(self) -> bool:
        return self.quarter.is_last

    @property
    def months(self) -> int:
        """The months of the year that have passed at the end of the window: 3, 6, 9 or 12."""
        return self.quarter.months

    @property
    def deadline(self) -> date:
        """The day by which the task must be done, the end of the year unless ``due`` is given and asks for more than a start."""
        return self.course_end or self.quarter.year_ends_on

    @property
    def due_words(self) -> str:
        """The words that say what is due: the wording, and the cell 完成时限."""
        return f"{self.text}，{self.due_text}"

    @property
    def is_start_due(self) -> bool:
        """Whether the task has to be begun by ``due``, not done."""
        return self.due is not None and is_start_asked(self.due_text, self.text, *self._plan_year)

    @property
    def _plan_year(self) -> tuple[int, int]:
        """The year of the plan, and the month with which it begins."""
        return self.quarter.year, self.quarter.rhythm.first_month

    @property
    def course_end(self) -> date | None:
        """The day until which the course of the figures runs, where it is not the end of the year."""
        return find_course_end(self.due, self.due_text, self.text, *self._plan_year)

    @property
    def time_share(self) -> Decimal:
        """时间进度: the share of the time until the task's own deadline that has passed, 0 to 1."""
        return self.quarter.compute_share_until(self.course_end)

    @property
    def days_to_due(self) -> int | None:
        """The days left until the task's own deadline, negative once it has passed; None without one."""
        return (self.due - (self.as_of or self.quarter.ends_on)).days if self.due else None


@dataclass(frozen=True, slots=True)
class Signal:
    """What a rule found, with its evidence. It is a suggestion, never a judgement.

    Attributes:
        message: in Chinese, for the office.
        quotes: the words that prove it; empty if the evidence is that something is missing.
        arithmetic: the printed calculation ("301 ÷ 1500 = 20.1 %，时间进度 50 %"), or None.
    """

    code: SignalCode
    severity: Severity
    message: str
    quotes: tuple[Quote, ...] = ()
    arithmetic: str | None = None

    @property
    def rule(self) -> str:
        """The source of the rule, in Chinese."""
        return SOURCES[self.code]

    @property
    def quote(self) -> str:
        """All quotes in one line, each once."""
        return "；".join(dict.fromkeys(quote.text for quote in self.quotes))

    def as_dict(self) -> dict[str, Any]:
        """Converts to JSON values: the keys of ``assess --json``, and the rule and the spans."""
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "quote": self.quote,
            "arithmetic": self.arithmetic,
            "message": self.message,
            "rule": self.rule,
            "spans": [[quote.source, quote.start, quote.end] for quote in self.quotes],
        }
