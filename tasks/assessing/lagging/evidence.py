"""预警: the quotes, printed numbers and severities that all rules share."""

from collections.abc import Iterator, Sequence

from tasks.assessing.lagging.clauses import Clause, list_clauses
from tasks.assessing.lagging.records import PROGRESS, Facts, IndicatorFacts, Quote
from tasks.decimals import format_amount, format_percent
from tasks.enums import Severity

SHORTEST_QUOTE = 2
MOST_QUOTES = 4


def iterate_clauses(facts: Facts, *sources: str) -> Iterator[tuple[Clause, str]]:
    """Yields the clauses of the named texts, each with the name of its text: PROGRESS, PROBLEM or NEXT_STEP."""
    for source in sources:
        for clause in list_clauses(getattr(facts, source)):
            yield clause, source


def quote_clause(clause: Clause, source: str = PROGRESS) -> Quote:
    return Quote(clause.text, clause.start, clause.end, source)


def quote_clauses(clauses: Sequence[Clause]) -> tuple[Quote, ...]:
    """Quotes the first clauses, at most ``MOST_QUOTES``, of the progress text."""
    return tuple(quote_clause(clause) for clause in clauses[:MOST_QUOTES])


def quote_figure(indicator: IndicatorFacts, facts: Facts) -> tuple[Quote, ...]:
    """Quotes the words from which a figure was read; empty if they are not in the progress text."""
    start = facts.progress.find(indicator.quote) if len(indicator.quote) >= SHORTEST_QUOTE else -1
    if start < 0:
        return ()
    return (Quote(indicator.quote, start, start + len(indicator.quote)),)


def quote_commitment(indicator: IndicatorFacts, facts: Facts) -> tuple[Quote, ...]:
    """Quotes the words of the task that promise the figure; empty if their position is unknown."""
    if indicator.span is None:
        return ()
    start, end = indicator.span
    return (Quote(facts.text[start:end], start, end, "task"),)


def format_division(indicator: IndicatorFacts) -> str:
    """Formats the reported share of the target: 301 ÷ 1500 = 20.1 %."""
    share = format_percent(indicator.reported / indicator.target)
    return f"{format_amount(indicator.reported)} ÷ {format_amount(indicator.target)} = {share}"


def limit_severity(severity: Severity, ceiling: Severity) -> Severity:
    """Returns the milder of two severities."""
    order = list(Severity)
    return order[max(order.index(severity), order.index(ceiling))]


def raise_severity(severity: Severity) -> Severity:
    """Returns the next heavier severity."""
    order = list(Severity)
    return order[max(0, order.index(severity) - 1)]
