"""Matches the rows of a document one to one with the items of a plan, by their texts and never by number alone."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.assessing.likeness import PairIndex

#: texts that are less similar are about different things
THRESHOLD = 0.5
#: the similarity of a text and a complete fragment of it
FRAGMENT = 0.85
#: so many pairs of a group are weighed against each other; in a larger one, of texts that all look alike, the most similar
#: pairs come first
MOST_WEIGHED = 40_000
#: what section, units and number may add when texts are equally similar
TIE = 0.02


@dataclass(frozen=True)
class MatchSide:
    """A row or an item to be matched: its text, and what decides between equally similar texts."""

    text: str
    name: str = ""
    section: str = ""
    units: frozenset[str] = frozenset()
    number: int | None = None


def normalize_for_match(text: str) -> str:
    """Removes spaces and punctuation and folds width and case, in which documents differ without a reason."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).lower())


def count_bigrams(text: str) -> Counter:
    plain = normalize_for_match(text)
    return Counter(plain[index : index + 2] for index in range(max(len(plain) - 1, 1))) if plain else Counter()


def rate_common_bigrams(common: int, one: int, other: int) -> float:
    """Rates how alike two texts are, 0 to 1: the Dice coefficient of character pairs or, if greater, ``FRAGMENT`` times the
    share of the shorter text that the longer one contains.

    Args:
        common: how many pairs they have in common.
        one, other: how many pairs each of them has.
    """
    if not common:
        return 0.0
    fragment = FRAGMENT * common / min(one, other) if min(one, other) >= 6 else 0.0
    return max(2 * common / (one + other), fragment)


def match_rows_to_tasks(rows: list[MatchSide], tasks: list[MatchSide]) -> dict[int, tuple[int, float]]:
    """Computes the best one-to-one assignment of rows to items with a similarity of at least ``THRESHOLD``.

    Returns:
        row index → task index and similarity of the texts, 0 to 1; rows without an item are missing.
    """
    scores = _compute_scores(rows, tasks)
    found: dict[int, tuple[int, float]] = {}
    for rows_of, tasks_of in _group_components(scores):
        if len(rows_of) * len(tasks_of) > MOST_WEIGHED:
            found |= _pair_greedily(scores, rows_of, rows, tasks)
            continue
        gains = [[_compute_gain(scores, row, task, rows, tasks) for task in tasks_of] for row in rows_of]
        for row_at, task_at in _assign(gains):
            pair = rows_of[row_at], tasks_of[task_at]
            if pair in scores:
                found[pair[0]] = (pair[1], scores[pair])
    return found


def _compute_scores(rows: list[MatchSide], tasks: list[MatchSide]) -> dict[tuple[int, int], float]:
    left = [(count_bigrams(side.text), count_bigrams(side.name)) for side in rows]
    right = [(count_bigrams(side.text), count_bigrams(side.name)) for side in tasks]
    same = _group_same_texts(text for text, _ in right)
    perfect = {task for text, _ in left for task in same.get(frozenset(text.items()), ())}
    every, others = _Sides(right), _Sides(right, [task for task in range(len(right)) if task not in perfect])
    scores = {}
    for row, (text, name) in enumerate(left):
        # a row that stands word for word in the plan is not compared with items that other rows print word for word
        own = same.get(frozenset(text.items()), [])
        found = (others if own else every).rate(text, name) | dict.fromkeys(own, 1.0)
        for task in sorted(found):
            if found[task] >= THRESHOLD:
                scores[row, task] = round(found[task], 4)
    return _drop_poor(scores)


class _Sides:
    """Texts and names of items, to be compared with those of rows.

    Args:
        places: of the items that are compared; None for all of them.
    """

    def __init__(self, sides: list[tuple[Counter, Counter]], places: list[int] | None = None):
        self.places = list(range(len(sides))) if places is None else places
        self.texts = PairIndex(sides[place][0] for place in self.places)
        self.names = PairIndex(sides[place][1] for place in self.places)

    def rate(self, text: Counter, name: Counter) -> dict[int, float]:
        """Returns the place of each item that has something in common with a row → the similarity."""
        shared, called = self.texts.count_common(text), self.names.count_common(name)
        found = {}
        for at in shared.keys() | called.keys():
            score = rate_common_bigrams(shared[at], text.total(), self.texts.totals[at])
            if name and self.names.totals[at]:
                named = rate_common_bigrams(called[at], name.total(), self.names.totals[at])
                score = max(score, (score + named) / 2)
            found[self.places[at]] = score
        return found


def _group_same_texts(texts: Iterable[Counter]) -> dict[frozenset, list[int]]:
    """Returns the places of equal texts, without those that have no character."""
    places: dict[frozenset, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        if text:
            places[frozenset(text.items())].append(place)
    return places


def _drop_poor(scores: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Removes pairs of which both sides are identical with another side."""
    perfect_rows = {row for (row, _), score in scores.items() if score == 1}
    perfect_tasks = {task for (_, task), score in scores.items() if score == 1}
    return {
        (row, task): score
        for (row, task), score in scores.items()
        if score == 1 or not (row in perfect_rows and task in perfect_tasks)
    }


def _compute_gain(scores, row: int, task: int, rows: list[MatchSide], tasks: list[MatchSide]) -> float:
    score = scores.get((row, task))
    if score is None:
        return 0.0
    one, other = rows[row], tasks[task]
    section = TIE * (bool(one.section) and normalize_for_match(one.section) == normalize_for_match(other.section))
    units = TIE * len(one.units & other.units) / max(len(one.units | other.units), 1)
    return score + section + units + TIE / 10 * (one.number is not None and one.number == other.number)


def _group_components(scores) -> list[tuple[list[int], list[int]]]:
    """Returns the groups of rows and items that compete with each other; nearly all have one of each."""
    by_row, by_task = defaultdict(set), defaultdict(set)
    for row, task in scores:
        by_row[row].add(task)
        by_task[task].add(row)
    groups, seen = [], set()
    for start in sorted(by_row):
        if start in seen:
            continue
        rows, waiting = {start}, [start]
        tasks: set[int] = set()
        while waiting:
            for task in by_row[waiting.pop()] - tasks:
                tasks.add(task)
                fresh = by_task[task] - rows
                rows |= fresh
                waiting += fresh
        seen |= rows
        groups.append((sorted(rows), sorted(tasks)))
    return groups


def _pair_greedily(
    scores: dict[tuple[int, int], float], rows_of: list[int], rows: list[MatchSide], tasks: list[MatchSide]
) -> dict[int, tuple[int, float]]:
    """Pairs the rows of a group with its items, the pairs of the greatest gain first."""
    own, found, taken = set(rows_of), {}, set()
    gains = {(row, task): _compute_gain(scores, row, task, rows, tasks) for row, task in scores if row in own}
    for row, task in sorted(gains, key=lambda pair: (-gains[pair], pair)):
        if row not in found and task not in taken:
            found[row] = (task, scores[row, task])
            taken.add(task)
    return found


def _assign(gains: list[list[float]]) -> list[tuple[int, int]]:
    """Returns the assignment of greatest total gain (Hungarian method); rows and columns may differ in number."""
    height, width = len(gains), len(gains[0])
    size = max(height, width)
    cost = [[-gains[i][j] if i < height and j < width else 0.0 for j in range(size)] for i in range(size)]
    row_price, column_price, holder = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        _place_row(row, cost, row_price, column_price, holder)
    pairs = [(holder[column] - 1, column - 1) for column in range(1, size + 1)]
    return [(row, column) for row, column in pairs if row < height and column < width and gains[row][column] > 0]


def _place_row(row: int, cost, row_price, column_price, holder) -> None:
    """Assigns one more row at the lowest cost and moves others if necessary."""
    size = len(cost)
    holder[0], column = row, 0
    cheapest, way, used = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
    while holder[column]:
        used[column], best, best_column = True, float("inf"), 0
        for other in range(1, size + 1):
            if used[other]:
                continue
            price = cost[holder[column] - 1][other - 1] - row_price[holder[column]] - column_price[other]
            if price < cheapest[other]:
                cheapest[other], way[other] = price, column
            if cheapest[other] < best:
                best, best_column = cheapest[other], other
        for other in range(size + 1):
            if used[other]:
                row_price[holder[other]] += best
                column_price[other] -= best
            else:
                cheapest[other] -= best
        column = best_column
    while column:
        holder[column] = holder[way[column]]
        column = way[column]
