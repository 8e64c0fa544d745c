"""The cells that several lists share."""

from tasks.enums import DeadlineState, FigureState, IndicatorState, Outcome, RequestState, Standing
from tasks.pages.frame.cells import render_badge


def test_each_vocabulary_keeps_its_own_words_for_the_same_value():
    """Members are strings, so that those of two vocabularies may be equal."""
    vocabularies = (Outcome, Standing, IndicatorState, DeadlineState, RequestState, FigureState)
    members = [member for vocabulary in vocabularies for member in vocabulary]
    assert len(set(members)) < len(members)
    assert [render_badge(member) for member in members] == [
        f'<span class="st {member.token}">{member.label}</span>' for member in members
    ]
