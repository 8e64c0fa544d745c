"""位次, 另一口径, 上级目标: how many of the labelled numbers are read, and how many of those read are labelled."""

import pytest

from tests.measure.measure_quoted import PARTS, READERS, load, measure

FLOOR = 0.9


@pytest.mark.parametrize("part", PARTS)
def test_nine_of_ten_are_right(part):
    assert {noun: shares for noun, shares in measure(part).items() if min(shares.values()) < FLOOR} == {}


def test_the_labels_quote_their_texts():
    labels = [label for part in PARTS for label in load(part)]
    quotes = [
        (label["text"][one["start"] : one["end"]], one["quote"])
        for label in labels
        for noun in READERS
        for one in label[noun]
    ]
    assert [pair for pair in quotes if pair[0] != pair[1]] == []
