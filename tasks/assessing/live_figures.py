"""填报: reads the figures of the indicators out of a text while it is being written; stores nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tasks.assessing.facts import build_unreported_facts, get_lagging_rules, match_indicators
from tasks.assessing.lagging import Facts, Signal, behind
from tasks.assessing.quantities import Match
from tasks.assessing.quoted import ReadNumbers, read_indicator_numbers
from tasks.decimals import format_decimal
from tasks.enums import FigureState, Severity
from tasks.models import Indicator, ProgressEntry

TOKENS = {Severity.HIGH: "late", Severity.MEDIUM: "watch", Severity.LOW: "watch"}


@dataclass(frozen=True)
class RecognizedFigure:
    """An indicator and the figure that the text gives for it.

    Attributes:
        match: the figure; None if the text gives none.
        is_sure: whether the figure is achieved and read with enough confidence to be filled into the form.
        beside: the rank and the second basis that the text gives.
    """

    indicator: Indicator
    match: Match | None
    is_sure: bool
    beside: ReadNumbers

    @property
    def value(self) -> Decimal | None:
        return self.match.value if self.match else None

    @property
    def words(self) -> str:
        """One line in Chinese that quotes the figure and says whether it needs checking."""
        return f"{self._figure_words}；{self.beside.words}" if self.beside.words else self._figure_words

    @property
    def _figure_words(self) -> str:
        if self.match is None:
            return "文中没有读出这个数"
        why = f"，{self.match.doubt.words}" if self.match.doubt else ""
        doubt = "" if self.is_sure and not why else f"{why}，请核对"
        state = "" if self.match.state == FigureState.ACHIEVED else f"（{self.match.state.label}，不算完成）"
        said = f"{format_decimal(self.match.value)}{self.match.unit}"
        converted = "" if said in self.match.quote else f"，即 {said}"
        return f"读自“{self.match.quote}”{converted}{state}{doubt}"


def recognize_figures(entry: ProgressEntry, indicators: Sequence[Indicator], text: str) -> list[RecognizedFigure]:
    """Recognizes the figure for each indicator in ``text``, in their order."""
    rules = get_lagging_rules(entry.period.plan)
    matches = match_indicators(indicators, entry.edition.text, text)
    beside = read_indicator_numbers(indicators, entry.edition.text, text, matches)
    return [
        RecognizedFigure(indicator, match, _is_sure(match, rules.confidence), numbers)
        for indicator, match, numbers in zip(indicators, matches, beside, strict=True)
    ]


def _is_sure(match: Match | None, least: Decimal) -> bool:
    if match is None or (match.doubt and match.doubt.is_grave):
        return False
    return match.state == FigureState.ACHIEVED and match.confidence >= least


def compare_with_course(
    entry: ProgressEntry, indicator: Indicator, value: Decimal | None, due: date | None
) -> tuple[str, str]:
    """Compares a value with the value expected by the end of the period, as the rules of 预警 do.

    Args:
        due: the item's own day as the reader of the words may know it (``tasks.plans.deadlines.read_item_deadline``).

    Returns:
        A Chinese text and a colour token; an empty text and ``none`` if there is no value.
    """
    if value is None:
        return "", "none"
    signal = _find_course_signal(entry, indicator, value, due)
    if signal is None:
        return "达到进度", "ok"
    return signal.arithmetic or signal.message, TOKENS[signal.severity]


def _find_course_signal(entry: ProgressEntry, indicator: Indicator, value: Decimal, due: date | None) -> Signal | None:
    reported = replace(build_unreported_facts(indicator), value=value, state=FigureState.ACHIEVED)
    facts = Facts(
        kind=entry.task.kind,
        text=entry.edition.text,
        quarter=entry.period.quarter,
        indicators=(reported,),
        due=due,
        due_text=entry.edition.due,
    )
    return next(behind.detect_lagging_figures(facts, get_lagging_rules(entry.period.plan)), None)
