"""结论用词: word and meaning give each other, wherever either is asked for."""

import pytest

from tasks.enums import Outcome, OutcomeStage
from tasks.enums.outcome_words import (
    LAMPS,
    READY,
    STANDARD,
    TOKENS,
    OutcomeWord,
    Vocabulary,
    build_given_vocabulary,
    count_words,
    describe_vocabulary_refusal,
    dump_vocabulary,
    get_stage,
    merge_words,
    read_vocabulary,
)

VOCABULARIES = [pytest.param(vocabulary, id=key) for key, (_, vocabulary) in READY.items()]
GREEN = {"word": "绿灯", "meaning": "on_track", "colour": "ok", "stage": "year"}
RED = {"word": "红灯", "meaning": "lagging", "colour": "late", "stage": "year"}
DONE = {"word": "办结", "meaning": "reached", "colour": "done", "stage": "end"}
OPEN = {"word": "未办结", "meaning": "not_reached", "colour": "late", "stage": "end"}
FOUR = [GREEN, RED, DONE, OPEN]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_each_ready_vocabulary_is_fit_and_comes_back_from_what_is_stored(vocabulary):
    assert describe_vocabulary_refusal(vocabulary) == ""
    stored = dump_vocabulary(vocabulary)
    assert read_vocabulary(stored) == vocabulary
    assert build_given_vocabulary(stored or dump(vocabulary)) == (vocabulary, "")


def dump(vocabulary: Vocabulary) -> list[dict]:
    """The rows of a vocabulary, those of the standard one too."""
    return [
        {"word": one.word, "meaning": one.meaning.value, "colour": one.token, "stage": one.stage.value}
        for one in vocabulary.words
    ]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
@pytest.mark.parametrize("stage", OutcomeStage)
def test_within_a_stage_word_and_meaning_give_each_other(vocabulary, stage):
    words = vocabulary.list_words(stage)
    assert [vocabulary.find_word(one.meaning, stage) for one in words] == list(words)
    assert len({one.word for one in words}) == len({one.meaning for one in words}) == len(words)
    assert all(one.is_behind == one.meaning.is_behind == (one.token == "late") for one in words)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("stage", OutcomeStage)
def test_every_meaning_has_a_word_everywhere_that_means_it(vocabulary, outcome, stage):
    word = vocabulary.get_word(outcome, stage)
    assert (word.meaning, word.token in TOKENS, bool(word.label)) == (outcome, True, True)


def test_the_standard_words_are_those_of_the_meanings():
    assert all((one.word, one.token) == (one.meaning.label, one.meaning.token) for one in STANDARD.words)
    assert dump_vocabulary(STANDARD) == []


def test_the_last_period_is_the_end_of_the_year():
    assert [get_stage(is_last=last) for last in (False, True)] == [OutcomeStage.YEAR, OutcomeStage.END]


def test_a_word_without_stage_and_colour_is_used_wherever_its_meaning_is():
    given = [{"word": "达标", "meaning": "reached"}, {"word": "落后", "meaning": "lagging"}, OPEN]
    vocabulary, refusal = build_given_vocabulary(given)
    assert refusal == ""
    assert [(one.word, one.stage.value, one.token) for one in vocabulary.words] == [
        ("达标", "year", "done"),
        ("落后", "year", "late"),
        ("达标", "end", "done"),
        ("未办结", "end", "late"),
    ]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ([GREEN | {"word": ""}], "用词不能为空。"),
        ([GREEN | {"word": "绿" * 11}], "用词“绿绿绿绿绿绿绿绿绿绿……”超过 10 字，请缩短。"),
        ([GREEN | {"word": "绿<b>"}], "用词“绿<b>”含有标点或特殊符号，请去掉。"),
        ([GREEN | {"colour": "pink"}], "用词“绿灯”的颜色不明，请选择。"),
        ([GREEN | {"colour": "late"}], "“绿灯”的颜色与含义不符：落后或未完成的用红色，其他的不用红色。"),
        (
            [GREEN | {"meaning": "not_reached", "colour": "late"}],
            "“绿灯”的含义“未完成”不用于年中，请改选含义或使用时间。",
        ),
        ([GREEN | {"meaning": "green"}], "第 1 行“绿灯”没有选含义。"),
        ([GREEN | {"stage": "spring"}], "第 1 行“绿灯”的使用时间不明。"),
        ([GREEN, GREEN | {"meaning": "ahead"}], "年中的用词“绿灯”重复，每个用词只能有一行。"),
        ([GREEN, GREEN | {"word": "正常"}], "年中的含义“正常推进”重复，每个含义只能有一行。"),
        ([], "年中至少要有一个表示正常或完成的用词，和一个表示落后或未完成的用词。"),
    ],
)
def test_unfit_words_are_refused_with_the_reason(changed, refusal):
    assert build_given_vocabulary([*changed, *FOUR[1:]])[1] == refusal


def test_several_kinds_share_a_meaning_with_their_words_joined():
    green, plain = LAMPS.words[0], STANDARD.words[0]
    assert merge_words([plain, green, plain]) == {
        Outcome.ON_TRACK: OutcomeWord("正常推进／绿灯", Outcome.ON_TRACK, "ok")
    }
    counted = count_words([green, plain, LAMPS.words[2]])
    assert [(word.label, count) for word, count in counted] == [("绿灯／正常推进", 2), ("红灯", 1)]
