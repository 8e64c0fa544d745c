"""研判 in a government's own words: each kind offers its own, what was judged keeps the word of its time, and what was red
turns yellow first where the government asks for it."""

from datetime import date

import pytest

from tasks.enums import Outcome, PeriodState, Standing
from tasks.enums.outcome_words import LAMPS, PACE
from tasks.judging.batch_actions import judge_entries
from tasks.judging.offered_words import list_common_words, list_offered_words
from tasks.judging.queue import suggest_outcome
from tasks.models import Event, Government, ItemKind, Judgement, ProgressEntry
from tasks.models.changes import compute_fingerprint
from tasks.organisation.item_kind_actions import edit_item_kind
from tasks.organisation.item_kinds import build_kind_state
from tasks.permissions import Refused
from tests.acts import accept, judge, submit
from tests.cast import EntryFactory, PeriodFactory
from tests.cast import judge as judged
from tests.tasks.organisation.own_kinds import add_lamp_entry, add_lamps

RED = "上期研判为“红灯”，整改后应先转“黄灯”，不能直接研判为“绿灯”。"


@pytest.fixture
def lamp(cast) -> ProgressEntry:
    """An item of a kind that is judged by lamps, filed and accepted."""
    entry = add_lamp_entry(cast, add_lamps(cast))
    submit(entry, cast.clerk)
    return accept(ProgressEntry.objects.get(pk=entry.pk), cast.office)


@pytest.fixture
def lamp_after_red(cast, lamp) -> ProgressEntry:
    """The same item in the half-year, after a red lamp; the government asks for the step between."""
    judge(lamp, cast.office, Outcome.LAGGING, "用地未批。")
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    half = PeriodFactory(plan=cast.plan, number=2, opens_on=date(2024, 6, 20), due_on=date(2024, 7, 5))
    entry = EntryFactory(task=lamp.task, period=half, state="accepted", revision=1, text="建成三个。")
    Government.objects.filter(pk=cast.government.pk).update(recovers_stepwise=True)
    return ProgressEntry.objects.get(pk=entry.pk)


def test_each_kind_offers_its_own_words(cast, lamp):
    assert [word.label for word in list_offered_words(lamp)] == ["绿灯", "黄灯", "红灯", "已完成"]
    assert [word.label for word in list_offered_words(cast.livelihood_entry)][:2] == ["正常推进", "预计能够完成"]


def test_many_at_once_are_offered_each_meaning_once(cast, lamp):
    assert [
        word.label for word in list_common_words(Government.objects.get(pk=cast.government.pk), cast.period.quarter)
    ] == [
        "正常推进／绿灯",
        "预计能够完成",
        "推进滞后／红灯",
        "超进度",
        "黄灯",
    ]


def test_a_judgement_keeps_the_meaning_and_the_word(cast, lamp):
    judgement = judge(lamp, cast.office, Outcome.WATCH)
    assert (judgement.outcome, judgement.word, judgement.token, str(judgement)) == (
        Outcome.WATCH,
        "黄灯",
        "watch",
        "黄灯",
    )
    assert Event.objects.first().after == {"结论": "黄灯"}
    assert not ProgressEntry.objects.get(pk=lamp.pk).is_behind


def test_what_a_kind_does_not_use_is_refused_in_its_words(cast, lamp):
    with pytest.raises(Refused, match="一季度“党建重点”不使用“预计能够完成”这一结论。"):
        judge(lamp, cast.office, Outcome.EXPECTED)
    with pytest.raises(Refused, match="一季度不使用“需关注”这一结论。"):
        judge(cast.key_entry, cast.office, Outcome.WATCH)
    with pytest.raises(Refused, match="研判为“红灯”须写明理由。"):
        judge(lamp, cast.office, Outcome.LAGGING)


def test_a_batch_says_each_entry_in_the_word_of_its_kind(cast, lamp):
    submit(cast.key_entry, cast.clerk)
    plain = accept(ProgressEntry.objects.get(pk=cast.key_entry.pk), cast.office)
    picked = [(entry, entry.revision, 0, "已核实。") for entry in (lamp, plain)]
    answers = judge_entries(picked=picked, outcome=Outcome.ON_TRACK, by=cast.office)
    assert (len(answers.done), answers.refused) == (2, [])
    assert [str(each) for each in Judgement.objects.order_by("pk")] == ["绿灯", "正常推进"]


def test_a_new_vocabulary_leaves_what_was_judged(cast, lamp):
    judge(lamp, cast.office, Outcome.ON_TRACK)
    kind = ItemKind.objects.get(pk=lamp.task.item_kind.pk)
    seen = compute_fingerprint(build_kind_state(kind))
    edit_item_kind(kind=kind, name="党建重点", short_name="", vocabulary=PACE, seen=seen, by=cast.office)
    lamp = ProgressEntry.objects.get(pk=lamp.pk)
    assert str(lamp.judgement) == "绿灯"
    assert str(judge(lamp, cast.office, Outcome.ON_TRACK)) == "达进度"
    assert lamp.judgements.count() == 2


def test_word_and_meaning_agree_for_every_word_of_every_kind(cast, lamp):
    for entry in (lamp, ProgressEntry.objects.get(pk=cast.livelihood_entry.pk)):
        for word in list_offered_words(entry):
            one = Judgement(outcome=word.meaning, word=word.label, token=word.token)
            assert entry.get_outcome_word(word.meaning) == word
            assert (one.verdict.label, one.verdict.meaning, one.verdict.token) == (word.label, word.meaning, word.token)
            assert one.verdict.is_behind == one.outcome.is_behind


def test_a_judgement_of_before_says_the_word_of_its_meaning(cast):
    assert str(judged(cast.key_entry, Outcome.LAGGING)) == "推进滞后"


def test_what_was_red_is_not_green_at_once(cast, lamp_after_red):
    with pytest.raises(Refused, match=RED):
        judge(lamp_after_red, cast.office, Outcome.ON_TRACK)
    assert str(judge(lamp_after_red, cast.office, Outcome.WATCH)) == "黄灯"


def test_what_was_red_may_stay_red_or_be_done(cast, lamp_after_red):
    assert str(judge(lamp_after_red, cast.office, Outcome.LAGGING, "仍未动工。")) == "红灯"


def test_a_batch_obeys_the_rule_of_recovery(cast, lamp_after_red):
    picked = [(lamp_after_red, lamp_after_red.revision, 0, "")]
    answers = judge_entries(picked=picked, outcome=Outcome.ON_TRACK, by=cast.office)
    assert (answers.done, [why for _, why in answers.refused]) == ([], [f"须单独写明理由：{RED[:-1]}"]) or (
        RED[:-1] in answers.refused[0][1]
    )
    picked = [(lamp_after_red, lamp_after_red.revision, 0, "确已整改。")]
    answers = judge_entries(picked=picked, outcome=Outcome.ON_TRACK, by=cast.office)
    assert [why for _, why in answers.refused] == [RED]


def test_the_suggestion_obeys_the_rule_of_recovery(cast, lamp_after_red):
    lamp_after_red.standing = Standing.NORMAL
    assert suggest_outcome(lamp_after_red) == Outcome.WATCH
    Government.objects.filter(pk=cast.government.pk).update(recovers_stepwise=False)
    again = ProgressEntry.objects.get(pk=lamp_after_red.pk)
    again.standing = Standing.NORMAL
    assert suggest_outcome(again) == Outcome.ON_TRACK


def test_a_kind_without_a_word_between_is_not_held_up(cast, lamp_after_red):
    kind = lamp_after_red.task.item_kind
    seen = compute_fingerprint(build_kind_state(kind))
    edit_item_kind(kind=kind, name="党建重点", short_name="", vocabulary=PACE, seen=seen, by=cast.office)
    entry = ProgressEntry.objects.get(pk=lamp_after_red.pk)
    assert str(judge(entry, cast.office, Outcome.ON_TRACK)) == "达进度"


def test_a_warning_of_watch_suggests_the_word_between(cast, lamp):
    lamp.standing = Standing.WATCH
    assert suggest_outcome(lamp) == Outcome.WATCH
    cast.key_entry.standing = Standing.WATCH
    assert suggest_outcome(cast.key_entry) is None
    assert LAMPS.words[1].word == "黄灯"
