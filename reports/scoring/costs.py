"""Lists what each entry cost a unit, with the reason."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reports.figures import CountedEntry
from reports.figures.assessed import AssessedEntry
from tasks.periods import format_month_day
from tasks.scoring.rules import Prices
from tasks.terms import terms

HUNDREDTH = Decimal("0.01")


def list_costs(counted: CountedEntry, prices: Prices, free_returns: int) -> list[dict[str, str]]:
    """Lists part, points and reason of every deduction, in the order of the formula."""
    lines = [*_iterate_judged_costs(counted, prices)]
    if counted.notes.late and prices.note:
        lines.append(("配合填报", prices.note * counted.notes.late, "未按时填写配合进展"))
    if counted.duty.files and counted.assessed.is_due:
        lines += _iterate_filing_costs(counted, prices, free_returns)
    return [{"part": part, "points": _format_cost(points), "why": why} for part, points, why in lines]


def _iterate_judged_costs(counted: CountedEntry, prices: Prices) -> Iterator[tuple[str, Decimal, str]]:
    role, judgement = counted.duty.role, counted.assessed.entry.judgement
    judged = judgement.verdict.label if judgement else ""
    if counted.is_behind and counted.decides:
        yield "完成情况", prices.behind[role], f"最后一次{terms.judging}为{judged}"
    if counted.is_lagged:
        yield "过程滞后", prices.lagged[role], f"本期{terms.judging}为{judged}"
    if counted.is_again:
        yield "过程滞后", prices.again[role], "紧接上一期再次滞后"


def _iterate_filing_costs(counted: CountedEntry, prices: Prices, free: int) -> Iterator[tuple[str, Decimal, str]]:
    assessed = counted.assessed
    limit = f"应于{format_month_day(assessed.last_day)}前"
    if assessed.is_late:
        yield "按时报送", prices.late, f"{_describe_filing(assessed)}，{limit}"
    if assessed.returned > free:
        said = f"退回 {assessed.returned} 次" + (f"，前 {free} 次不扣" if free else "")
        yield "退回", prices.returned * (assessed.returned - free), said
    if assessed.is_empty:
        yield "未报、照抄", prices.hollow, "退回后未重报" if assessed.filed_on else "到期未报"
    if assessed.is_copied:
        yield "未报、照抄", prices.hollow, "与上一期一字不差"


def _describe_filing(assessed: AssessedEntry) -> str:
    """Says when it was filed; where the unit reviews it itself, also when its head was given it."""
    filed = f"{format_month_day(assessed.filed_on)}报送" if assessed.filed_on else ""
    if assessed.handed_on and assessed.handed_on <= assessed.last_day:
        then = filed or ("待其审核" if assessed.is_with_head else "未报送")
        return f"{format_month_day(assessed.handed_on)}交单位审核，{then}"
    return filed or ("待单位审核" if assessed.is_with_head else "未报送")


def _format_cost(points: Decimal) -> str:
    return f"−{points.quantize(HUNDREDTH, ROUND_HALF_UP)}"
