"""Selects the figures that are certain enough to be compared with a judgement."""

from tasks.assessing.lagging import IndicatorFacts
from tasks.checking.checks.records import CheckedItem
from tasks.enums import FigureState

SURE = 0.75


def list_known_figures(item: CheckedItem) -> list[IndicatorFacts]:
    """Returns the indicators whose value is read with confidence and said to be achieved."""
    return [
        one
        for one in item.indicators
        if one.value is not None and one.confidence >= SURE and one.state is FigureState.ACHIEVED
    ]


def find_printed_quotes(one: IndicatorFacts, item: CheckedItem) -> tuple[str, ...]:
    """Returns the words from which a figure was read, if the printed progress contains them."""
    return (one.quote,) if one.quote and one.quote in item.words else ()
