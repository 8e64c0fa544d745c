"""What the rules read and what they answer: plain frozen values."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tasks.assessing.lagging.codes import SOURCES, SignalCode
from tasks.enums import Comparison, Course, FigureState, IndicatorKind, Outcome, Severity, TaskKind
from tasks.periods import Quarter

PROGRESS, PROBLEM, NEXT_STEP, TASK = "progress", "problem", "next_step", "task"
"""Which of the texts a quotation stands in."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of one of the four texts: ``text`` is what stands from ``start`` to ``end`` (half-open)."""

    text: str
    start: int
    end: int
    source: str = PROGRESS


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """One commitment and what is known of it in this period.

    Attributes:
        target, value, previous: in ``unit``. ``value`` is None where nothing was reported; that is not zero.
        quarter_targets: cumulative targets of 一季度, 上半年, 前三季度 in ``unit``, for ``Course.QUARTERLY``;
            a missing one is None.
        state: what the sentence says of ``value``; None together with it.
        quote: the words ``value`` was read from; "" when a person typed it.
        confidence: 0 to 1, how sure the reader is that ``value`` answers this target; 1 when a person confirmed.
        is_confirmed: a person confirmed the indicator (a proposal weighs less).
        span: characters of the task text.
    """

    measure: str
    kind: IndicatorKind
    comparison: Comparison
    target: Decimal
    unit: str
    course: Course = Course.LINEAR
    quarter_targets: tuple[Decimal | None, ...] = ()
    value: Decimal | None = None
    state: FigureState | None = None
    quote: str = ""
    confidence: float = 1.0
    previous: Decimal | None = None
    is_confirmed: bool = False
    span: tuple[int, int] | None = None

    @property
    def reported(self) -> Decimal:
        """``value``, for rules that hold only where there is one.

        Raises:
            ValueError: nothing was reported.
        """
        if self.value is None:
            raise ValueError(f"未报完成数：{self.measure}")
        return self.value

    @property
    def is_accumulated(self) -> bool:
        """Whether the figure grows from zero to its target: a cumulative one, or an amount to be cut.

        A rate of decline (能耗下降3%) is a rate: never scaled by months.
        """
        is_cut = self.kind is IndicatorKind.LOWER and self.comparison is not Comparison.AT_MOST
        return self.kind is IndicatorKind.CUMULATIVE or (is_cut and self.unit not in ("%", "％"))


@dataclass(frozen=True, slots=True)
class Facts:
    """One task in one period, as far as it was filed.

    Attributes:
        kind: which list of the plan.
        text: the task as printed.
        quarter: the cumulative window that is reported.
        progress, problem, next_step: the unit's own words; "" when empty.
        previous_progress: the words of the period before; None when there was none.
        indicators: proposed and confirmed ones, without the rejected.
        is_filed: whether the unit has filed.
        is_past_filing: nobody expects a filing any more: the deadline has passed, or the period takes none.
        due: when the task itself must be done; None means the end of the year.
        claim: what the unit or the office says of the item, if anything.
        behind_before: in how many periods of this year running, the last of them the period before, the item was
            behind.
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
    claim: Outcome | None = None
    behind_before: int = 0

    @property
    def is_whole_year(self) -> bool:
        return self.quarter.number == 4

    @property
    def months(self) -> int:
        """Months gone at the end of the window: 3, 6, 9 or 12."""
        return self.quarter.number * 3

    @property
    def deadline(self) -> date:
        """The day by which the task must be done."""
        return self.due or date(self.quarter.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Signal:
    """What a rule found, with its evidence. A suggestion, never a judgement.

    Attributes:
        quotes: the words that show it; empty when the evidence is that there are none.
        arithmetic: the calculation as printed ("301 ÷ 1500 = 20.1 %，时间进度 50 %"), or None.
        message: in Chinese, for the office.
    """

    code: SignalCode
    severity: Severity
    message: str
    quotes: tuple[Quote, ...] = ()
    arithmetic: str | None = None

    @property
    def rule(self) -> str:
        """Where the rule comes from."""
        return SOURCES[self.code]

    @property
    def quote(self) -> str:
        """All quoted words in one line, each once."""
        return "；".join(dict.fromkeys(quote.text for quote in self.quotes))

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready, with the keys of ``assess --json`` and the spans and rule besides."""
        return {
            "code": self.code.value,
            "severity": self.severity.value,
            "quote": self.quote,
            "arithmetic": self.arithmetic,
            "message": self.message,
            "rule": self.rule,
            "spans": [[quote.source, quote.start, quote.end] for quote in self.quotes],
        }
