"""Two items that report one measure: held against labelled pairs, of which half were held back."""

import pytest

from tests.measure.measure_same_measure import ALIKE, REORDERED, measure, read_labels


@pytest.mark.parametrize("held_back", [False, True])
def test_different_things_are_no_contradiction_and_the_same_thing_is(held_back):
    right, wrong, missed = measure(ALIKE, held_back=held_back)
    assert (len(read_labels(ALIKE, held_back=held_back)), wrong) == (16, 0)
    assert right >= 7
    assert missed <= 1


def test_a_measure_is_one_whose_words_stand_in_another_order():
    assert measure(REORDERED, held_back=False) == (4, 0, 0)
    right, wrong, missed = measure(REORDERED, held_back=True)
    assert (right >= 3, wrong, missed <= 1) == (True, 0, True)
