"""What the machine reads out of a text for the figures a unit reports, while it is being written. Nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.assessing.facts import build_unreported_facts, get_lagging_rules, match_indicators
from tasks.assessing.lagging import Facts, Signal, behind
from tasks.assessing.quantities import Match
from tasks.enums import FigureState, Severity
from tasks.models import Indicator, ProgressEntry

TOKENS = {Severity.HIGH: "late", Severity.MEDIUM: "watch", Severity.LOW: "watch"}


@dataclass(frozen=True)
class RecognizedFigure:
    """One indicator with what the text says of it.

    Attributes:
        match: the figure read; None when the text gives none.
        is_sure: read surely enough, and of something done, to stand in the form by itself.
    """

    indicator: Indicator
    match: Match | None
    is_sure: bool

    @property
    def value(self) -> Decimal | None:
        return self.match.value if self.match else None

    @property
    def words(self) -> str:
        """Where the figure stands, and with what doubt, in one Chinese line."""
        if self.match is None:
            return "文中没有读出这个数"
        doubt = "" if self.is_sure else "，请核对"
        state = "" if self.match.state == FigureState.ACHIEVED else f"（{self.match.state.label}，不算完成）"
        said = f"{self.match.value.normalize():f}{self.match.unit}"
        converted = "" if said in self.match.quote else f"，即 {said}"
        return f"读自“{self.match.quote}”{converted}{state}{doubt}"


def recognize_figures(
    entry: ProgressEntry, indicators: Sequence[Indicator], text: str
) -> list[RecognizedFigure]:
    """What ``text`` says of each indicator, in their order."""
    rules = get_lagging_rules(entry.period.plan)
    return [
        RecognizedFigure(indicator, found, _is_sure(found, rules.confidence))
        for indicator, found in zip(
            indicators, match_indicators(indicators, entry.edition.text, text), strict=True
        )
    ]


def _is_sure(found: Match | None, least: Decimal) -> bool:
    return found is not None and found.state == FigureState.ACHIEVED and found.confidence >= least


def compare_with_course(entry: ProgressEntry, indicator: Indicator, value: Decimal | None) -> tuple[str, str]:
    """A value against what is expected by the end of the period: Chinese words and colour token; empty without one."""
    if value is None:
        return "", "none"
    signal = _find_course_signal(entry, indicator, value)
    if signal is None:
        return "达到进度", "ok"
    return signal.arithmetic or signal.message, TOKENS[signal.severity]


def _find_course_signal(entry: ProgressEntry, indicator: Indicator, value: Decimal) -> Signal | None:
    known = replace(build_unreported_facts(indicator), value=value, state=FigureState.ACHIEVED)
    asked = Facts(
        kind=entry.task.kind,
        text=entry.edition.text,
        quarter=entry.period.quarter,
        indicators=(known,),
    )
    return next(behind.detect_lagging_figures(asked, get_lagging_rules(entry.period.plan)), None)
