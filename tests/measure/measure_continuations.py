"""Measures how well the items of a year find those of the year before with which they go on.

    .venv/bin/python -m tests.measure.measure_continuations

Of the later items those with an even number were for writing the rule, the others are held back. Only the first partner
of an item counts, if it is suggested; ``arguable`` ones count neither way.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tasks.continuing.matching import Partner, YearItem, rank_partners

LABELS = Path(__file__).parents[1] / "labels" / "continuations.json"
YEARS = ((2021, 2022), (2022, 2024))


@dataclass(frozen=True)
class Figures:
    """Items that go on: all, those whose first suggestion is right, those with a right partner among the first three.

    ``wrong``: items whose first suggestion is wrong.
    """

    items: int
    right: int
    among_three: int
    wrong: int

    @property
    def recall(self) -> float:
        return self.right / self.items

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)


@cache
def read_labels() -> dict:
    return json.loads(LABELS.read_text(encoding="utf-8"))


def read_items(year: int) -> tuple[list[str], tuple[YearItem, ...]]:
    """Returns the keys of a year's items and the items themselves, whose key is their place."""
    rows = read_labels()["items"][str(year)]
    items = (YearItem(at, row["text"], frozenset(map(hash, row["units"]))) for at, row in enumerate(rows))
    return [row["key"] for row in rows], tuple(items)


def measure(earlier: int, later: int, *, held_back: bool) -> Figures:
    (old_keys, old), (new_keys, new) = read_items(earlier), read_items(later)
    true, arguable = defaultdict(set), defaultdict(set)
    for row in read_labels()["pairs"]:
        if (row["year"], row["later_year"]) == (earlier, later):
            (arguable if row["kind"] == "arguable" else true)[row["later_item"]].add(row["item"])
    ranked = rank_partners(old, new)
    items = right = among = wrong = 0
    for at, key in enumerate(new_keys):
        if int(key[1:]) % 2 != held_back:
            continue
        partners: tuple[Partner, ...] = ranked.get(at, ())
        found = [old_keys[partner.key] for partner in partners]
        items += bool(true[key])
        among += bool(true[key] & set(found[:3]))
        if partners and partners[0].is_suggested:
            right += found[0] in true[key]
            wrong += found[0] not in true[key] | arguable[key]
    return Figures(items, right, among, wrong)


if __name__ == "__main__":
    for name, held_back in (("seen", False), ("held back", True)):
        for years in YEARS:
            told = measure(*years, held_back=held_back)
            print(name, *years, told, f"recall {told.recall:.2f} precision {told.precision:.2f}")
