"""结论用词: the words in which a government judges the items of a kind, each with its meaning, colour and stage.

The machine asks for the meaning alone, people read the word. Within a stage each word and each meaning stands once, so
that one gives the other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks.enums import Outcome, OutcomeStage

#: characters of a word
LONGEST_WORD = 10
#: colour token → its name; the stylesheet gives each a sign of its own, so that nobody has to tell colours apart
TOKENS = {"ok": "绿（正常）", "watch": "黄（关注）", "late": "红（落后）", "done": "蓝（办结）", "none": "灰（中性）"}
#: what an item is judged with before its year ends, and at its end
_OF_STAGE = {
    OutcomeStage.YEAR: (*(one for one in Outcome if one not in (Outcome.NOT_REACHED, Outcome.CARRIED)),),
    OutcomeStage.END: (Outcome.REACHED, Outcome.AHEAD, Outcome.WATCH, Outcome.NOT_REACHED, Outcome.CARRIED),
}


@dataclass(frozen=True)
class OutcomeWord:
    """A word of a vocabulary; it is shown as a member of a ``Choice`` is."""

    word: str
    meaning: Outcome
    token: str
    stage: OutcomeStage = OutcomeStage.YEAR

    @property
    def label(self) -> str:
        return self.word

    @property
    def value(self) -> str:
        """The value of its meaning, by which a form names it."""
        return self.meaning.value

    @property
    def is_behind(self) -> bool:
        return self.meaning.is_behind


@dataclass(frozen=True)
class Vocabulary:
    """The words of a kind, in the order in which they are offered."""

    words: Sequence[OutcomeWord]

    def list_words(self, stage: OutcomeStage) -> tuple[OutcomeWord, ...]:
        """Lists the words of a stage."""
        return tuple(one for one in self.words if one.stage == stage)

    def find_word(self, meaning: Outcome, stage: OutcomeStage) -> OutcomeWord | None:
        """Returns the word of a meaning; None where the stage does not use it."""
        return next((one for one in self.list_words(stage) if one.meaning == meaning), None)

    def get_word(self, meaning: Outcome, stage: OutcomeStage) -> OutcomeWord:
        """Returns the word of a meaning in a stage; else that of the other stage, else the standard word."""
        found = (self.find_word(meaning, one) for one in (stage, *OutcomeStage))
        return next(filter(None, found), None) or OutcomeWord(meaning.label, meaning, meaning.token, stage)


def get_stage(*, is_last: bool) -> OutcomeStage:
    """Returns the stage to which a period belongs: the last one of a year closes it."""
    return OutcomeStage.END if is_last else OutcomeStage.YEAR


def _build(*stages: Iterable[tuple[str, Outcome]], tokens: Mapping[Outcome, str] | None = None) -> Vocabulary:
    known = tokens or {}
    return Vocabulary(
        tuple(
            OutcomeWord(word, meaning, known.get(meaning, meaning.token), stage)
            for stage, words in zip(OutcomeStage, stages, strict=True)
            for word, meaning in words
        )
    )


def _label(*meanings: Outcome) -> list[tuple[str, Outcome]]:
    return [(meaning.label, meaning) for meaning in meanings]


#: half-year reports print 正常推进, 预计能够完成 and 推进滞后, year-end reports 完成 and 未完成; 超进度 is a class of 金寨 2025
STANDARD = _build(
    _label(Outcome.ON_TRACK, Outcome.EXPECTED, Outcome.LAGGING, Outcome.AHEAD, Outcome.REACHED),
    _label(Outcome.REACHED, Outcome.NOT_REACHED, Outcome.AHEAD),
)
LAMPS = _build(
    [
        ("绿灯", Outcome.ON_TRACK),
        ("黄灯", Outcome.WATCH),
        ("红灯", Outcome.LAGGING),
        ("已完成", Outcome.REACHED),
    ],
    [("绿灯", Outcome.REACHED), ("黄灯", Outcome.WATCH), ("红灯", Outcome.NOT_REACHED)],
)
PACE = _build(
    [
        ("达进度", Outcome.ON_TRACK),
        ("欠进度", Outcome.LAGGING),
        ("超进度", Outcome.AHEAD),
        ("已完成", Outcome.REACHED),
    ],
    [("达进度", Outcome.REACHED), ("欠进度", Outcome.NOT_REACHED), ("超进度", Outcome.AHEAD)],
)
COMPLETION = _build(
    [("推进中", Outcome.ON_TRACK), ("进度滞后", Outcome.LAGGING), ("完成", Outcome.REACHED)],
    [("完成", Outcome.REACHED), ("未完成", Outcome.NOT_REACHED), ("跨年", Outcome.CARRIED)],
)
#: key → label and vocabulary, as offered for a new kind
READY: dict[str, tuple[str, Vocabulary]] = {
    "standard": ("正常、滞后", STANDARD),
    "lamps": ("红、黄、绿灯", LAMPS),
    "pace": ("达、欠、超进度", PACE),
    "completion": ("完成、未完成、跨年", COMPLETION),
}


def read_vocabulary(stored: Sequence[Mapping[str, str]]) -> Vocabulary:
    """Reads a vocabulary as it is stored; nothing stored is the standard one."""
    words = [
        OutcomeWord(one["word"], Outcome(one["meaning"]), one["colour"], OutcomeStage(one["stage"])) for one in stored
    ]
    return Vocabulary(tuple(words)) if words else STANDARD


def dump_vocabulary(vocabulary: Vocabulary) -> list[dict[str, str]]:
    """Returns what is stored of a vocabulary; nothing of the standard one."""
    if vocabulary.words == STANDARD.words:
        return []
    return [
        {"word": one.word, "meaning": one.meaning.value, "colour": one.token, "stage": one.stage.value}
        for one in vocabulary.words
    ]


def build_given_vocabulary(given: Iterable[Mapping[str, Any]]) -> tuple[Vocabulary, str]:
    """Builds the vocabulary that a person or a ready set gives, and what is wrong with it in Chinese, "" for nothing.

    A word without a stage is used in each stage that knows its meaning; without a colour it has that of its meaning.
    """
    found: list[OutcomeWord] = []
    for place, row in enumerate(given, start=1):
        word, meaning, stage = (str(row.get(name) or "").strip() for name in ("word", "meaning", "stage"))
        if meaning not in {*Outcome}:
            return STANDARD, f"第 {place} 行“{word}”没有选含义。"
        if stage and stage not in {*OutcomeStage}:
            return STANDARD, f"第 {place} 行“{word}”的使用时间不明。"
        outcome = Outcome(meaning)
        stages = [OutcomeStage(stage)] if stage else [one for one in OutcomeStage if outcome in _OF_STAGE[one]]
        token = str(row.get("colour") or "").strip() or outcome.token
        found += [OutcomeWord(word, outcome, token, one) for one in stages]
    vocabulary = Vocabulary(tuple(sorted(found, key=lambda one: [*OutcomeStage].index(one.stage))))
    return vocabulary, describe_vocabulary_refusal(vocabulary)


def describe_vocabulary_refusal(vocabulary: Vocabulary) -> str:
    """Describes in one Chinese sentence why items cannot be judged in these words; "" when they can."""
    for one in vocabulary.words:
        if refusal := _describe_word_refusal(one):
            return refusal
    for stage in OutcomeStage:
        words = vocabulary.list_words(stage)
        for said, values in (("用词", [one.word for one in words]), ("含义", [one.meaning.label for one in words])):
            twice = next((value for value in values if values.count(value) > 1), None)
            if twice:
                return f"{stage.label}的{said}“{twice}”重复，每个{said}只能有一行。"
        if len({one.is_behind for one in words}) < 2:
            return f"{stage.label}至少要有一个表示正常或完成的用词，和一个表示落后或未完成的用词。"
    return ""


def _describe_word_refusal(one: OutcomeWord) -> str:
    if not one.word:
        return "用词不能为空。"
    if len(one.word) > LONGEST_WORD:
        return f"用词“{one.word[:LONGEST_WORD]}……”超过 {LONGEST_WORD} 字，请缩短。"
    if not one.word.isprintable() or any(character in one.word for character in "<>&\"'、，,;；"):
        return f"用词“{one.word}”含有标点或特殊符号，请去掉。"
    if one.token not in TOKENS:
        return f"用词“{one.word}”的颜色不明，请选择。"
    if one.meaning not in _OF_STAGE[one.stage]:
        return f"“{one.word}”的含义“{one.meaning.label}”不用于{one.stage.label}，请改选含义或使用时间。"
    if (one.token == Outcome.LAGGING.token) != one.is_behind:
        return f"“{one.word}”的颜色与含义不符：落后或未完成的用红色，其他的不用红色。"
    return ""


def build_judged_word(outcome: Outcome, word: str, token: str) -> OutcomeWord:
    """Builds the word of a judgement out of its columns; what they leave empty is that of the meaning itself."""
    return OutcomeWord(word or outcome.label, outcome, token or outcome.token)


def merge_words(words: Iterable[OutcomeWord]) -> dict[Outcome, OutcomeWord]:
    """Merges the words of several kinds in the given order: each meaning once, its words joined, in their colour where
    they share one."""
    found: dict[Outcome, list[OutcomeWord]] = {}
    for one in words:
        found.setdefault(one.meaning, []).append(one)
    return {meaning: _merge_alike(meaning, alike) for meaning, alike in found.items()}


def count_words(words: Iterable[OutcomeWord], order: Iterable[Outcome] = Outcome) -> list[tuple[OutcomeWord, int]]:
    """Counts judgements by their meaning, each meaning that occurs with the words in which it was said.

    Args:
        order: of the meanings.
    """
    said = list(words)
    merged, counts = merge_words(said), Counter(one.meaning for one in said)
    return [(merged[meaning], counts[meaning]) for meaning in order if meaning in merged]


def _merge_alike(meaning: Outcome, words: Sequence[OutcomeWord]) -> OutcomeWord:
    tokens = {one.token for one in words}
    label = "／".join(dict.fromkeys(one.word for one in words))
    return OutcomeWord(label, meaning, tokens.pop() if len(tokens) == 1 else meaning.token)
