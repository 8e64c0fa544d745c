"""Prints how well the texts of ``tests/labels/standings.json`` and ``answers.json`` are judged, half by half.

PYTHONPATH=. python tests/measure/measure_standings.py [--misses] [--held-back]

Of ``standings``: recall is the share of the items that deserve a look and are flagged with the labelled words among the
quotes; precision is the share of the flagged ones that deserve it. A signal that a label excludes counts as a wrong flag.
Of ``answers``: recall is the share of the stated figures that are found; precision the share of those taken that are right.
"""

import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

from measure_readings import is_held_back
from measure_rules import FLAGGED, RULES, build_indicator_facts

from tasks.assessing.deadlines import find_item_deadline
from tasks.assessing.lagging import Facts, IndicatorFacts, detect_signals, suggest_standing
from tasks.assessing.quantities import match_figures, read_year_commitments
from tasks.enums import TaskKind
from tasks.periods import Quarter

LABELS = Path(__file__).parents[1] / "labels"
YEAR = 2031


def main() -> None:
    """Print recall and precision of a half, or of both, and the misses if they are asked for."""
    for held_back in (False, True):
        name = "held back" if held_back else "for the rules"
        show = "--misses" in sys.argv and (not held_back or "--held-back" in sys.argv)
        for noun, judge in (("standings", judge_standing), ("answers", judge_answer)):
            labels = [each for each in load(noun) if is_held_back(each) is held_back]
            outcomes = [(judge(each), each) for each in labels]
            print(noun, name, describe(Counter(outcome for outcome, _label in outcomes)))
            for outcome, label in outcomes:
                if show and outcome not in ("hit", "rightly none"):
                    print("  ", outcome, json.dumps(label, ensure_ascii=False), *explain(label), sep="\n      ")


def load(noun: str) -> list[dict]:
    """One file of labels."""
    return json.loads((LABELS / f"{noun}.json").read_text(encoding="utf-8"))


def describe(tally: Counter) -> str:
    """Recall and precision with the counts; a hit without its evidence is found at the wrong place."""
    wanted = tally["hit"] + tally["missed"] + tally["wrong"]
    taken = tally["hit"] + tally["wrong"] + tally["invented"]
    recall, precision = (round(tally["hit"] / (whole or 1), 2) for whole in (wanted, taken))
    return f"recall {recall} precision {precision} {dict(tally)}"


def judge_standing(label: dict) -> str:
    """Whether an item that deserves a look is flagged by the labelled words, and another is not."""
    facts = build_label_facts(label)
    found = detect_signals(facts, RULES)
    is_flagged = suggest_standing(found, facts, RULES) in FLAGGED
    if {each.code.value for each in found} & set(label.get("without", [])):
        return "invented"
    if not label["look"]:
        return "invented" if is_flagged else "rightly none"
    if not is_flagged:
        return "missed"
    quoted = [quote.text for each in found for quote in each.quotes]
    said = label.get("evidence", "")
    return "hit" if any(said in quote for quote in quoted) else "wrong"


def build_label_facts(label: dict) -> Facts:
    """The facts of a labelled item on the last day of filing."""
    quarter = Quarter(*label["quarter"]) if isinstance(label["quarter"], list) else Quarter(YEAR, label["quarter"])
    deadline = find_item_deadline("", label["task"], YEAR)
    return Facts(
        TaskKind.KEY,
        label["task"],
        quarter,
        label["progress"],
        previous_progress=label.get("previous"),
        indicators=read_indicators(label),
        due=deadline and deadline.on,
        as_of=quarter.compute_default_due(),
    )


def read_indicators(label: dict) -> tuple[IndicatorFacts, ...]:
    """The commitments of a labelled task with the figures of this and of the last text."""
    promises = read_year_commitments(label["task"], YEAR)
    matches = match_figures(promises, label["progress"])
    before = match_figures(promises, label.get("previous") or "")
    return tuple(
        build_indicator_facts(promise, match, former.value if former else None)
        for promise, match, former in zip(promises, matches, before, strict=True)
    )


def judge_answer(label: dict) -> str:
    """Whether the figure of the first commitment, or the list of commitments, is as labelled."""
    promises = read_year_commitments(label["task"], YEAR)
    if "commitments" in label:
        return "hit" if [each.value for each in promises] == list(map(Decimal, label["commitments"])) else "wrong"
    answer = match_figures(promises, label["progress"])[0] if promises else None
    if answer and answer.confidence < RULES.confidence:
        answer = None
    if label["value"] is None:
        return "invented" if answer and answer.state not in ("planned", "estimated", "underway") else "rightly none"
    if answer is None:
        return "missed"
    is_right = answer.value == Decimal(label["value"]) and label.get("state", answer.state) == answer.state
    return "hit" if is_right else "wrong"


def explain(label: dict) -> list[str]:
    """The signals of an item, or the figure taken."""
    if "look" in label:
        return [f"{each.code} {each.severity} {each.quote}" for each in detect_signals(build_label_facts(label), RULES)]
    promises = read_year_commitments(label["task"], YEAR)
    taken = match_figures(promises, label["progress"])
    return [
        str([str(each.value) for each in promises]),
        *(f"{each.value} {each.state} {each.confidence} {each.reason}" for each in taken if each),
    ]


if __name__ == "__main__":
    main()
