"""完成时限: how many of the labelled deadlines are read, and how many of those read are labelled."""

import pytest

from tests.measure.measure_deadlines import FRESH, HALVES, load, measure

FLOOR = 0.95


@pytest.mark.parametrize("part", [*HALVES, FRESH])
def test_nineteen_of_twenty_are_right(part):
    assert {name: share for name, share in measure(part).items() if share < FLOOR} == {}


def test_the_labels_quote_their_texts():
    labels = [label for part in (*HALVES, FRESH) for label in load(part)]
    quotes = [
        (label["text"][one["start"] : one["end"]], one["quote"]) for label in labels for one in label["deadlines"]
    ]
    assert [pair for pair in quotes if pair[0] != pair[1]] == []
