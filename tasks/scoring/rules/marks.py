"""Computes the mark of a unit: each part with its arithmetic in one line."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tasks.decimals import format_amount, format_percent
from tasks.scoring.rules.counts import RoleCounts, ScoringCounts
from tasks.scoring.rules.settings import FULL, ScoringRules
from tasks.terms import terms

#: returns a number of the led or of the cooperating items
CountGetter = Callable[[RoleCounts], int | Decimal]

TENTH, ONE, HUNDRED = Decimal("0.1"), Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class MarkPart:
    """One part of a mark; ``points`` are earned, lost (negative), or None if nothing is counted."""

    name: str
    points: Decimal | None
    arithmetic: str


@dataclass(frozen=True, slots=True)
class UnitMark:
    """The mark of one unit; if there is nothing to mark, ``total`` is None and ``arithmetic`` says why."""

    total: Decimal | None
    parts: tuple[MarkPart, ...]
    arithmetic: str


def compute_mark(counts: ScoringCounts, rules: ScoringRules) -> UnitMark:
    """Computes the mark of a unit; without a judged item it has none."""
    if not compute_weighted_sum(counts, rules, get_judged):
        return UnitMark(None, (), _describe_missing_mark(counts))
    earned = [_build_completion_part(counts, rules), _build_on_time_part(counts, rules)]
    lost = [
        _build_lagging_part(counts, rules),
        _build_returned_part(counts, rules),
        _build_hollow_part(counts, rules),
    ]
    notes = [_build_notes_part(counts, rules)] if counts.notes.asked else []
    total, arithmetic = _compute_total(earned, [*lost, *notes], rules)
    return UnitMark(total, (*earned, *lost, *notes, _build_granted_part(counts)), arithmetic)


def compute_weighted_sum(counts: ScoringCounts, rules: ScoringRules, number: CountGetter) -> Decimal:
    """Returns ``number`` of the led and of the cooperating items, each times its coefficient, added up."""
    return number(counts.lead) * rules.lead + number(counts.cooperate) * rules.cooperate


def get_judged(role: RoleCounts) -> int:
    return role.judged


def get_times(role: RoleCounts) -> int:
    return role.times


def count_charged_lags(role: RoleCounts, rules: ScoringRules) -> Decimal:
    """Counts the charged lags: each once, and ``rules.again`` more when it directly follows another."""
    return role.lagged + role.again * rules.again


def round_to_tenth(value: Decimal) -> Decimal:
    """Rounds points to one decimal, halves up."""
    return value.quantize(TENTH, ROUND_HALF_UP)


def _round_percent(share: Decimal) -> Decimal:
    return (share * HUNDRED).quantize(TENTH, ROUND_HALF_UP)


def _equate_percent(share: Decimal) -> str:
    """Formats a share behind the sign that is true of it: what follows is reckoned with the share itself."""
    sign = "=" if _round_percent(share) == share * HUNDRED else "≈"
    return f"{sign} {format_percent(share)}"


def _describe_missing_mark(counts: ScoringCounts) -> str:
    if counts.cooperate.judged:
        return "配合系数为 0，只有配合事项的单位不计分。"
    return f"没有已{terms.judging}的事项，不计分。"


def _build_completion_part(counts: ScoringCounts, rules: ScoringRules) -> MarkPart:
    share, arithmetic = _compute_weighted_share(counts, rules, lambda role: role.good, get_judged)
    # who has nothing to file is measured by this alone
    limit = rules.completion if counts.filing.due else FULL
    points = round_to_tenth(share * limit)
    return MarkPart(
        "完成情况",
        points,
        f"{arithmetic} {_equate_percent(share)} × {format_amount(limit)} 分 = {points} 分",
    )


def _compute_weighted_share(
    counts: ScoringCounts, rules: ScoringRules, top: CountGetter, bottom: CountGetter
) -> tuple[Decimal, str]:
    """Returns the weighted ``top`` ÷ ``bottom`` and its arithmetic, with coefficients if both roles count."""
    lead, cooperate = counts.lead, counts.cooperate
    above, below = compute_weighted_sum(counts, rules, top), compute_weighted_sum(counts, rules, bottom)
    share = above / below
    if not bottom(cooperate):
        return share, f"牵头 {format_amount(top(lead))} ÷ {bottom(lead)}"
    if not bottom(lead):
        return share, f"配合 {format_amount(top(cooperate))} ÷ {bottom(cooperate)}"
    weights = format_amount(rules.lead), format_amount(rules.cooperate)

    def format_sum(number: CountGetter) -> str:
        return f"（牵头 {format_amount(number(lead))} × {weights[0]} ＋ 配合 {format_amount(number(cooperate))} × {weights[1]}）"

    return (
        share,
        f"{format_sum(top)} ÷ {format_sum(bottom)} = {format_amount(above)} ÷ {format_amount(below)}",
    )


def _build_on_time_part(counts: ScoringCounts, rules: ScoringRules) -> MarkPart:
    filing = counts.filing
    if not filing.due:
        return MarkPart("按时报送", None, "没有应由本单位报送的事项，不计")
    share = Decimal(filing.on_time) / filing.due
    points = round_to_tenth(share * rules.on_time)
    way = f"{filing.on_time} ÷ {filing.due} {_equate_percent(share)}"
    return MarkPart("按时报送", points, f"{way} × {format_amount(rules.on_time)} 分 = {points} 分")


def _build_lagging_part(counts: ScoringCounts, rules: ScoringRules) -> MarkPart:
    def get_charged(role: RoleCounts) -> Decimal:
        return count_charged_lags(role, rules)

    name, lead, cooperate = "过程滞后", counts.lead, counts.cooperate
    if not compute_weighted_sum(counts, rules, get_charged):
        return MarkPart(name, Decimal("0.0"), "没有，不扣分")
    share, arithmetic = _compute_weighted_share(counts, rules, get_charged, get_times)
    said = (
        f"此前滞后 {lead.lagged + cooperate.lagged} 次，连续滞后 {lead.again + cooperate.again} 次"
        f"（每次加计 {format_amount(rules.again)} 次）："
    )
    return _build_lost_part(name, f"{said}{arithmetic}", share, rules.lagging)


def _build_returned_part(counts: ScoringCounts, rules: ScoringRules) -> MarkPart:
    filing, free = counts.filing, int(rules.free_returns)
    charged = filing.count_charged_returns(free)
    name, times = "退回", sum(filing.returns)
    if not charged:
        return MarkPart(name, Decimal("0.0"), f"退回 {times} 次，均在不扣分之内" if times else "没有，不扣分")
    said = f"退回 {times} 次，每项每期前 {free} 次不扣，" if free else ""
    way = f"{said}计 {charged} ÷ {filing.due}"
    return _build_lost_part(name, way, Decimal(charged) / filing.due, rules.returned)


def _build_hollow_part(counts: ScoringCounts, rules: ScoringRules) -> MarkPart:
    filing = counts.filing
    number = filing.empty + filing.copied
    if not number:
        return MarkPart("未报、照抄", Decimal("0.0"), "没有，不扣分")
    way = f"（未报 {filing.empty} ＋ 照抄 {filing.copied}）÷ {filing.due}"
    return _build_lost_part("未报、照抄", way, Decimal(number) / filing.due, rules.hollow)


def _build_notes_part(counts: ScoringCounts, rules: ScoringRules) -> MarkPart:
    notes = counts.notes
    if not rules.notes:
        return MarkPart("配合填报", None, f"按时 {notes.on_time} ÷ {notes.asked}，不影响得分")
    if not notes.late:
        return MarkPart("配合填报", Decimal("0.0"), f"按时 {notes.on_time} ÷ {notes.asked}，不扣分")
    return _build_lost_part(
        "配合填报", f"未按时 {notes.late} ÷ {notes.asked}", Decimal(notes.late) / notes.asked, rules.notes
    )


def _build_lost_part(name: str, way: str, share: Decimal, limit: Decimal) -> MarkPart:
    """Builds a part that loses ``share`` of ``limit``, at most all of it."""
    points = round_to_tenth(min(share, ONE) * limit)
    said = f"{way} {_equate_percent(share)} × {format_amount(limit)} 分 = {points} 分"
    if share > 1:
        said = f"{way} {_equate_percent(share)}，最多扣 {points} 分"
    return MarkPart(name, -points, said)


def _build_granted_part(counts: ScoringCounts) -> MarkPart:
    said = f"{counts.granted} 件，不影响得分" if counts.granted else "没有"
    return MarkPart("获准的申请", None, said)


def _compute_total(earned: list[MarkPart], lost: list[MarkPart], rules: ScoringRules) -> tuple[Decimal, str]:
    """Adds up the parts, each rounded as it is printed."""
    points = [part.points for part in earned if part.points is not None]
    gained, way = sum(points, Decimal(0)), " ＋ ".join(map(str, points))
    minus = [-part.points for part in lost if part.points]
    total = gained - sum(minus, Decimal(0))
    said = f"{way}{''.join(f' − {each}' for each in minus)} = {total} 分".replace("-", "−")
    kept = round_to_tenth(min(max(total, rules.floor), rules.ceiling))
    if kept != total:
        said += f"，按{'最低' if total < kept else '最高'}分计 {kept} 分"
    return kept, said
