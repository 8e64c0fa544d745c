"""Prints how well ranks, second bases and upper targets are read from the labelled texts, part by part.

PYTHONPATH=. python tests/measure/measure_quoted.py [--misses development]
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tasks.assessing.quantities import read_ranks, read_second_bases, read_upper_targets

LABELS = Path(__file__).parents[1] / "labels"
HALVES = ("development", "held back")
FRESH, PUBLISHED = "fresh", "published"
PARTS = (*HALVES, FRESH, PUBLISHED)
READERS = {"ranks": read_ranks, "second": read_second_bases, "upper": read_upper_targets}


def main() -> None:
    """Print the figures of all parts, and the misses of a part if they are asked for."""
    for part in PARTS:
        print(part, measure(part))
    if "--misses" in sys.argv:
        for text, noun, missed, extra in iterate_misses(load(sys.argv[-1])):
            print(text, noun, "missed", missed, "extra", extra)


def load(part: str) -> list[dict]:
    """The invented texts of even index, those of odd index, which are held back, the fresh or the published ones."""
    name = "quoted" if part in HALVES else f"quoted_{part}"
    labelled = json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))
    return labelled[HALVES.index(part) :: 2] if part in HALVES else labelled


def measure(part: str) -> dict[str, dict[str, float]]:
    """Noun → precision and recall, all parts of each number being right."""
    return {noun: _measure_noun(noun, load(part)) for noun in READERS}


def _measure_noun(noun: str, labelled: list[dict]) -> dict[str, float]:
    tally: Counter[str] = Counter()
    for label in labelled:
        missed, extra = compare(noun, label)
        tally += Counter(hit=len(label[noun]) - len(missed), missed=len(missed), extra=len(extra))
    return {
        "precision": tally["hit"] / (tally["hit"] + tally["extra"]),
        "recall": tally["hit"] / (tally["hit"] + tally["missed"]),
    }


def compare(noun: str, label: dict) -> tuple[list[dict], list[Any]]:
    """The labelled numbers that were missed and the read ones that are none, or not as labelled."""
    missed, extra = [], list(READERS[noun](label["text"]))
    for one in label[noun]:
        hit = next((each for each in extra if _is_same(label["text"], noun, each, one)), None)
        if hit:
            extra.remove(hit)
        else:
            missed.append(one)
    return missed, extra


def _is_same(text: str, noun: str, each: Any, one: dict) -> bool:
    """Whether the spans overlap and all that is read is as labelled."""
    if each.span.end <= one["start"] or one["end"] <= each.span.start:
        return False
    if noun == "ranks":
        about = {"growth": True, "value": False, None: None}[one["about"]]
        read = (each.scope, each.place, each.of, each.is_shared, each.is_of_growth)
        return read == (one["scope"], one["place"], one["of"], one["shared"], about)
    if (each.value, each.unit) != (Decimal(str(one["value"])), one["unit"]):
        return False
    if noun == "second":
        return (each.basis, each.main.value) == (one["basis"], Decimal(str(one["main"])))
    return each.level.label == one["level"] and text[each.own.start :].startswith(str(one["own"]))


def iterate_misses(labelled: list[dict]) -> Iterator[tuple[str, str, list[dict], list[Any]]]:
    """The texts that were not read as labelled, with what was missed and what is extra."""
    for label in labelled:
        for noun in READERS:
            missed, extra = compare(noun, label)
            if missed or extra:
                yield label["text"], noun, missed, extra


if __name__ == "__main__":
    main()
