"""量化指标: matches the figures of a progress text to commitments, with a confidence and a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.assessing.quantities import wording
from tasks.assessing.quantities.certainty import choose_gravest
from tasks.assessing.quantities.figures import read_stated_figures
from tasks.assessing.quantities.fitting import (
    asks_for_end,
    can_answer,
    compute_stage_fit,
    is_cut,
    is_paper,
    resolve_state,
    tells_asked_end,
)
from tasks.assessing.quantities.listing import group_listed_parts
from tasks.assessing.quantities.named_things import match_named_things
from tasks.assessing.quantities.periods import find_year_total, list_year_totals
from tasks.assessing.quantities.records import Commitment, Figure, Match
from tasks.assessing.quantities.remembered import cache_matches
from tasks.assessing.quantities.similarity import (
    compare_actions,
    compute_mention_share,
    compute_name_likeness,
    extract_name_core,
    is_action_only,
)
from tasks.assessing.quantities.units import (
    compute_unit_affinity,
    convert_unit,
    is_same_sort,
    is_specific_unit,
    round_decimal,
)
from tasks.enums import FigureState, IndicatorKind

LEAST_CONFIDENCE = 0.35
"""Below this confidence no figure is proposed."""
MOST_COMMITMENTS = 60
MOST_FIGURES = 250
"""Limits far above any real task or report, because the time grows with the product of both."""
TOLD_BY_UNIT = 0.25
"""The likeness of the only figure in a unit that itself says what is counted: 200家次 and 84家次."""
SAME_NUMBER, LEAST_TELLING = 0.6, 9
"""The likeness of a figure equal to the target, and the number above which such equality is no chance."""
UNNAMED_LIKENESS = 0.4
_GENERAL_RATE = re.compile(r".{0,4}(?:覆盖|安装|完成|整改|办结|建成|达标|化解|销号)率")
_APART = re.compile(
    r"(?:高于|快于|高出|超过|(?P<below>低于|慢于|落后))[^,，。；\d]{0,4}(?:GDP|经济|地区生产总值|全[国省市区县]|城镇居民|农村居民|周边)"
)
SAME_NOUN = 0.1
"""Added to the rank of a figure whose name ends like the commitment's."""
CLOSE, CLOSER_BY = 0.85, 0.25
"""A figure with this likeness to one commitment is not matched to another whose likeness is lower by this much."""
_SEVERAL = re.compile(r"[、和及与]")
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
    """A commitment with one figure, or with several listed parts, that may answer it.

    Attributes:
        commitment: the index of the commitment.
        parts: the indexes of the figures.
        confidence: 0 to 1.
        rank: the order in which pairings are chosen, the highest first.
        alike: the likeness of the names, 0 to 1.
        is_exact: whether the units count the same sort of thing.
    """

    commitment: int
    parts: tuple[int, ...]
    confidence: float
    rank: float
    reasons: tuple[str, ...]
    alike: float = 0.0
    is_exact: bool = True


@cache_matches
def match_figures(commitments: Sequence[Commitment], progress: str) -> list[Match | None]:
    """Finds the best figure of a progress text for each commitment of the task.

    Achieved figures precede those under way, planned or estimated, and totals precede their parts. A figure answers
    only one commitment. Listed parts (甲3个、乙2个) are added up if the text names no total. A share of the year's target
    (完成全年预算的62%) gives a computed value of low confidence if nothing else fits. A relative target is answered only if
    the text states the difference of the two rates.

    Returns:
        One match or None for each commitment, in their order.
    """
    found = read_stated_figures(progress)[:MOST_FIGURES]
    sums, totals = group_listed_parts(found, progress), list_year_totals(found)
    pairings = [
        each
        for number in range(min(len(commitments), MOST_COMMITMENTS))
        for each in _list_pairings(number, commitments, found, sums, totals)
    ]
    pairings = _remove_strangers(pairings)
    chosen: dict[int, _Pairing] = {}
    used: set[int] = set()
    for each in sorted(pairings, key=lambda pairing: -pairing.rank):
        if each.commitment not in chosen and not used & set(each.parts):
            chosen[each.commitment] = each
            used |= set(each.parts)
    matches = [_build_match(commitments[number], chosen.get(number), found) for number in range(len(commitments))]
    return [
        (match_named_things(one, progress) or match) if _may_be_named(one, match) else match
        for match, one in zip(matches, commitments, strict=True)
    ]


def _may_be_named(commitment: Commitment, match: Match | None) -> bool:
    """Tells whether no number tells of what the verb asks for: none at all, or of things under way where they are to be done."""
    return match is None or (match.state is FigureState.UNDERWAY and asks_for_end(commitment))


def _list_pairings(
    number: int,
    commitments: Sequence[Commitment],
    found: Sequence[Figure],
    sums: list[tuple[int, ...]],
    totals: list[int],
) -> list[_Pairing]:
    commitment = commitments[number]
    if commitment.kind is IndicatorKind.EVENT:
        return []
    if commitment.kind is IndicatorKind.RELATIVE:
        return _pair_relative(number, found)
    is_alone = _is_alone(commitment, commitments, found)
    built = (_build_pairing(number, commitment, (at,), found, is_alone) for at in range(len(found)))
    single = [each for each in built if each]
    if commitment.kind is IndicatorKind.CUMULATIVE:
        single = _prefer_year_totals(single, found, totals)
    listed = sums if commitment.kind is IndicatorKind.CUMULATIVE else []
    added = [_build_pairing(number, commitment, parts, found, is_alone) for parts in listed]
    return [each for each in single + added if each and each.confidence >= LEAST_CONFIDENCE]


def _prefer_year_totals(pairings: list[_Pairing], found: Sequence[Figure], totals: list[int]) -> list[_Pairing]:
    """Replaces the figure of a month or quarter by the year's running total of the same thing (二季度完成100亩，累计完成500亩)."""
    best = {each.parts[0]: each for each in pairings}
    for each in pairings:
        total = find_year_total(each.parts[0], found, totals)
        if total is None:
            continue
        del best[each.parts[0]]
        known = best.get(total)
        if known is None or known.confidence < each.confidence:
            reasons = (*each.reasons, "取年初至今累计数")
            best[total] = replace(each, parts=(total,), rank=each.rank, reasons=reasons)
    return list(best.values())


def _remove_strangers(pairings: list[_Pairing]) -> list[_Pairing]:
    """Removes the pairings whose figure belongs to another commitment, by its name or its unit.

    A pairing of different units is also removed if its commitment has a pairing with the same unit: 84家次 answers
    200家次, 63处 does not.
    """
    named: dict[int, float] = {}
    measured: dict[int, float] = {}
    for each in pairings:
        for part in each.parts:
            named[part] = max(named.get(part, 0.0), each.alike)
            if each.is_exact:
                measured[part] = max(measured.get(part, 0.0), each.alike)
    told = {each.commitment for each in pairings if each.is_exact}
    return [each for each in pairings if not _is_stranger(each, named, measured, told)]


def _is_stranger(each: _Pairing, named: dict[int, float], measured: dict[int, float], told: set[int]) -> bool:
    closest = max(named[part] for part in each.parts)
    if closest >= CLOSE and each.alike < closest - CLOSER_BY:
        return True
    if each.is_exact:
        return False
    return each.commitment in told or any(measured.get(part, 0.0) >= each.alike for part in each.parts)


def _pair_relative(number: int, found: Sequence[Figure]) -> list[_Pairing]:
    """Pairs a relative target with the figures that state a difference to another rate (高于GDP增速0.4个百分点)."""
    reason = "进展写明了与对照指标相差的百分点"
    return [
        _Pairing(number, (at,), 0.6, 0.6 - 0.0001 * at, (reason,))
        for at, figure in enumerate(found)
        if figure.unit == "个百分点" and (figure.value == 0 or _APART.search(figure.quote))
    ]


def _is_alone(commitment: Commitment, commitments: Sequence[Commitment], found: Sequence[Figure]) -> bool:
    """Tells whether task and progress have only one quantity of this sort, so that the names need not agree."""
    rivals = [each for each in commitments if _is_same_kind(each, commitment.kind, commitment.unit)]
    answers = [each for each in found if can_answer(commitment, each) and not each.is_target_share]
    if is_specific_unit(commitment.unit):
        answers = [each for each in answers if is_same_sort(commitment.unit, each.unit)]
    return len(rivals) == 1 and len(answers) == 1


def _is_same_kind(other: Commitment, kind: IndicatorKind, unit: str) -> bool:
    return other.kind is kind and compute_unit_affinity(other.unit, unit) > 0


def _build_pairing(
    number: int, commitment: Commitment, parts: tuple[int, ...], found: Sequence[Figure], is_alone: bool
) -> _Pairing | None:
    figure = found[parts[0]]
    if not can_answer(commitment, figure):
        return _pair_target_share(number, commitment, parts, figure)
    alike = min(_compute_likeness(commitment, found[at]) for at in parts)
    if alike < _get_least_likeness(commitment, figure):
        return None
    reasons = [_describe_unit(commitment, figure), _describe_name(figure, alike)]
    confidence = compute_unit_affinity(commitment.unit, figure.unit) * (0.15 + 0.8 * alike)
    agree = compare_actions(commitment.measure, figure.measure)
    confidence += 0.05 if agree else -0.12 if agree is False else 0.0
    alike, confidence, further = _adjust_for_uniqueness(commitment, figure, parts, alike, confidence, is_alone)
    reasons += further
    if figure.is_partial and alike < 0.75:
        confidence, reasons = confidence * 0.7, [*reasons, "系分项数"]
    if _is_stock(commitment, figure):
        confidence, reasons = confidence - 0.2, [*reasons, "系存量总数"]
    if is_paper(commitment, figure):
        confidence, reasons = confidence * 0.5, [*reasons, "系前期工作，不是建成数"]
    if len(parts) > 1:
        confidence, reasons = confidence * 0.9, [*reasons, f"由所列{len(parts)}项相加"]
    confidence = round(max(0.0, min(0.97, confidence)), 2)
    if doubt := choose_gravest([commitment.doubt, *(found[at].doubt for at in parts)]):
        confidence, reasons = min(doubt.most, confidence), [*reasons, doubt.words]
    rank = confidence + _STATE_WEIGHT[resolve_state(commitment, figure)] - 0.0001 * parts[0]
    rank += compute_stage_fit(commitment, figure) + (SAME_NOUN if _has_same_noun(commitment, figure) else 0)
    if _is_sum(commitment, parts, found):
        rank += 0.15
    return _Pairing(number, parts, confidence, rank, tuple(reasons), alike, is_same_sort(commitment.unit, figure.unit))


def _has_same_noun(commitment: Commitment, figure: Figure) -> bool:
    """Tells whether the things counted are of one sort: 停车场 and 小微停车场, not 停车位."""
    asked, told = (extract_name_core(one.measure)[-2:] for one in (commitment, figure))
    return len(asked) > 1 and asked == told


def _is_sum(commitment: Commitment, parts: tuple[int, ...], found: Sequence[Figure]) -> bool:
    """Tells whether figures are the sum of the things that the commitment names: listed parts, or their total."""
    if len(parts) > 1:
        return max(compute_name_likeness(commitment.measure, found[at].measure) for at in parts) < 0.8
    figure = found[parts[0]]
    return figure.is_total and "、" in figure.measure and bool(_SEVERAL.search(commitment.measure))


def _adjust_for_uniqueness(
    commitment: Commitment,
    figure: Figure,
    parts: tuple[int, ...],
    alike: float,
    confidence: float,
    is_alone: bool,
) -> tuple[float, float, list[str]]:
    """Raises likeness and confidence if the figure is the only one of its sort or equals the target.

    Returns:
        Likeness, confidence and further reasons.
    """
    reasons: list[str] = []
    agree = compare_actions(commitment.measure, figure.measure)
    if is_alone and alike < TOLD_BY_UNIT and is_specific_unit(commitment.unit) and commitment.unit == figure.unit:
        confidence += 0.8 * (TOLD_BY_UNIT - alike)
        alike = TOLD_BY_UNIT
    if is_alone and (alike >= 0.2 or agree):
        confidence += 0.15
        reasons.append("任务与进展中同类数字各仅一处")
    if _is_same_number(commitment, figure, parts):
        alike, confidence = max(alike, SAME_NUMBER), max(confidence, 0.15 + 0.8 * SAME_NUMBER)
        reasons.append("与目标数相同")
    return alike, confidence, reasons


def _is_same_number(commitment: Commitment, figure: Figure, parts: tuple[int, ...]) -> bool:
    """Tells whether a figure equals the target (500户群众全部完成回迁 answers 500户); small numbers may be equal by chance."""
    is_same = commitment.value == figure.value > LEAST_TELLING and commitment.unit == figure.unit
    is_same = is_same and commitment.kind is figure.kind is IndicatorKind.CUMULATIVE
    is_done = figure.state is FigureState.ACHIEVED
    return is_same and is_done and len(parts) == 1 and bool(commitment.unit)


def _compute_likeness(commitment: Commitment, figure: Figure) -> float:
    if tells_asked_end(commitment, figure):
        return SAME_NUMBER
    names = {commitment.measure, *commitment.measure.split("、")}
    named = max(compute_name_likeness(name, figure.measure) for name in names)
    headed = 0.9 * max(compute_name_likeness(name, figure.topic) for name in names) if figure.topic else 0.0
    in_clause = 0.8 * compute_mention_share(commitment.measure, figure.topic + figure.quote)
    in_sentence = 0.65 * compute_mention_share(commitment.measure, figure.sentence)
    is_unnamed = not figure.measure or is_action_only(figure.measure)
    says_nothing = (is_unnamed and not figure.topic) or _GENERAL_RATE.fullmatch(figure.measure)
    if says_nothing:
        same_action = bool(figure.measure) and commitment.measure.startswith(figure.measure)
        return max(headed, in_clause, in_sentence, 0.6 if same_action else UNNAMED_LIKENESS)
    return max(named, headed, in_clause, min(in_sentence, 0.45) if named > 0.25 else 0.0)


def _get_least_likeness(commitment: Commitment, figure: Figure) -> float:
    """Returns the least likeness of the names, by unit: 3座 answers 5条 only if the nouns agree."""
    if not (commitment.unit and figure.unit):
        return 0.55
    exact = compute_unit_affinity(commitment.unit, figure.unit) == 1.0 or "个" in (
        commitment.unit,
        figure.unit,
    )
    return 0.0 if exact else 0.45


def _is_stock(commitment: Commitment, figure: Figure) -> bool:
    """Tells whether the figure is a standing total although the commitment is to add something."""
    adds = commitment.kind is IndicatorKind.CUMULATIVE and compare_actions(commitment.measure, "新增") is not None
    return adds and bool(wording.STOCK.search(figure.measure) or _RUNNING_TOTAL.search(figure.quote))


def _pair_target_share(number: int, commitment: Commitment, parts: tuple[int, ...], figure: Figure) -> _Pairing | None:
    """Pairs a cumulative target with a share of the year's target (完成全年任务的62%), which may be another target's."""
    if not figure.is_target_share or len(parts) > 1 or commitment.kind is not IndicatorKind.CUMULATIVE:
        return None
    alike = max(_compute_likeness(commitment, figure), 0.3)
    confidence = round(min(0.45, 0.2 + 0.4 * alike), 2)
    return _Pairing(number, parts, confidence, confidence - 0.2, ("按“完成目标的百分比”折算，非直接填报数",))


def _describe_unit(commitment: Commitment, figure: Figure) -> str:
    if commitment.unit == figure.unit:
        return "单位相同"
    if not commitment.unit or not figure.unit:
        return "一方未写单位"
    return f"单位“{figure.unit}”按“{commitment.unit}”计"


def _describe_name(figure: Figure, alike: float) -> str:
    if not figure.measure:
        return "进展未写明指标名称"
    closeness = "名称一致" if alike > 0.9 else "名称相近" if alike > 0.5 else "名称不尽相同"
    return f"{closeness}（{figure.measure}）"


def _build_match(commitment: Commitment, pairing: _Pairing | None, found: Sequence[Figure]) -> Match | None:
    if pairing is None:
        return None
    parts = tuple(found[at] for at in pairing.parts)
    state = resolve_state(commitment, parts[0])
    reason = "；".join((*pairing.reasons, _STATE_WORDS[state]))
    unit = commitment.unit or parts[0].unit
    return Match(
        commitment,
        parts,
        _compute_value(commitment, parts),
        unit,
        state,
        pairing.confidence,
        reason,
        parts[0].quote,
        choose_gravest([commitment.doubt, *(each.doubt for each in parts)]),
    )


def _compute_value(commitment: Commitment, parts: tuple[Figure, ...]) -> Decimal:
    if parts[0].is_target_share and compute_unit_affinity(commitment.unit, parts[0].unit) == 0:
        return round_decimal(commitment.value * parts[0].value / 100)
    total = sum(
        (convert_unit(each.value, each.unit, commitment.unit) if commitment.unit else each.value for each in parts),
        Decimal(0),
    )
    if commitment.kind is IndicatorKind.RELATIVE:
        apart = _APART.search(parts[0].quote)
        return -abs(total) if apart and apart["below"] else abs(total)
    if is_cut(commitment) and (parts[0].kind is IndicatorKind.GROWTH or parts[0].is_increase):
        return -total
    return -total if is_cut(commitment) and total < 0 else total
