"""Small shared makings of a signal: quotations and printed arithmetic."""

from decimal import ROUND_HALF_UP, Decimal

from tasks.assessing.lagging.clauses import Clause
from tasks.assessing.lagging.records import PROGRESS, Facts, IndicatorFacts, Quote
from tasks.enums import Severity

SHORTEST_QUOTE = 2


def quote_clause(clause: Clause, source: str = PROGRESS) -> Quote:
    """A clause as a quotation."""
    return Quote(clause.text, clause.start, clause.end, source)


def quote_figure(indicator: IndicatorFacts, facts: Facts) -> tuple[Quote, ...]:
    """The words a figure was read from; empty when they do not stand in the progress text."""
    start = facts.progress.find(indicator.quote) if len(indicator.quote) >= SHORTEST_QUOTE else -1
    if start < 0:
        return ()
    return (Quote(indicator.quote, start, start + len(indicator.quote)),)


def quote_commitment(indicator: IndicatorFacts, facts: Facts) -> tuple[Quote, ...]:
    """The words of the task that promise the figure."""
    if indicator.span is None:
        return ()
    start, end = indicator.span
    return (Quote(facts.text[start:end], start, end, "task"),)


def format_amount(number: Decimal) -> str:
    """A number as people print it: 1500, 0.75, at most two decimals."""
    rounded = number.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize()
    return f"{rounded:f}"


def format_percent(share: Decimal) -> str:
    """0.2007 as ``20.1 %``."""
    rounded = (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
    return f"{rounded:f} %"


def limit_severity(severity: Severity, ceiling: Severity) -> Severity:
    """The milder of two severities."""
    order = list(Severity)
    return order[max(order.index(severity), order.index(ceiling))]


def raise_severity(severity: Severity) -> Severity:
    """The next heavier severity."""
    order = list(Severity)
    return order[max(0, order.index(severity) - 1)]
