"""What the reader of quantities hands out: plain frozen values, no behaviour beyond their own arithmetic."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tasks.enums import Comparison, FigureState, IndicatorKind


class Span(NamedTuple):
    """Characters of a text, half-open, so that ``text[span.start:span.end]`` is the quoted piece."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as it stands in a text, before anybody asks what it measures.

    Attributes:
        value: in ``unit``; of a range the lower end.
        upper: the upper end of a range, else None.
        unit: as printed, with 万 or 亿 in front when they directly precede it; "" when no unit is printed.
        span: number, unit and whatever stands between them.
        is_vague: 余, 多 or 几 stands behind the number.
    """

    value: Decimal
    unit: str
    span: Span
    upper: Decimal | None = None
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class Commitment:
    """A quantified promise of a task text.

    Attributes:
        measure: what is counted: action and noun ("新增公共停车位") or the indicator's name ("民间投资占比").
        comparison: how a figure is held against ``value``.
        value: in ``unit``, as printed ("150万平方米" is 150). A relative target ("与经济增长基本同步") has the
            value 0 in 个百分点: the allowed distance between the two rates. A drop ("压减11家", "能耗下降3%") has
            the printed, positive value.
        unit: as printed, 万 and 亿 included; "" when the document has lost it.
        kind: how the figure runs through the year. ``LOWER`` with ``AT_MOST`` is a ceiling (失业率5.5%以内);
            ``LOWER`` with any other comparison is an amount to be cut (压减企业11家), of which more is better.
        span: the words from comparison to comparison ("约60公里", "80%以上").
        quote: the text of ``span``.
        upper: the upper end of a range, else None.
    """

    measure: str
    comparison: Comparison
    value: Decimal
    unit: str
    kind: IndicatorKind
    span: Span
    quote: str
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure stated in a progress text.

    Attributes:
        measure: action and noun, or the indicator's name; "" when the sentence names none.
        value: in ``unit``, as printed; a drop is negative (同比下降2.6% is -2.6).
        unit: as printed, 万 and 亿 included; "" when none is printed.
        kind: ``GROWTH`` for a rate of change, ``LEVEL`` for a share or rate, else ``CUMULATIVE``.
        state: what the sentence says of it; only ``ACHIEVED`` may be counted as done.
        as_of: the cut-off as printed (截至6月30日, 1-6月, 上半年), or None.
        span: number with unit.
        quote: the clause it stands in.
        topic: the heading of its paragraph (社区停车场：…), or "".
        sentence: the sentence it stands in, shortened when very long.
        is_partial: it is a part of a figure given before (其中…, in brackets).
        is_total: it is said to be a running total (累计, 共计, 合计).
        is_target_share: it says which share of the year's target is done (完成全年任务的62%).
        is_base: it is the former value something moved away from (由80天压缩至55天).
        is_preliminary: it counts plans, surveys or papers (完成方案设计110万平方米), not the work itself.
    """

    measure: str
    value: Decimal
    unit: str
    kind: IndicatorKind
    state: FigureState
    span: Span
    quote: str
    as_of: str | None = None
    topic: str = ""
    sentence: str = ""
    is_partial: bool = False
    is_total: bool = False
    is_target_share: bool = False
    is_preliminary: bool = False
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """The best figure for a commitment, and why.

    Attributes:
        commitment: the promise.
        figures: the figures it was read from; more than one when listed parts were added up.
        value: in ``unit``; for a drop positive, as the commitment prints it.
        unit: the commitment's unit (the figure's when the commitment lost its own).
        state: of the figures.
        confidence: 0 to 1; below 0.5 a person should look before it is used.
        reason: in Chinese, for the person who confirms.
        quote: the clause of the progress text.
    """

    commitment: Commitment
    figures: tuple[Figure, ...]
    value: Decimal
    unit: str
    state: FigureState
    confidence: float
    reason: str
    quote: str
