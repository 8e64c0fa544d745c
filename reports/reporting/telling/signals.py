"""Reads the words of the task and of the progress text that the signals of an item quote."""

from collections.abc import Mapping, Sequence

from reports.reporting.telling.texts import list_clause_spans
from tasks.assessing.lagging import SignalCode
from tasks.assessing.lagging.records import PROGRESS, TASK
from tasks.enums import Severity

Signals = Sequence[Mapping]

FIGURE_CODES = (
    SignalCode.NOT_REACHED,
    SignalCode.BEHIND_COURSE,
    SignalCode.BELOW_TARGET,
    SignalCode.ABOVE_CEILING,
    SignalCode.PACE,
)
#: signals by which an unjudged item counts as not begun
IDLE_CODES = (
    SignalCode.NOT_STARTED,
    SignalCode.NO_PROGRESS,
    SignalCode.NO_ENTRY,
    SignalCode.WITHDRAWN,
    SignalCode.PREPARING,
)


def list_figure_quotes(signals: Signals) -> list[str]:
    """Lists the quotes of the signals about figures that miss their target."""
    return [each["quote"] for each in signals if each["code"] in FIGURE_CODES and each["quote"]]


def is_idle(signals: Signals) -> bool:
    """Whether the signals say that nothing has begun, or only preparations."""
    return any(each["code"] in IDLE_CODES and each["severity"] != Severity.LOW for each in signals)


def list_quoted_spans(signals: Signals, source: str, text: str) -> list[tuple[int, int]]:
    """Lists the half-open spans of ``text`` that the signals quote.

    Args:
        source: which text, as named in ``tasks.assessing.lagging``.
    """
    return [
        (start, end)
        for each in signals
        for where, start, end in each.get("spans", [])
        if where == source and end <= len(text)
    ]


def list_unreported_clauses(signals: Signals, text: str) -> list[str]:
    """Lists the clauses of the task that the signals quote, which have no report."""
    spans = list_quoted_spans(signals, TASK, text)
    return [text[a:b] for a, b in list_clause_spans(text) if any(start < b and a < end for start, end in spans)]


def list_progress_quotes(signals: Signals, progress: str) -> list[str]:
    """Lists the words of the progress text that the signals quote."""
    return [progress[start:end] for start, end in list_quoted_spans(signals, PROGRESS, progress)]
