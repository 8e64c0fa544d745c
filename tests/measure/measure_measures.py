"""Measures how well the commitments of several years are put together to measures.

    .venv/bin/python -m tests.measure.measure_measures

A pair belongs to the half of its later commitment: those at an even place of the list were for writing the rule, the others
are held back. ``arguable`` pairs count neither way. Twice: without any 接续, and with those of ``continuations.json``
confirmed.
"""

import json
from functools import cache
from itertools import combinations
from pathlib import Path

from tasks.enums import IndicatorKind
from tasks.measures.bases import read_basis
from tasks.measures.matching import Counted, Grouping

LABELS = Path(__file__).parents[1] / "labels"


@cache
def read_labels() -> dict:
    return json.loads((LABELS / "measures.json").read_text(encoding="utf-8"))


def read_things() -> list[Counted]:
    rows = read_labels()["indicators"]
    items = {name: number for number, name in enumerate(sorted({row["item"] for row in rows}), start=1)}
    return [
        Counted(
            row["key"],
            int(row["key"][:4]),
            row["name"],
            row["unit"],
            next(kind for kind in IndicatorKind if kind.value == row["kind"]),
            read_basis(row["name"], row["clause"]),
            items[row["item"]],
        )
        for row in rows
    ]


def read_continued() -> list[tuple[int, int]]:
    items = {row["item"]: one.item for row, one in zip(read_labels()["indicators"], read_things(), strict=True)}
    pairs = json.loads((LABELS / "continuations.json").read_text(encoding="utf-8"))["pairs"]
    found = []
    for row in pairs:
        one, other = f"{row['year']}-{row['item']}", f"{row['later_year']}-{row['later_item']}"
        if row["kind"] != "arguable" and one in items and other in items:
            found.append((min(items[one], items[other]), max(items[one], items[other])))
    return found


def list_pairs(groups) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group, key=_places().__getitem__), 2)}


@cache
def _places() -> dict[str, int]:
    return {row["key"]: at for at, row in enumerate(read_labels()["indicators"])}


def find_pairs(*, continued: bool) -> set[tuple[str, str]]:
    grouping = Grouping(read_things(), continued=read_continued() if continued else ())
    return list_pairs([one.key for one in group.members] for group in grouping.build_groups())


def compare(*, continued: bool, held_back: bool) -> dict[str, list[tuple[str, str]]]:
    """Returns the pairs of a half that are found, missed and wrong."""

    def of_half(pairs):
        return {pair for pair in pairs if _places()[pair[1]] % 2 == held_back}

    found, true = of_half(find_pairs(continued=continued)), of_half(list_pairs(read_labels()["groups"]))
    arguable = list_pairs(read_labels()["arguable"])
    return {
        "right": sorted(found & true),
        "missed": sorted(true - found),
        "wrong": sorted(found - true - arguable),
    }


def list_wrong_bases(*, held_back: bool) -> list[tuple[str, str]]:
    """Returns the clauses of a half whose basis is read otherwise, with what is read."""
    rows = read_labels()["bases"][held_back::2]
    told = [(row, read_basis(row["name"], row["clause"])) for row in rows]
    return [(row["clause"], basis) for row, basis in told if basis != row["basis"]]


if __name__ == "__main__":
    import sys

    for held_back in (False, True):
        for continued in (False, True):
            told = compare(continued=continued, held_back=held_back)
            counts = {name: len(pairs) for name, pairs in told.items()}
            print("held back" if held_back else "seen", "with 接续" if continued else "by name alone", counts)
            if "-v" in sys.argv and not held_back:
                print("  missed", told["missed"], "\n  wrong", told["wrong"])
        wrong = list_wrong_bases(held_back=held_back)
        print("  bases wrong:", len(wrong), wrong if "-v" in sys.argv and not held_back else "")
