"""量化指标 after a task's text was changed: what still stands in it is kept, what is new is proposed."""

from collections.abc import Callable, Collection

from tasks.assessing.indicator_actions import build_indicator_proposals
from tasks.enums import IndicatorState
from tasks.models import Edition, Indicator, ProgressEntry, Reading, Task


def refit_indicators(task: Task, former: str, entries: Collection[ProgressEntry]) -> None:
    """Fits the indicators of a task to its current text; part of the action that changed it.

    A commitment that stands in both texts keeps what was decided of it. One that is gone is asked for no more: it
    loses its place in the text and keeps the figures of earlier periods. Where only its figure changed, what
    ``entries`` have filled in goes over to the new proposal.

    Args:
        former: the text that the stored places refer to.
        entries: those that stand on the new text.
    """
    text = task.edition.text
    fresh = build_indicator_proposals(task.edition)
    read = {one.start: one.measure for one in build_indicator_proposals(Edition(text=former))}
    stored = list(task.indicators.filter(start__isnull=False))
    last = max(task.indicators.values_list("position", flat=True), default=0)

    def stays(one: Indicator, new: Indicator) -> bool:
        return text[new.start : new.end] == former[one.start : one.end]

    def is_called(one: Indicator, new: Indicator) -> bool:
        return new.unit == one.unit and new.measure in (one.measure, read.get(one.start))

    # of two commitments with the same figure, first the one that is also called the same
    kept = _pair_indicators(stored, fresh, lambda one, new: stays(one, new) and is_called(one, new))
    kept += _pair_indicators(stored, fresh, stays)
    for one, new in kept:
        one.start, one.end = new.start, new.end
    heirs = _pair_indicators(list(stored), list(fresh), is_called)
    for one in stored:
        one.start, one.end, one.state = None, None, IndicatorState.REJECTED
    for position, new in enumerate(fresh, start=last + 1):
        new.position = position
    Indicator.objects.bulk_update([*(one for one, _ in kept), *stored], ["start", "end", "state"])
    Indicator.objects.bulk_create(fresh)
    for one, new in heirs:
        Reading.objects.filter(indicator=one, entry__in=entries).update(indicator=new)


def _pair_indicators(
    stored: list[Indicator], fresh: list[Indicator], fits: Callable[[Indicator, Indicator], bool]
) -> list[tuple[Indicator, Indicator]]:
    """Those that fit each other, one to one; they are taken out of both lists."""
    pairs = []
    for one in list(stored):
        new = next((each for each in fresh if fits(one, each)), None)
        if new is not None:
            pairs.append((one, new))
            stored.remove(one)
            fresh.remove(new)
    return pairs
