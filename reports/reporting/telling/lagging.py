"""Selects what the lagging list prints of an item: the short commitment, what was done, and why it lags."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from reports.reporting.telling.signals import Signals
from reports.reporting.telling.texts import CLAUSE_ENDS, list_clause_spans
from tasks.assessing.lagging.official import (
    ENUMERATION,
    OFFICIAL_REASONS,
    add_full_stop,
    join_as_paragraph,
    leave_out_machine_words,
)
from tasks.assessing.likeness import remove_marks
from tasks.enums import Outcome

#: a text of one line up to this many characters is printed whole
SHORT = 200
#: a commitment is printed whole if more than this share of it lags
WHOLE = 0.6
#: a line is about a clause if this many characters in a row are equal
ALIKE = 3

REASONS_BY_OUTCOME = {Outcome.NOT_REACHED: "未达到全年目标"}


#: a clause that says how much, not of what: 完成投资30亿元, 建成投用, 力争年内完成主体施工
_WITHOUT_SUBJECT = re.compile(
    r"(?:(?:力争|确保|争取|预计|计划|今年|当年|年内|年底前|全年|年度|累计|共|\d+月底?前|上半年)+)?"
    r"(?:(?:完成|实现|达到?|投入|建成|开工|竣工|投用|投产|交付|启动)(?:固定资产|年度|项目|工程|主体)*"
    r"(?:投资|投用|投产|使用|建设|施工|验收|产值|营业?收入?|税收|工程量|形象进度|进度)*)"
    r"[约超近]?[\d.,]*(?:万|亿|％|%)*(?:元|美元)?(?:以上|左右)?"
)


def shorten_commitment(text: str, lagging: Iterable[tuple[int, int]], name: str = "") -> str:
    """Returns the clauses of a task that lag, or the whole task if most of it lags or the clauses are unknown.

    A clause without a subject of its own brings the clauses before it that name one, or else the item's name.

    Args:
        lagging: half-open spans of ``text`` that lag.
        name: of the item; "" for none.
    """
    told = _select_commitment(text, list(lagging))
    first = told.strip("。").split("，")[0]
    return f"{name}：{told}" if name and _WITHOUT_SUBJECT.fullmatch(first) else told


def _select_commitment(text: str, lagging: Sequence[tuple[int, int]]) -> str:
    clauses = list_clause_spans(text)
    behind = [clause for clause in clauses if any(start < clause[1] and clause[0] < end for start, end in lagging)]
    for clause in behind[:1]:
        at = clauses.index(clause)
        while at and _WITHOUT_SUBJECT.fullmatch(text[slice(*clauses[at])].strip(CLAUSE_ENDS + " ")):
            at -= 1
            behind.insert(0, clauses[at])
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


def list_heading_spans(done: str, text: str) -> list[tuple[int, int]]:
    """Lists the spans of a task that stand as headings in what was done (建成小学：尚未动工), so that the commitment names
    what the report goes on to tell."""
    headings = [sentence.partition("：")[0].strip() for sentence in done.split("。") if "：" in sentence]
    return [(at, at + len(one)) for one in headings if len(one) >= ALIKE and (at := text.find(one)) >= 0]


def leave_out_heading(done: str, commitment: str) -> str:
    """Leaves the heading of what was done out where it says the commitment once more, which stands right before it."""
    heading, colon, rest = done.partition("：")
    is_repeated = colon and remove_marks(heading) == remove_marks(commitment)
    return rest.strip() if is_repeated and rest.strip() else done


def is_lagging_line(line: str, quotes: Sequence[str], unreported: Sequence[str]) -> bool:
    """Whether a line is about something that lags."""
    if any(part in line for quote in quotes for part in quote.split("；")):
        return True
    return any(is_line_about(line, words) for words in unreported)


def is_line_about(line: str, words: str) -> bool:
    match = SequenceMatcher(None, line, words, autojunk=False).find_longest_match()
    return match.size >= ALIKE and not line[match.a : match.a + match.size].isdigit()


def describe_lag_reason(reason: str, problem: str, signals: Signals, outcome: Outcome | None) -> str:
    """Describes why an item lags by its judgement, else the unit's problem, the outcome or a signal.

    Of a judgement that agreed with a warning in the machine's own words, only what a person wrote is told.
    """
    said = leave_out_machine_words(reason)
    if said and not said.startswith("据"):
        return join_as_paragraph(said)
    if problem:
        return join_as_paragraph(problem)
    codes = [each["code"] for each in signals]
    said = next((OFFICIAL_REASONS[code] for code in codes if code in OFFICIAL_REASONS), "")
    return add_full_stop((REASONS_BY_OUTCOME.get(outcome) if outcome else "") or said or "进度较为滞后")
