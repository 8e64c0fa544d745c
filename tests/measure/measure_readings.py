"""Prints how well the sentences of ``tests/labels/readings.json`` are read, half by half.

PYTHONPATH=. python tests/measure/measure_readings.py [--held-back | --fresh] [--misses]
"""

import hashlib
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from tasks.assessing.quantities import Commitment, Figure, match_figures, read_stated_figures, read_year_commitments
from tasks.enums import Comparison

LABELS = Path(__file__).parents[1] / "labels"
YEAR = 2030
"""The year of the plan to which all tasks belong."""
SURE = 0.9
"""A wrong answer with this confidence is a sure one; a target or a figure is sure if nothing is said to be doubtful."""
RIGHT, MISSED, DOUBTED, WRONG = "right", "missed", "wrong, but doubted", "wrong and sure"


def main() -> None:
    """Print the figures of a half, and its misses if they are asked for."""
    labels = load_fresh() if "--fresh" in sys.argv else load(held_back="--held-back" in sys.argv)
    for noun in ("targets", "figures", "answer"):
        print(noun, dict(Counter(judge(label) for label in labels if noun in label)))
    if "--misses" in sys.argv:
        for label in labels:
            if judge(label) != RIGHT:
                print(judge(label), json.dumps(label, ensure_ascii=False), *read(label), sep="\n    ")


def load(*, held_back: bool) -> list[dict]:
    """The half for writing the rules, or the one that was held back."""
    labels = json.loads((LABELS / "readings.json").read_text(encoding="utf-8"))
    return [label for label in labels if is_held_back(label) is held_back]


def load_fresh() -> list[dict]:
    """The texts that were labelled after the held-back half had been read."""
    return json.loads((LABELS / "readings_fresh.json").read_text(encoding="utf-8"))


def is_held_back(label: dict) -> bool:
    """Whether the hash of the texts puts a label in the half that no rule was written for."""
    words = label.get("task", "") + label.get("progress", "")
    return hashlib.sha256(words.encode()).digest()[0] % 2 == 1


def judge(label: dict) -> str:
    """Whether all that is read in the texts of a label is as labelled."""
    read_values = read(label)
    wanted = [label["answer"]] if "answer" in label else label.get("targets", label.get("figures"))
    if label.get("unsure") and read_values and read_values[-1][1]:
        return WRONG
    if wanted is None:
        return RIGHT
    wanted = [one for one in wanted if one is not None]
    agrees = len(wanted) == len(read_values) and all(map(_is_same, wanted, (value for value, _ in read_values)))
    if agrees and "answer" in label:
        agrees = _is_reached(label) is label["reached"]
    if agrees:
        return RIGHT
    strange = [is_sure for value, is_sure in read_values if not any(_is_same(one, value) for one in wanted)]
    if not strange and len(read_values) < len(wanted):
        return MISSED
    return WRONG if not strange or any(strange) else DOUBTED


def read(label: dict) -> list[tuple[list[Any], bool]]:
    """The readings as a label writes them, each with whether it is sure."""
    if "answer" in label:
        answer = match_figures(read_year_commitments(label["task"], YEAR), label["progress"])[:1]
        return [([one.value, one.unit], one.confidence >= SURE) for one in answer if one]
    if "task" in label:
        return [(_list_parts(one), one.doubt is None) for one in read_year_commitments(label["task"], YEAR)]
    figures = [one for one in read_stated_figures(label["progress"]) if not one.is_base]
    return [(_list_parts(one), one.doubt is None) for one in figures]


def _list_parts(one: Commitment | Figure) -> list[Any]:
    if isinstance(one, Commitment):
        return [one.comparison.value, one.value, one.unit, one.kind.value]
    return [one.value, one.unit, one.kind.value, *(["part"] if one.is_partial else [])]


def _is_same(wanted: list[Any], found: list[Any]) -> bool:
    return len(wanted) == len(found) and all(
        one is None or (Decimal(one) == other if isinstance(other, Decimal) else one == other)
        for one, other in zip(wanted, found, strict=True)
    )


def _is_reached(label: dict) -> bool | None:
    """Whether the answer reaches the target; None without an answer."""
    targets = read_year_commitments(label["task"], YEAR)
    answer = match_figures(targets, label["progress"])[0] if targets else None
    if answer is None:
        return None
    is_ceiling = targets[0].comparison is Comparison.AT_MOST
    return answer.value <= targets[0].value if is_ceiling else answer.value >= targets[0].value


if __name__ == "__main__":
    main()
