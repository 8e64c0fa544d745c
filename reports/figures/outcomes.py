"""Counts how entries were judged."""

from collections import Counter
from collections.abc import Iterable

from tasks.assessing.streaks import find_judged_outcome
from tasks.enums.outcome_words import OutcomeWord, count_words
from tasks.models import Period, ProgressEntry, User
from tasks.queries import filter_led_by, order_as_printed, select_visible_entries

Outcomes = Counter


def count_outcomes(entries: Iterable[ProgressEntry]) -> Outcomes:
    """Counts the entries by ``Outcome``; unjudged entries are counted under None."""
    return Counter(map(find_judged_outcome, entries))


def count_judged_words(entries: Iterable[ProgressEntry]) -> list[tuple[OutcomeWord, int]]:
    """Counts the judged entries by what it means, each meaning in the words in which it was said."""
    return count_words(entry.judgement.verdict for entry in entries if entry.judgement)


def list_entries_led_by(user: User, period: Period) -> list[ProgressEntry]:
    """Lists the entries of a period that the person's unit leads, in printed order; in one query."""
    entries = filter_led_by(user, select_visible_entries(user).filter(period=period))
    return list(order_as_printed(entries.select_related("judgement", "task__item_kind", "edition")))
