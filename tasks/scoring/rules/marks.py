"""The marks of a unit: each part with its arithmetic in one line, as a person would write it on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tasks.scoring.rules.counts import Counts, Side
from tasks.scoring.rules.settings import FULL, ScoringRules

#: what is taken of a side: how many, or how much
Taken = Callable[[Side], int | Decimal]

TENTH, ONE, HUNDRED = Decimal("0.1"), Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a mark: ``points`` earned, lost (negative), or None where nothing is counted."""

    name: str
    points: Decimal | None
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of one unit; ``total`` is None where there is nothing to mark, and ``arithmetic`` then says why."""

    total: Decimal | None
    parts: tuple[Part, ...]
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share of both sides, each with its coefficient."""

    top: Decimal
    bottom: Decimal

    @property
    def share(self) -> Decimal:
        return self.top / self.bottom


def score(counts: Counts, rules: ScoringRules) -> Mark:
    """The mark of a unit. Without a judged item there is none: filing alone is no work done."""
    completion = weighed(counts, rules, lambda side: Decimal(side.good), lambda side: side.judged)
    if not completion.bottom:
        return Mark(None, (), _why_none(counts))
    earned = [_completion(counts, rules, completion), _on_time(counts, rules)]
    lost = [_lagging(counts, rules), _returned(counts, rules), _hollow(counts, rules)]
    total, arithmetic = _total(earned, lost, rules)
    return Mark(total, (*earned, *lost, _granted(counts)), arithmetic)


def weighed(counts: Counts, rules: ScoringRules, top: Taken, bottom: Taken) -> Ratio:
    """``top`` and ``bottom`` of both sides with their coefficients.

    Args:
        top, bottom: what is taken of a ``Side``.
    """
    sides = ((counts.lead, rules.lead), (counts.cooperate, rules.cooperate))
    return Ratio(
        sum((top(side) * weight for side, weight in sides), Decimal(0)),
        sum((bottom(side) * weight for side, weight in sides), Decimal(0)),
    )


def lags(side: Side, rules: ScoringRules) -> Decimal:
    """How many times are charged: each once, one that followed upon another ``again`` more."""
    return side.lagged + side.again * rules.again


def plain(value: Decimal | int) -> str:
    """A number without trailing zeros, with two decimals at most."""
    short = Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{short.normalize():f}"


def tenth(value: Decimal) -> Decimal:
    """Points as they are given: one decimal, halves up."""
    return value.quantize(TENTH, ROUND_HALF_UP)


def percent(share: Decimal) -> str:
    return f"{(share * HUNDRED).quantize(TENTH, ROUND_HALF_UP).normalize():f} %"


def _why_none(counts: Counts) -> str:
    if counts.cooperate.judged:
        return "配合系数为 0，只有配合事项的单位不计分。"
    return "没有已研判的事项，不计分。"


def _completion(counts: Counts, rules: ScoringRules, ratio: Ratio) -> Part:
    points = tenth(ratio.share * rules.completion)
    way = _both(counts, rules, lambda side: side.good, lambda side: side.judged, ratio)
    return Part(
        "完成情况", points, f"{way} = {percent(ratio.share)} × {plain(rules.completion)} 分 = {points} 分"
    )


def _both(counts: Counts, rules: ScoringRules, top: Taken, bottom: Taken, ratio: Ratio) -> str:
    """``9 ÷ 10`` of the one side there is, or both with their coefficients."""
    lead, cooperate = counts.lead, counts.cooperate
    if not bottom(cooperate):
        return f"牵头 {plain(top(lead))} ÷ {bottom(lead)}"
    if not bottom(lead):
        return f"配合 {plain(top(cooperate))} ÷ {bottom(cooperate)}"
    weights = plain(rules.lead), plain(rules.cooperate)

    def sum_of(number: Taken) -> str:
        return (
            f"（牵头 {plain(number(lead))} × {weights[0]} ＋ 配合 {plain(number(cooperate))} × {weights[1]}）"
        )

    return f"{sum_of(top)} ÷ {sum_of(bottom)} = {plain(ratio.top)} ÷ {plain(ratio.bottom)}"


def _on_time(counts: Counts, rules: ScoringRules) -> Part:
    filing = counts.filing
    if not filing.due:
        return Part("按时报送", None, "没有应由本单位报送的事项，不计")
    share = Decimal(filing.on_time) / filing.due
    points = tenth(share * rules.on_time)
    way = f"{filing.on_time} ÷ {filing.due} = {percent(share)}"
    return Part("按时报送", points, f"{way} × {plain(rules.on_time)} 分 = {points} 分")


def _lagging(counts: Counts, rules: ScoringRules) -> Part:
    ratio = weighed(counts, rules, lambda side: lags(side, rules), lambda side: side.times)
    name = "过程滞后"
    if not ratio.top:
        return Part(name, Decimal("0.0"), "没有，不扣分")
    both = counts.lead + counts.cooperate
    said = f"此前滞后 {both.lagged} 次，连续滞后 {both.again} 次（每次加计 {plain(rules.again)} 次）："
    way = _both(counts, rules, lambda side: lags(side, rules), lambda side: side.times, ratio)
    return _lost(name, f"{said}{way}", ratio.share, rules.lagging)


def _returned(counts: Counts, rules: ScoringRules) -> Part:
    filing, free = counts.filing, int(rules.free_returns)
    charged = filing.charged(free)
    name, times = "退回", sum(filing.returns)
    if not charged:
        return Part(name, Decimal("0.0"), f"退回 {times} 次，均在不扣分之内" if times else "没有，不扣分")
    said = f"退回 {times} 次，每项每期前 {free} 次不扣，" if free else ""
    way = f"{said}计 {charged} ÷ {filing.due}"
    return _lost(name, way, Decimal(charged) / filing.due, rules.returned)


def _hollow(counts: Counts, rules: ScoringRules) -> Part:
    filing = counts.filing
    number = filing.empty + filing.copied
    if not number:
        return Part("空报、照抄", Decimal("0.0"), "没有，不扣分")
    way = f"（空报 {filing.empty} ＋ 照抄 {filing.copied}）÷ {filing.due}"
    return _lost("空报、照抄", way, Decimal(number) / filing.due, rules.hollow)


def _lost(name: str, way: str, share: Decimal, limit: Decimal) -> Part:
    """A share of what can be lost; never more than that."""
    points = tenth(min(share, ONE) * limit)
    said = f"{way} = {percent(share)} × {plain(limit)} 分 = {points} 分"
    if share > 1:
        said = f"{way} = {percent(share)}，最多扣 {points} 分"
    return Part(name, -points, said)


def _granted(counts: Counts) -> Part:
    said = f"{counts.granted} 件，不影响得分" if counts.granted else "没有"
    return Part("获准的申请", None, said)


def _total(earned: list[Part], lost: list[Part], rules: ScoringRules) -> tuple[Decimal, str]:
    """All parts together; where a part is not counted, what was earned is reckoned up to 100."""
    points = [part.points for part in earned if part.points is not None]
    gained, way = sum(points, Decimal(0)), " ＋ ".join(map(str, points))
    if len(points) < len(earned):
        gained = tenth(gained * FULL / rules.completion)
        way = f"{way} ÷ {plain(rules.completion)} × 100"
    minus = [-part.points for part in lost if part.points]
    total = gained - sum(minus, Decimal(0))
    said = f"{way}{''.join(f' − {each}' for each in minus)} = {total} 分".replace("-", "−")
    kept = tenth(min(max(total, rules.floor), rules.ceiling))
    if kept != total:
        said += f"，按{'最低' if total < kept else '最高'}分计 {kept} 分"
    return kept, said
