"""量化指标: fits the indicators of a task to its changed text."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from tasks.assessing.indicator_actions import build_indicator_proposals
from tasks.enums import IndicatorState
from tasks.models import Edition, Indicator, ProgressEntry, Reading, Task


def refit_indicators(task: Task, former: str, entries: Collection[ProgressEntry]) -> None:
    """Fits the indicators of a task to its current text; called by the action that changed the text.

    An indicator whose commitment stands in both texts keeps its state and gets its new span; its upper target changes
    only if the texts say another one. The others are rejected
    and lose their span, but keep the readings of earlier periods. If only the value of a commitment changed, the
    readings of ``entries`` move to the new proposal.

    Args:
        former: the text to which the stored spans refer.
        entries: the entries that refer to the new text.
    """
    text = task.edition.text
    year = task.plan.year
    fresh = build_indicator_proposals(task.edition, year)
    former_proposals = {one.start: one for one in build_indicator_proposals(Edition(text=former), year)}
    stored = list(task.indicators.filter(start__isnull=False))
    last = max(task.indicators.values_list("position", flat=True), default=0)

    def has_same_words(one: Indicator, new: Indicator) -> bool:
        return text[new.start : new.end] == former[one.start : one.end]

    def has_same_measure(one: Indicator, new: Indicator) -> bool:
        return new.unit == one.unit and new.measure in (one.measure, get_former(one).measure)

    def get_former(one: Indicator) -> Indicator:
        """Returns what was proposed of the stored indicator's words; an empty one where nothing was."""
        return former_proposals.get(one.start) or Indicator()

    def says_another_upper(one: Indicator, new: Indicator) -> bool:
        was = get_former(one)
        return (was.upper_level, was.upper_value) != (new.upper_level, new.upper_value)

    # of two commitments with the same words, the one with the same measure is paired first
    kept = _pair_indicators(stored, fresh, lambda one, new: has_same_words(one, new) and has_same_measure(one, new))
    kept += _pair_indicators(stored, fresh, has_same_words)
    for one, new in kept:
        if says_another_upper(one, new):
            one.upper_level, one.upper_value = new.upper_level, new.upper_value
        one.start, one.end = new.start, new.end
    replaced = _pair_indicators(list(stored), list(fresh), has_same_measure)
    for one in stored:
        one.start, one.end, one.state = None, None, IndicatorState.REJECTED
    for position, new in enumerate(fresh, start=last + 1):
        new.position = position
    Indicator.objects.bulk_update(
        [*(one for one, _ in kept), *stored], ["start", "end", "state", "upper_level", "upper_value"]
    )
    Indicator.objects.bulk_create(fresh)
    for one, new in replaced:
        Reading.objects.filter(indicator=one, entry__in=entries).update(indicator=new)


def restore_indicators(task: Task, former: Mapping[str, list[Any]], entries: Collection[ProgressEntry]) -> None:
    """Puts the indicators of a text back that is in force again; called by the action that undid a change of the text.

    ``refit_indicators`` has proposed its commitments anew. Where the task had an indicator for one, that one takes the
    proposal's place and the readings of ``entries``, so that what a person had confirmed is still confirmed.

    Args:
        former: key of each earlier indicator → start, end and state, as they were under this text.
    """
    stored = {str(one.pk): one for one in task.indicators.all()}
    for key, (start, end, state) in former.items():
        one = stored.get(key)
        if one is None or start is None:
            continue
        proposed = task.indicators.filter(start=start).exclude(pk__in=former)
        Reading.objects.filter(indicator__in=proposed, entry__in=entries).update(indicator=one)
        proposed.delete()
        one.start, one.end, one.state = start, end, IndicatorState(state)
        one.save(update_fields=["start", "end", "state"])


def _pair_indicators(
    stored: list[Indicator], fresh: list[Indicator], fits: Callable[[Indicator, Indicator], bool]
) -> list[tuple[Indicator, Indicator]]:
    """Pairs the indicators that fit each other one to one, and removes them from both lists."""
    pairs = []
    for one in list(stored):
        new = next((each for each in fresh if fits(one, each)), None)
        if new is not None:
            pairs.append((one, new))
            stored.remove(one)
            fresh.remove(new)
    return pairs
