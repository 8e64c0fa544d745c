"""Figures sure enough to hold against a judgement."""

from tasks.assessing.lagging import IndicatorFacts
from tasks.checking.checks.records import CheckedItem
from tasks.enums import FigureState

SURE = 0.75


def list_known_figures(item: CheckedItem) -> list[IndicatorFacts]:
    """Indicators whose figure is surely read and said to be done."""
    return [
        one
        for one in item.indicators
        if one.value is not None and one.confidence >= SURE and one.state is FigureState.ACHIEVED
    ]


def find_printed_quotes(one: IndicatorFacts, item: CheckedItem) -> tuple[str, ...]:
    """The words a figure was read from, where they stand in what is printed."""
    return (one.quote,) if one.quote and one.quote in item.words else ()
