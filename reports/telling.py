"""What a report tells of one item, in the words that were filed: the short commitment, what was done, why it lags.

Pure: texts and signals in, texts out. Nothing is made up and no figure is computed; what the machine could not
narrow down is told in full, for the office to shorten.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from tasks.enums import Outcome, Severity
from tasks.lagging import SignalCode
from tasks.lagging.records import PROGRESS, TASK

#: a text up to this many characters is told as it is
SHORT = 200
#: a commitment of which less than this share lags is told by its lagging clauses alone
WHOLE = 0.6
#: so many equal characters in a row show that a line speaks of a clause
ALIKE = 3

CLAUSE_ENDS = "，,；;。"
ENUMERATION = re.compile(r"^\s*(?:[①-⑳]|[（(]?\d{1,2}[）)]|\d{1,2}[.．、](?!\d))\s*")
PERIOD_WORDS = (
    r"(?:\d{4}年)?(?:1[-—－~至]\d{1,2}月(?:份)?|一季度|上半年|前三季度|全年|年初以来|今年以来|截至目前)"
)
LEADING_PERIOD = re.compile(rf"^(预计)?{PERIOD_WORDS}[，,：:]?")

FIGURE_CODES = (
    SignalCode.NOT_REACHED,
    SignalCode.BEHIND_COURSE,
    SignalCode.BELOW_TARGET,
    SignalCode.ABOVE_CEILING,
    SignalCode.PACE,
)
#: signals by which an item nobody judged counts as not yet begun
IDLE_CODES = (SignalCode.NOT_STARTED, SignalCode.NO_PROGRESS, SignalCode.NO_ENTRY, SignalCode.WITHDRAWN)
#: the first signal of an item that stands here says why it lags, where the office has not said it
WHYS = {
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
WHY_OTHERWISE = {Outcome.NOT_REACHED: "未达到全年目标"}

Signals = Sequence[Mapping]


def figure_quotes(signals: Signals) -> list[str]:
    """The words with figures that lie behind their target."""
    return [each["quote"] for each in signals if each["code"] in FIGURE_CODES and each["quote"]]


def is_idle(signals: Signals) -> bool:
    """Whether the words filed say that nothing has begun, or tell of nothing but preparations."""
    return any(
        (each["code"] in IDLE_CODES and each["severity"] != Severity.LOW)
        or (each["code"] == SignalCode.PREPARING and each["severity"] != Severity.LOW)
        for each in signals
    )


def quoted_clauses(signals: Signals, source: str, text: str) -> list[tuple[int, int]]:
    """Where the signals quote ``text``, half-open.

    Args:
        source: which text, as ``tasks.lagging`` names it.
    """
    return [
        (start, end)
        for each in signals
        for where, start, end in each.get("spans", [])
        if where == source and end <= len(text)
    ]


def short_commitment(text: str, lagging: Iterable[tuple[int, int]]) -> str:
    """The clauses of a task that lag, or the whole task where they are most of it or not known.

    Args:
        lagging: characters of ``text`` that lag, half-open.
    """
    clauses = clauses_of(text)
    behind = [
        clause for clause in clauses if any(start < clause[1] and clause[0] < end for start, end in lagging)
    ]
    told = sum(end - start for start, end in behind)
    if not behind or told > WHOLE * len(text):
        return ended(text)
    return ended("，".join(text[start:end].strip(CLAUSE_ENDS + " ") for start, end in behind))


def clauses_of(text: str) -> list[tuple[int, int]]:
    """From comma to comma, the comma with what it ends."""
    ends = [at + 1 for at, character in enumerate(text) if character in CLAUSE_ENDS and is_mark(text, at)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]


def is_mark(text: str, at: int) -> bool:
    """Whether a comma stands between words and not in a number such as 1,500."""
    return not (text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())


def what_was_done(progress: str, quotes: Iterable[str], unreported: Iterable[str]) -> str:
    """The lines of a long text that the signals speak of, in order; a short one, or one they are silent on, whole.

    Args:
        quotes: words of the progress text.
        unreported: words of the task that nothing was reported on; a line that speaks of them is told too.
    """
    quotes, unreported = [each for each in quotes if each], list(unreported)
    if len(progress) <= SHORT or not (quotes or unreported):
        return flat(progress)
    lines = [line for line in progress.split("\n") if line.strip()]
    if len(lines) == 1:
        lines = [f"{sentence}。" for sentence in progress.split("。") if sentence.strip()]
    # a first line without a number speaks of the whole
    told = [
        line
        for place, line in enumerate(lines)
        if (place == 0 and not ENUMERATION.match(line))
        or any(part in line for quote in quotes for part in quote.split("；"))
        or any(is_about(line, words) for words in unreported)
    ]
    return flat("\n".join(told or lines))


def is_about(line: str, words: str) -> bool:
    match = SequenceMatcher(None, line, words, autojunk=False).find_longest_match()
    return match.size >= ALIKE and not line[match.a : match.a + match.size].isdigit()


def flat(text: str) -> str:
    """Several lines as one paragraph, without their ①②③, every one ended."""
    lines = [ENUMERATION.sub("", line).strip() for line in text.split("\n")]
    return "".join(ended(line) for line in lines if line)


def ended(text: str) -> str:
    """With a full stop."""
    text = text.strip()
    return text if not text or text[-1] in "。！？" else text.rstrip("，,；;、：: ") + "。"


def why_behind(reason: str, problem: str, signals: Signals, outcome: Outcome | None) -> str:
    """Why an item lags: as the office judged, else as the unit wrote, else as the heaviest signal has it."""
    if reason and not reason.startswith("据"):
        return flat(reason)
    if problem:
        return flat(problem)
    codes = [each["code"] for each in signals]
    said = next((WHYS[code] for code in codes if code in WHYS), "")
    return ended(WHY_OTHERWISE.get(outcome) or said or "进度较为滞后")


def target_name(text: str, measure: str = "") -> str:
    """What a target is about: 地区生产总值增长6%以上 → 地区生产总值.

    Args:
        measure: of its indicator, where it has one.
    """
    head = re.split(r"增长|达到|下降|保持|控制在|不低于|不高于|完成(?:年度|全年)|[0-9]", text)[0]
    return measure or head.strip("，, ") or text


def target_figure(name: str, quote: str, is_estimate: bool) -> str:
    """The figure of a target as the summary prints it: 地区生产总值预计增长13%.

    Args:
        quote: the words it was read from: 预计上半年增长16%左右, 地区生产总值增长4.4%(主城区第3名).
        is_estimate: 预计 stood before it, in the quote or outside.
    """
    said = re.split(r"[（(]", LEADING_PERIOD.sub(r"\1", quote))[0]
    said = re.sub(PERIOD_WORDS, "", said).strip("，, ")
    if name not in said:
        estimate = "预计" if is_estimate or said.startswith("预计") else ""
        return name + estimate + said.removeprefix("预计")
    return f"预计{said}" if is_estimate and "预计" not in said else said


def without_period(text: str) -> str:
    """A short text without the period that the paragraph names anyway, and without its final stop."""
    return LEADING_PERIOD.sub(r"\1", text.strip()).rstrip("。；; ")


def unreported_words(signals: Signals, text: str) -> list[str]:
    """The clauses of the task that nothing was reported on."""
    spans = quoted_clauses(signals, TASK, text)
    return [text[a:b] for a, b in clauses_of(text) if any(start < b and a < end for start, end in spans)]


def progress_quotes(signals: Signals, progress: str) -> list[str]:
    """The words of the progress text that the signals rest on."""
    return [progress[start:end] for start, end in quoted_clauses(signals, PROGRESS, progress)]
