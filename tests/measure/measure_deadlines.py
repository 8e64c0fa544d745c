"""Prints how well deadlines are read from the labelled texts, part by part.

PYTHONPATH=. python tests/measure/measure_deadlines.py [--misses development]
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tasks.assessing.deadlines import Deadline, pick_final_deadline, read_deadlines

LABELS = Path(__file__).parents[1] / "labels"
HALVES = ("development", "held back")
FRESH = "fresh"


def main() -> None:
    """Print the figures of all parts, and the misses of the development half if they are asked for."""
    for part in (*HALVES, FRESH):
        print(part, measure(part))
    if "--misses" in sys.argv:
        for text, missed, extra in iterate_misses(load("development")):
            print(text, "missed", missed, "extra", extra)


def load(part: str) -> list[dict]:
    """The labelled texts of even index, those of odd index, which are held back, or the fresh ones."""
    name = "deadlines_fresh" if part == FRESH else "deadlines"
    labelled = json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))
    return labelled if part == FRESH else labelled[HALVES.index(part) :: 2]


def measure(part: str) -> dict[str, float]:
    """Precision and recall, and the share of texts whose final deadline is right."""
    tally: Counter[str] = Counter()
    labelled = load(part)
    for label in labelled:
        hits, missed, extra = compare(label)
        tally += Counter(hit=hits, missed=len(missed), extra=len(extra), final=has_right_final(label))
    return {
        "precision": tally["hit"] / (tally["hit"] + tally["extra"]),
        "recall": tally["hit"] / (tally["hit"] + tally["missed"]),
        "final": tally["final"] / len(labelled),
    }


def has_right_final(label: dict) -> bool:
    """Whether the day of the whole is the labelled one."""
    final = pick_final_deadline(label["text"], label["year"])
    return (final and final.on and final.on.isoformat()) == label["final"]


def compare(label: dict) -> tuple[int, list[str], list[Deadline]]:
    """The number of hits, the labelled words that were missed and the deadlines that are none."""
    extra, missed = list(read_deadlines(label["text"], label["year"])), []
    for one in label["deadlines"]:
        hit = next((each for each in extra if _is_same(each, one)), None)
        if hit:
            extra.remove(hit)
        else:
            missed.append(one["quote"])
    return len(label["deadlines"]) - len(missed), missed, extra


def _is_same(each: Deadline, one: dict) -> bool:
    """Whether span, day and kind agree; spans agree if they overlap."""
    on = one["on"] and date.fromisoformat(one["on"])
    is_beside = each.span.end <= one["start"] or one["end"] <= each.span.start
    return not is_beside and each.on == on and each.kind.value == one["kind"]


def iterate_misses(labelled: list[dict]) -> Iterator[tuple[str, list[str], list[Deadline]]]:
    """The texts that were not read as labelled, with what was missed and what is extra."""
    for label in labelled:
        _, missed, extra = compare(label)
        if missed or extra or not has_right_final(label):
            yield label["text"], missed, extra


if __name__ == "__main__":
    main()
