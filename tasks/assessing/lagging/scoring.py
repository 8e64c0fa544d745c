"""预警: weighs the signals of an item, so that the desk of the office has an order with reasons (研判队列)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tasks.assessing.lagging.codes import SignalCode
from tasks.assessing.lagging.records import PROGRESS
from tasks.assessing.lagging.rules import LaggingRules
from tasks.decimals import format_amount
from tasks.enums import Severity

WHOLE = "通篇如此"
NEARLY_ALL = Decimal("0.8")
UNSAID = frozenset(
    (SignalCode.NO_FIGURE, SignalCode.UNMENTIONED, SignalCode.NO_ENTRY, SignalCode.UNCHANGED, SignalCode.BLOCKED)
)
"""Signals that something was not told, or that others are needed: they say nothing about how far the work has come."""
PROVEN = frozenset(
    (
        SignalCode.OVERDUE,
        SignalCode.NOT_REACHED,
        SignalCode.WITHDRAWN,
        SignalCode.NO_PROGRESS,
        SignalCode.NOT_STARTED,
        SignalCode.BELOW_TARGET,
        SignalCode.ABOVE_CEILING,
        SignalCode.FIGURE_FELL,
        SignalCode.ADMITTED,
    )
)
"""Signals that the unit's own words or a target itself prove, without a course that may run otherwise."""

SAME_COURSE = (SignalCode.PACE, SignalCode.DUE_SOON)
"""Signals that say once more of the same figure that it is behind its course."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one kind of signal adds to the score.

    Attributes:
        label: the name of the kind of signal, or 通篇如此.
        reason: why it weighs so, in Chinese.
    """

    label: str
    points: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Score:
    """How urgently an item should be looked at.

    Attributes:
        weights: what adds up to it, the heaviest first.
        independent_points: the sum without what repeats a weight that is counted (a pace or a near deadline beside the course, 通篇如此), which a
            figure that is not sure would otherwise raise to a heavy standing.
        is_above_line: whether it reaches the line below which an item may wait.
    """

    points: Decimal
    weights: tuple[Weight, ...]
    independent_points: Decimal
    is_above_line: bool

    @property
    def words(self) -> str:
        """The sum as it is printed: 75 分：尚未启动 45＋仍在前期 30."""
        parts = "＋".join(f"{one.label} {format_amount(one.points)}" for one in self.weights)
        return f"{format_amount(self.points)} 分：{parts}" if parts else ""


NOTHING = Score(Decimal(0), (), Decimal(0), is_above_line=False)
"""The score of an item without signals."""


def compute_score(signals: Sequence[Mapping[str, Any]], progress: str, rules: LaggingRules) -> Score:
    """Adds up the weights of the kinds of signals; each kind counts once, by its heaviest signal.

    Args:
        signals: as they are stored with an entry.
        progress: the text whose characters they quote.
    """
    heaviest: dict[str, Weight] = {}
    codes = {signal["code"] for signal in signals}
    for signal in signals:
        weight = _weigh(SignalCode(signal["code"]), Severity(signal["severity"]), codes, rules)
        known = heaviest.get(weight.label)
        if known is None or known.points < weight.points:
            heaviest[weight.label] = weight
    if _quotes_nearly_all(signals, progress):
        heaviest[WHOLE] = Weight(WHOLE, rules.whole_points, "所引原文几乎是全文")
    weights = tuple(sorted(heaviest.values(), key=lambda one: -one.points))
    points = sum((one.points for one in weights), Decimal(0))
    repeating = {WHOLE} | ({one.label for one in SAME_COURSE} if SignalCode.BEHIND_COURSE in codes else set())
    independent = sum((one.points for one in weights if one.label not in repeating), Decimal(0))
    return Score(points, weights, independent, is_above_line=points >= rules.desk_line)


def _quotes_nearly_all(signals: Sequence[Mapping[str, Any]], progress: str) -> bool:
    """Tells whether the signals that find fault quote nearly the whole text, so that nothing in it speaks for the item."""
    faults = [one for one in signals if one["severity"] != Severity.LOW and one["code"] not in UNSAID]
    quoted = {(start, end) for one in faults for source, start, end in one["spans"] if source == PROGRESS}
    words: int = sum(end - start for start, end in quoted)
    return words >= NEARLY_ALL * len(progress) > 0


def _weigh(code: SignalCode, severity: Severity, codes: Collection[str], rules: LaggingRules) -> Weight:
    points = {
        Severity.HIGH: rules.heavy_points,
        Severity.MEDIUM: rules.medium_points,
        Severity.LOW: rules.light_points,
    }[severity]
    if code in UNSAID:
        return Weight(code.label, points * rules.unsaid_share, f"{severity.label}，只是没有说到")
    if code is SignalCode.PACE and SignalCode.BEHIND_COURSE in codes:
        return Weight(code.label, points / 2, f"{severity.label}，与时间进度同一个数，计一半")
    if code in PROVEN and severity is not Severity.LOW:
        return Weight(code.label, points * rules.proven_times, f"{severity.label}，有自述或目标为证")
    return Weight(code.label, points, severity.label)
