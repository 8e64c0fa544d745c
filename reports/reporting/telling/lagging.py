"""Selects what the lagging list prints of an item: the short commitment, what was done, and why it lags."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from reports.reporting.telling.signals import Signals
from reports.reporting.telling.texts import (
    CLAUSE_ENDS,
    ENUMERATION,
    add_full_stop,
    join_as_paragraph,
    list_clause_spans,
)
from tasks.assessing.lagging import SignalCode
from tasks.enums import Outcome

#: a text of one line up to this many characters is printed whole
SHORT = 200
#: a commitment is printed whole if more than this share of it lags
WHOLE = 0.6
#: a line is about a clause if this many characters in a row are equal
ALIKE = 3

#: signal → reason; used if neither the judgement nor the unit gives one
REASONS_BY_SIGNAL = {
    SignalCode.OVERDUE: "已超过完成时限，尚未完成",
    SignalCode.NO_ENTRY: "未按时报送进展",
    SignalCode.WITHDRAWN: "项目已退出或终止",
    SignalCode.NO_PROGRESS: "尚无实质进展",
    SignalCode.BELOW_TARGET: "与全年目标有较大差距",
    SignalCode.ABOVE_CEILING: "超出全年控制目标",
    SignalCode.BEHIND_COURSE: "与全年目标有较大差距",
    SignalCode.PACE: "与全年目标有较大差距",
    SignalCode.NOT_STARTED: "尚有工作未启动，进度较为滞后",
    SignalCode.PREPARING: "仍处于前期阶段，进度较为滞后",
    SignalCode.NOT_REACHED: "未达到全年目标",
}
REASONS_BY_OUTCOME = {Outcome.NOT_REACHED: "未达到全年目标"}


def shorten_commitment(text: str, lagging: Iterable[tuple[int, int]]) -> str:
    """Returns the clauses of a task that lag, or the whole task if most of it lags or the clauses are
    unknown.

    Args:
        lagging: half-open spans of ``text`` that lag.
    """
    clauses = list_clause_spans(text)
    behind = [clause for clause in clauses if any(start < clause[1] and clause[0] < end for start, end in lagging)]
    told = sum(end - start for start, end in behind)
    if not behind or told > WHOLE * len(text):
        return add_full_stop(text)
    return add_full_stop("，".join(text[start:end].strip(CLAUSE_ENDS + " ") for start, end in behind))


def extract_done_work(progress: str, quotes: Iterable[str], unreported: Iterable[str]) -> str:
    """Returns the lines that the signals refer to, in order, or all lines without such signals.

    A unit that reports on several commitments writes a line for each. A text of one line is printed whole, or
    by its sentences if it is long.

    Args:
        quotes: words of the progress text.
        unreported: clauses of the task without a report; a line about them is printed too.
    """
    quotes, unreported = [each for each in quotes if each], list(unreported)
    lines = [line for line in progress.split("\n") if line.strip()]
    if len(lines) == 1:
        if len(progress) <= SHORT:
            return join_as_paragraph(progress)
        lines = [f"{sentence}。" for sentence in progress.split("。") if sentence.strip()]
    told = [line for line in lines if is_lagging_line(line, quotes, unreported)]
    # the line above a numbered list introduces all of it
    if told and lines[0] not in told and not ENUMERATION.match(lines[0]) and ENUMERATION.match(lines[1]):
        told.insert(0, lines[0])
    return join_as_paragraph("\n".join(told or lines))


def is_lagging_line(line: str, quotes: Sequence[str], unreported: Sequence[str]) -> bool:
    """Whether a line is about something that lags."""
    if any(part in line for quote in quotes for part in quote.split("；")):
        return True
    return any(is_line_about(line, words) for words in unreported)


def is_line_about(line: str, words: str) -> bool:
    match = SequenceMatcher(None, line, words, autojunk=False).find_longest_match()
    return match.size >= ALIKE and not line[match.a : match.a + match.size].isdigit()


def describe_lag_reason(reason: str, problem: str, signals: Signals, outcome: Outcome | None) -> str:
    """Describes why an item lags by its judgement, else the unit's problem, the outcome or a signal."""
    if reason and not reason.startswith("据"):
        return join_as_paragraph(reason)
    if problem:
        return join_as_paragraph(problem)
    codes = [each["code"] for each in signals]
    said = next((REASONS_BY_SIGNAL[code] for code in codes if code in REASONS_BY_SIGNAL), "")
    return add_full_stop((REASONS_BY_OUTCOME.get(outcome) if outcome else "") or said or "进度较为滞后")
