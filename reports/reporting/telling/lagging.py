"""What the lagging list tells of an item: the short commitment, what was done, why it lags."""

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

#: a text of one line up to this many characters is told as it is
SHORT = 200
#: a commitment of which more than this share lags is told whole
WHOLE = 0.6
#: so many equal characters in a row show that a line speaks of a clause
ALIKE = 3

#: the first signal of an item that stands here says why it lags, where the office has not said it
REASONS_BY_SIGNAL = {
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
    """The clauses of a task that lag, or the whole task where they are most of it or not known.

    Args:
        lagging: characters of ``text`` that lag, half-open.
    """
    clauses = list_clause_spans(text)
    behind = [
        clause for clause in clauses if any(start < clause[1] and clause[0] < end for start, end in lagging)
    ]
    told = sum(end - start for start, end in behind)
    if not behind or told > WHOLE * len(text):
        return add_full_stop(text)
    return add_full_stop("，".join(text[start:end].strip(CLAUSE_ENDS + " ") for start, end in behind))


def extract_done_work(progress: str, quotes: Iterable[str], unreported: Iterable[str]) -> str:
    """The lines that the signals speak of, in order; all of them where the signals are silent.

    A unit that answers several commitments gives each a line of its own; a text of one line is told whole
    unless it is long, and then by its sentences.

    Args:
        quotes: words of the progress text.
        unreported: words of the task that nothing was reported on; a line that speaks of them is told too.
    """
    quotes, unreported = [each for each in quotes if each], list(unreported)
    lines = [line for line in progress.split("\n") if line.strip()]
    if len(lines) == 1:
        if len(progress) <= SHORT:
            return join_as_paragraph(progress)
        lines = [f"{sentence}。" for sentence in progress.split("。") if sentence.strip()]
    told = [line for line in lines if is_lagging_line(line, quotes, unreported)]
    # a line above a numbered list speaks of the whole
    if told and lines[0] not in told and not ENUMERATION.match(lines[0]) and ENUMERATION.match(lines[1]):
        told.insert(0, lines[0])
    return join_as_paragraph("\n".join(told or lines))


def is_lagging_line(line: str, quotes: Sequence[str], unreported: Sequence[str]) -> bool:
    """Whether a line belongs to what lags."""
    if any(part in line for quote in quotes for part in quote.split("；")):
        return True
    return any(is_line_about(line, words) for words in unreported)


def is_line_about(line: str, words: str) -> bool:
    match = SequenceMatcher(None, line, words, autojunk=False).find_longest_match()
    return match.size >= ALIKE and not line[match.a : match.a + match.size].isdigit()


def describe_lag_reason(reason: str, problem: str, signals: Signals, outcome: Outcome | None) -> str:
    """Why an item lags: as the office judged, else as the unit wrote, else as the heaviest signal has it."""
    if reason and not reason.startswith("据"):
        return join_as_paragraph(reason)
    if problem:
        return join_as_paragraph(problem)
    codes = [each["code"] for each in signals]
    said = next((REASONS_BY_SIGNAL[code] for code in codes if code in REASONS_BY_SIGNAL), "")
    return add_full_stop((REASONS_BY_OUTCOME.get(outcome) if outcome else "") or said or "进度较为滞后")
