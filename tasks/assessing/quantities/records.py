"""量化指标: quantities, commitments, figures and matches, as frozen values."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tasks.assessing.quantities.certainty import Doubt
from tasks.enums import Comparison, FigureState, IndicatorKind, UpperLevel


class Span(NamedTuple):
    """The position of a piece of text, half-open: ``text[span.start:span.end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit in a text.

    Attributes:
        value: in ``unit``; the lower end of a range.
        upper: the upper end of a range, else None.
        unit: as printed, with a 万 or 亿 directly before it; "" if no unit is printed.
        span: number, unit and anything between them.
        is_vague: whether 余, 多, 几 or 来 follows the number.
        doubt: why it may have been read wrong; None if nothing speaks against it.
    """

    value: Decimal
    unit: str
    span: Span
    upper: Decimal | None = None
    is_vague: bool = False
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A quantified commitment of a task text.

    Attributes:
        measure: what is counted: action and noun ("新增公共停车位") or the indicator's name ("民间投资占比").
        comparison: how a figure is compared with ``value``.
        value: in ``unit``, as printed ("150万平方米" is 150). A relative target ("与经济增长基本同步") has the
            value 0 in 个百分点: the allowed difference of the two rates; one that names the difference
            ("高于全市平均2个百分点") has that, negative for 低于. A drop ("压减11家", "能耗下降3%") has the printed,
            positive value. 清零 and 零发生 have the value 0.
        unit: as printed, with 万 and 亿; "" if the document has lost it.
        kind: how the figure develops through the year. ``LOWER`` with ``AT_MOST`` is a ceiling (失业率5.5%以内);
            ``LOWER`` with any other comparison is an amount to be cut (压减企业11家), of which more is better.
            ``EVENT`` is a target of several years (三年翻两番): nothing says how much of it is due this year.
        span: the quantity with the comparing words around it ("约60公里", "80%以上").
        quote: the text of ``span``.
        upper: the upper end of a range, else None.
        until: the year by which it is to be reached, where the sentence names one (到2027年).
        doubt: why a person should look at it; None if nothing speaks against it.
    """

    measure: str
    comparison: Comparison
    value: Decimal
    unit: str
    kind: IndicatorKind
    span: Span
    quote: str
    upper: Decimal | None = None
    until: int | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure stated in a progress text.

    Attributes:
        measure: action and noun, or the indicator's name; "" if the sentence names none.
        value: in ``unit``, as printed; a drop is negative (同比下降2.6% is -2.6).
        unit: as printed, with 万 and 亿; "" if none is printed.
        kind: ``GROWTH`` for a rate of change, ``LEVEL`` for a share or rate, else ``CUMULATIVE``.
        state: what the sentence says of it; only ``ACHIEVED`` may be counted as done.
        as_of: the cut-off date or period as printed (截至6月30日, 1-6月, 上半年), or None.
        span: number with unit.
        quote: its clause.
        topic: the heading of its paragraph (社区停车场：…), or "".
        sentence: its sentence, shortened if it is very long.
        is_partial: whether it is a part of an earlier figure (其中…, in brackets).
        is_total: whether the text calls it a total (累计, 共计, 合计).
        is_target_share: whether it is the share of the year's target that is done (完成全年任务的62%).
        is_base: whether it is the value before a change (由80天压缩至55天).
        is_preliminary: whether it counts plans, surveys or papers (完成方案设计110万平方米), not the work itself.
        is_increase: whether the words before an amount say that it grew (反而增加4家).
        is_hoped: whether it is what something not yet finished may bring (建成后可新增),
            or what may bring it, which is no figure of this year.
        clause_words: its clause from the figure before to the one behind.
        doubt: why it may have been read wrong; None if nothing speaks against it.
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
    is_increase: bool = False
    is_hoped: bool = False
    clause_words: str = ""
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The best figure for a commitment, and the reason.

    Attributes:
        figures: the figures used; more than one if listed parts were added up.
        value: in ``unit``; positive for a drop, as in the commitment, and negative for a rise where a drop is wanted.
        unit: the commitment's unit, or the figure's if the commitment has none.
        state: the state of the figures with regard to the commitment.
        confidence: 0 to 1; below 0.5 a person should check it before it is used.
        reason: in Chinese, for the person who confirms.
        quote: the clause of the progress text.
        doubt: the gravest doubt about its numbers; None if there is none.
    """

    commitment: Commitment
    figures: tuple[Figure, ...]
    value: Decimal
    unit: str
    state: FigureState
    confidence: float
    reason: str
    quote: str
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class OutsideRank:
    """A place among others outside the district (位次) that a progress text claims.

    Attributes:
        scope: among whom, as written (全市, 中心城区, 38个区县); "" where the text does not say.
        place: 1 is the first.
        of: the number of places, where the text says it; never below ``place``.
        is_shared: whether others hold the same place (并列).
        is_of_growth: whether the rate of change is ranked (增速居第3), or the value (总量居第3); None if it does not say.
        span: the words from the scope to the place and what is said of it.
        quote: the text of ``span``.
    """

    scope: str
    place: int
    of: int | None
    is_shared: bool
    is_of_growth: bool | None
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class SecondBasis:
    """A figure of a progress text that restates another one on a second basis (另一口径).

    Attributes:
        basis: the words of the basis (扣除留抵退税因素后).
        value: in ``unit``, as printed; a drop is negative.
        span: number with unit.
        quote: the words from the basis to the number, or the number if the basis stands behind it.
        main: the figure that it restates.
    """

    basis: str
    value: Decimal
    unit: str
    span: Span
    quote: str
    main: Figure


@dataclass(frozen=True, slots=True)
class UpperTarget:
    """A target that an upper level has handed down (上级目标), beside the own one.

    Attributes:
        level: who handed it down.
        value: in ``unit``, as printed.
        span: number with unit.
        quote: the words from the level to the number.
        own: the span of the own number beside which it stands.
    """

    level: UpperLevel
    value: Decimal
    unit: str
    span: Span
    quote: str
    own: Span
