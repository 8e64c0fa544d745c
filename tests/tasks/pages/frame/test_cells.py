"""The cells that several lists share."""

from dataclasses import replace

from tasks.enums import DeadlineState, FigureState, IndicatorState, LagChange, Outcome, RequestState, Standing
from tasks.pages.frame.cells import render_badge
from tasks.terms import DEFAULT, speak


def test_each_vocabulary_keeps_its_own_words_for_the_same_value():
    """Members are strings, so that those of two vocabularies may be equal."""
    vocabularies = (Outcome, Standing, IndicatorState, DeadlineState, RequestState, FigureState)
    members = [member for vocabulary in vocabularies for member in vocabulary]
    assert len(set(members)) < len(members)
    assert [render_badge(member) for member in members] == [
        f'<span class="st {member.token}">{member.label}</span>' for member in members
    ]


def test_a_word_of_the_place_is_never_kept_for_another_place():
    with speak(lambda: replace(DEFAULT, judging="评议")):
        assert "本期未评议" in render_badge(LagChange.UNDECIDED)
    assert "本期未研判" in render_badge(LagChange.UNDECIDED)
