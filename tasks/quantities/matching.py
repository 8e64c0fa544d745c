"""Which figure of a progress text answers which commitment, with a confidence and the reason in words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tasks.enums import FigureState, IndicatorKind
from tasks.quantities import wording
from tasks.quantities.figures import figures
from tasks.quantities.listing import listed_parts
from tasks.quantities.records import Commitment, Figure, Match
from tasks.quantities.similarity import actions_agree, echo, is_action_only, likeness
from tasks.quantities.units import affinity, convert, parse_unit, tidy

LEAST_CONFIDENCE = 0.35
"""Below it no figure is proposed: unsure means to be confirmed by a person, not guessed."""
MOST_COMMITMENTS = 200
MOST_FIGURES = 500
"""What a real task and report stay far below; beyond it time would grow with the product of both."""
UNNAMED_LIKENESS = 0.4
_GENERAL_RATE = re.compile(r".{0,4}(?:覆盖|安装|完成|整改|办结|建成|达标|化解|销号)率")
_BEGIN = re.compile(r"^(?:新?开工|启动|动工)")
_BEGUN = re.compile(r"(?:已|均|全部)(?:全部)?(?:开工|启动|动工|进场)|在建|正在(?:施工|建设)")
_RUNNING_TOTAL = re.compile(r"^(?:累计|总数|总计|共有|现有)(?:达到?|有|为)?\d")
_STATE_WEIGHT = {
    FigureState.ACHIEVED: 0.12,
    FigureState.ESTIMATED: 0.04,
    FigureState.UNDERWAY: -0.05,
    FigureState.PLANNED: -0.25,
}
_STATE_WORDS = {
    FigureState.ACHIEVED: "已完成数",
    FigureState.ESTIMATED: "预计数，不计作已完成",
    FigureState.UNDERWAY: "在推进数，不计作已完成",
    FigureState.PLANNED: "计划数，不计作已完成",
}


@dataclass(frozen=True, slots=True)
class _Pairing:
    """One commitment held against one figure, or the parts of one."""

    commitment: int
    parts: tuple[int, ...]
    confidence: float
    rank: float
    reasons: tuple[str, ...]


def match(commitments: list[Commitment], progress: str) -> list[Match | None]:
    """The best figure of a progress text for each commitment, or None.

    An achieved figure goes before one under way, planned or estimated; a whole before its parts; a figure answers one
    commitment only. Listed parts (甲3个、乙2个) are added up when the text names no total. A share of the year's
    target (完成全年预算的62%) yields a computed value of low confidence when nothing else fits. Relative targets
    need two rates and are left to a person.

    Args:
        commitments: of one task.
        progress: the progress text of that task.

    Returns:
        As many answers as commitments, in their order.
    """
    found = figures(progress)[:MOST_FIGURES]
    sums = listed_parts(found, progress)
    pairings = [
        each
        for number in range(min(len(commitments), MOST_COMMITMENTS))
        for each in _pairings(number, commitments, found, sums)
    ]
    chosen: dict[int, _Pairing] = {}
    used: set[int] = set()
    for each in sorted(pairings, key=lambda pairing: -pairing.rank):
        if each.commitment not in chosen and not used & set(each.parts):
            chosen[each.commitment] = each
            used |= set(each.parts)
    return [_answer(commitments[number], chosen.get(number), found) for number in range(len(commitments))]


def _pairings(
    number: int, commitments: list[Commitment], found: list[Figure], sums: list[tuple[int, ...]]
) -> list[_Pairing]:
    commitment = commitments[number]
    if commitment.kind is IndicatorKind.RELATIVE:
        return []
    is_alone = _is_alone(commitment, commitments, found)
    single = [_pairing(number, commitment, (at,), found, is_alone) for at in range(len(found))]
    listed = sums if commitment.kind is IndicatorKind.CUMULATIVE else []
    added = [_pairing(number, commitment, parts, found, is_alone) for parts in listed]
    return [each for each in single + added if each and each.confidence >= LEAST_CONFIDENCE]


def _is_alone(commitment: Commitment, commitments: list[Commitment], found: list[Figure]) -> bool:
    """Whether task and progress name just one such quantity, so that names need not agree."""
    rivals = [each for each in commitments if _suits(each, commitment.kind, commitment.unit)]
    answers = [each for each in found if _fits(commitment, each) and not each.is_target_share]
    return len(rivals) == 1 and len(answers) == 1


def _suits(other: Commitment, kind: IndicatorKind, unit: str) -> bool:
    return other.kind is kind and affinity(other.unit, unit) > 0


def _fits(commitment: Commitment, figure: Figure) -> bool:
    """Whether a figure could answer a commitment by its unit and kind."""
    if figure.is_base or affinity(commitment.unit, figure.unit) == 0:
        return False
    if parse_unit(commitment.unit).family not in ("比率", "百分点", "倍数"):
        return True
    if figure.is_target_share:
        return False
    is_change = commitment.kind is IndicatorKind.GROWTH or _is_cut(commitment)
    return (figure.kind is IndicatorKind.GROWTH) == is_change


def _is_cut(commitment: Commitment) -> bool:
    """A drop of so much, as against a ceiling or a level that is better low."""
    return commitment.kind is IndicatorKind.LOWER and bool(wording.CUT_VERB.search(commitment.measure))


def _pairing(
    number: int, commitment: Commitment, parts: tuple[int, ...], found: list[Figure], is_alone: bool
) -> _Pairing | None:
    figure = found[parts[0]]
    if not _fits(commitment, figure):
        return _from_target_share(number, commitment, parts, figure)
    alike = min(_alike(commitment, found[at]) for at in parts)
    if alike < _least_likeness(commitment, figure):
        return None
    reasons = [_unit_reason(commitment, figure), _name_reason(figure, alike)]
    confidence = affinity(commitment.unit, figure.unit) * (0.15 + 0.8 * alike)
    agree = actions_agree(commitment.measure, figure.measure)
    confidence += 0.05 if agree else -0.12 if agree is False else 0.0
    if is_alone and (alike >= 0.2 or agree):
        confidence, reasons = confidence + 0.15, [*reasons, "任务与进展中同类数字各仅一处"]
    if figure.is_partial and alike < 0.75:
        confidence, reasons = confidence * 0.7, [*reasons, "系分项数"]
    if _is_stock(commitment, figure):
        confidence, reasons = confidence - 0.2, [*reasons, "系存量总数"]
    if _is_paper(commitment, figure):
        confidence, reasons = confidence * 0.5, [*reasons, "系前期工作，不是建成数"]
    if len(parts) > 1:
        confidence, reasons = confidence * 0.9, [*reasons, f"由所列{len(parts)}项相加"]
    confidence = round(max(0.0, min(0.97, confidence)), 2)
    rank = confidence + _STATE_WEIGHT[_state(commitment, figure)] - 0.0001 * parts[0]
    if len(parts) > 1 and max(likeness(commitment.measure, found[at].measure) for at in parts) < 0.8:
        rank += 0.15
    return _Pairing(number, parts, confidence, rank, tuple(reasons))


def _alike(commitment: Commitment, figure: Figure) -> float:
    names = {commitment.measure, *commitment.measure.split("、")}
    named = max(likeness(name, figure.measure) for name in names)
    headed = 0.9 * max(likeness(name, figure.topic) for name in names) if figure.topic else 0.0
    in_clause = 0.8 * echo(commitment.measure, figure.topic + figure.quote)
    in_sentence = 0.65 * echo(commitment.measure, figure.sentence)
    is_unnamed = not figure.measure or is_action_only(figure.measure)
    says_nothing = (is_unnamed and not figure.topic) or _GENERAL_RATE.fullmatch(figure.measure)
    if says_nothing:
        same_action = bool(figure.measure) and commitment.measure.startswith(figure.measure)
        return max(headed, in_clause, in_sentence, 0.6 if same_action else UNNAMED_LIKENESS)
    return max(named, headed, in_clause, min(in_sentence, 0.45) if named > 0.25 else 0.0)


def _least_likeness(commitment: Commitment, figure: Figure) -> float:
    """How alike names must be at least: 3座 answers 5条 only where the nouns agree."""
    if not (commitment.unit and figure.unit):
        return 0.55
    exact = affinity(commitment.unit, figure.unit) == 1.0 or "个" in (commitment.unit, figure.unit)
    return 0.0 if exact else 0.45


def _is_stock(commitment: Commitment, figure: Figure) -> bool:
    """A standing total answers no promise to add something."""
    adds = (
        commitment.kind is IndicatorKind.CUMULATIVE and actions_agree(commitment.measure, "新增") is not None
    )
    return adds and bool(wording.STOCK.search(figure.measure) or _RUNNING_TOTAL.search(figure.quote))


def _is_paper(commitment: Commitment, figure: Figure) -> bool:
    return figure.is_preliminary and not wording.PRELIMINARY.search(commitment.measure)


def _state(commitment: Commitment, figure: Figure) -> FigureState:
    """The state with regard to what was promised: 已开工 fulfils a promise to begin, finished drawings none to build."""
    if (
        figure.state is FigureState.UNDERWAY
        and _BEGIN.search(commitment.measure)
        and _BEGUN.search(figure.quote)
    ):
        return FigureState.ACHIEVED
    if figure.state is FigureState.ACHIEVED and _is_paper(commitment, figure):
        return FigureState.UNDERWAY
    return figure.state


def _from_target_share(
    number: int, commitment: Commitment, parts: tuple[int, ...], figure: Figure
) -> _Pairing | None:
    """完成全年任务的62% tells how much of a cumulative target is done, though not of which one."""
    if not figure.is_target_share or len(parts) > 1 or commitment.kind is not IndicatorKind.CUMULATIVE:
        return None
    alike = max(_alike(commitment, figure), 0.3)
    confidence = round(min(0.45, 0.2 + 0.4 * alike), 2)
    return _Pairing(number, parts, confidence, confidence - 0.2, ("按“完成目标的百分比”折算，非直接填报数",))


def _unit_reason(commitment: Commitment, figure: Figure) -> str:
    if commitment.unit == figure.unit:
        return "单位相同"
    if not commitment.unit or not figure.unit:
        return "一方未写单位"
    return f"单位“{figure.unit}”按“{commitment.unit}”计"


def _name_reason(figure: Figure, alike: float) -> str:
    if not figure.measure:
        return "进展未写明指标名称"
    closeness = "名称一致" if alike > 0.9 else "名称相近" if alike > 0.5 else "名称不尽相同"
    return f"{closeness}（{figure.measure}）"


def _answer(commitment: Commitment, pairing: _Pairing | None, found: list[Figure]) -> Match | None:
    if pairing is None:
        return None
    parts = tuple(found[at] for at in pairing.parts)
    state = _state(commitment, parts[0])
    reason = "；".join((*pairing.reasons, _STATE_WORDS[state]))
    unit = commitment.unit or parts[0].unit
    return Match(
        commitment, parts, _value(commitment, parts), unit, state, pairing.confidence, reason, parts[0].quote
    )


def _value(commitment: Commitment, parts: tuple[Figure, ...]) -> Decimal:
    if parts[0].is_target_share and affinity(commitment.unit, parts[0].unit) == 0:
        return tidy(commitment.value * parts[0].value / 100)
    total = sum(
        (
            convert(each.value, each.unit, commitment.unit) if commitment.unit else each.value
            for each in parts
        ),
        Decimal(0),
    )
    return -total if _is_cut(commitment) and total < 0 else total
