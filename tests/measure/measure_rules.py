"""Prints how well quantities and lagging rules do on the published documents and the hand-read labels.

    PYTHONPATH=. python tests/measure/measure_rules.py

The tables of docs/lagging.md are this command's output.
"""

import json
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

from documents import REPORTS, Item, items

from tasks.assessing.deadlines import find_item_deadline
from tasks.assessing.lagging import (
    Facts,
    IndicatorFacts,
    LaggingRules,
    Signal,
    SignalCode,
    detect_signals,
    suggest_standing,
)
from tasks.assessing.quantities import Commitment, Match, match_figures, read_commitments
from tasks.enums import IndicatorKind, Standing
from tasks.periods import Quarter

LABELS = Path(__file__).parents[1] / "labels"
FLAGGED = (Standing.WATCH, Standing.LAGGING)
RULES = LaggingRules()


def main() -> None:
    """Print the tables."""
    print_extraction(load("commitments"))
    print_matching(load("matches"))
    results = {source: assess(source) for source in REPORTS}
    print_lagging(results)
    print_agreement(results)
    print_early_warning(results)
    print_signals(results)


def load(name: str) -> list[dict]:
    """One file of labels."""
    return json.loads((LABELS / f"{name}.json").read_text(encoding="utf-8"))


def print_extraction(labelled: list[dict]) -> None:
    """Precision and recall of commitments; a hit has the value and overlaps the labelled span."""
    tally, kinds, comparisons, units = Counter(), Counter(), Counter(), Counter()
    for text in labelled:
        found = list(read_commitments(text["text"]))
        for label in text["commitments"]:
            hit = next((one for one in found if _same(one, label)), None)
            if hit:
                found.remove(hit)
            if label.get("arguable"):
                continue
            tally["labelled"] += 1
            if hit:
                tally["hit"] += 1
                kinds[hit.kind.value == label["kind"]] += 1
                comparisons[hit.comparison.value == label["comparison"]] += 1
                units[hit.unit == label["unit"]] += 1
        tally["extra"] += len(found)
        tally["clean texts"] += not text["commitments"]
        tally["clean texts tripped over"] += not text["commitments"] and bool(found)
    print("## extraction")
    print(f"labelled {tally['labelled']}, found {tally['hit']}, invented {tally['extra']}")
    print(f"precision {ratio(tally['hit'], tally['hit'] + tally['extra'])}", end=", ")
    print(f"recall {ratio(tally['hit'], tally['labelled'])}")
    print(
        f"kind {ratio(kinds[True], kinds.total())}, comparison {ratio(comparisons[True], comparisons.total())}",
        end=", ",
    )
    print(f"unit {ratio(units[True], units.total())}")
    print(f"texts without commitments tripped over {tally['clean texts tripped over']} of {tally['clean texts']}")


def _same(found, label: dict) -> bool:
    overlaps = found.span.start < label["end"] and label["start"] < found.span.end
    if label["value"] is None:
        return overlaps and found.kind is IndicatorKind.RELATIVE
    return overlaps and found.value == Decimal(str(label["value"]))


def print_matching(labelled: list[dict]) -> None:
    """Whether the right figure, or rightly none, was found for each labelled commitment that was extracted."""
    tally, states = Counter(), Counter()
    for text in labelled:
        promises = read_commitments(text["text"])
        for label in text["expected"]:
            promise = next((one for one in promises if _overlaps(one, label)), None)
            if promise is None:
                tally["not extracted"] += 1
                continue
            answer = match_figures([promise, *(one for one in promises if one is not promise)], text["progress"])[0]
            answer = answer if answer and answer.confidence >= RULES.confidence else None
            outcome = _judge(answer, label)
            tally[outcome] += 1
            if outcome == "right figure":
                states[answer.state.value == label["state"]] += 1
    total = tally.total() - tally["not extracted"]
    print("## matching")
    for name in ("right figure", "rightly none", "wrong figure", "invented", "missed", "not extracted"):
        print(f"{name} {tally[name]}")
    print(f"accuracy {ratio(tally['right figure'] + tally['rightly none'], total)}", end=", ")
    print(f"state {ratio(states[True], states.total())}")


def _overlaps(found, label: dict) -> bool:
    return found.span.start < label["end"] and label["start"] < found.span.end


def _judge(answer, label: dict) -> str:
    if label["value"] is None:
        return "rightly none" if answer is None else "invented"
    if answer is None:
        return "missed"
    right = Decimal(str(label["value"])) * scale(label["unit"])
    return "right figure" if answer.value * scale(answer.unit) == right else "wrong figure"


def scale(unit: str) -> int:
    """What a unit multiplies by: 10 000 for 万平方米."""
    return 10**8 if unit.startswith("亿") else 10**4 if unit.startswith("万") else 1


def build_indicator_facts(promise: Commitment, match: Match | None, previous: Decimal | None = None) -> IndicatorFacts:
    """The facts of an indicator that nobody has confirmed; ``previous`` is its value in the last text."""
    read = {name: getattr(match, name) for name in ("value", "state", "quote", "confidence")} if match else {}
    known = {name: getattr(promise, name) for name in ("measure", "kind", "comparison", "unit", "span")}
    return IndicatorFacts(target=promise.value, previous=previous, **known, **({"confidence": 0.0} | read))


def build_facts(item: Item, quarter: Quarter, indicators: tuple[IndicatorFacts, ...]) -> Facts:
    """The facts of an item on the last day of filing, with the deadline that its wording names."""
    deadline = find_item_deadline("", item.text, quarter.year)
    return Facts(
        item.kind,
        item.text,
        quarter,
        item.progress,
        indicators=indicators,
        due=deadline and deadline.on,
        as_of=quarter.compute_default_due(),
    )


def assess(source: str) -> list[tuple[Item, list[Signal], Standing]]:
    """All items of a report with signals and standing, on the text of this report alone."""
    rows = items(source)
    begun, read = time.perf_counter(), []
    for item in rows:
        promises = read_commitments(item.text)
        matches = match_figures(promises, item.progress)
        indicators = tuple(map(build_indicator_facts, promises, matches))
        read.append(build_facts(item, REPORTS[source][1], indicators))
    middle = time.perf_counter()
    results = []
    for item, facts in zip(rows, read, strict=True):
        found = detect_signals(facts, RULES)
        results.append((item, found, suggest_standing(found, facts, RULES)))
    ended = time.perf_counter()
    print(f"## {source}: {len(rows)} items, quantities {middle - begun:.2f} s, lagging {ended - middle:.2f} s")
    return results


def print_lagging(results: dict) -> None:
    """Recall of the office's own lists, against the number flagged."""
    print("## the office's own list")
    for source, rows in results.items():
        own = [result for item, _found, result in rows if item.is_behind]
        counts = Counter(result for _item, _found, result in rows)
        flagged = sum(counts[one] for one in FLAGGED)
        print(f"{source}: {len(rows)} items, flagged {flagged} ({ratio(flagged, len(rows))})", end=", ")
        print(", ".join(f"{one.value} {counts[one]}" for one in Standing), end="; ")
        print(f"own list {len(own)}: flagged {sum(one in FLAGGED for one in own)}", end=", ")
        print(f"lagging {sum(one is Standing.LAGGING for one in own)}")


def print_agreement(results: dict) -> None:
    """Agreement with a strict reader's labels of the two half-years."""
    labels = {(one["source"], one["attachment"], one["number"]): one["behind"] for one in load("lagging")}
    print("## agreement with the strict reader")
    for source in ("2021H1", "2022H1"):
        table = Counter()
        for item, _found, result in results[source]:
            table[result, labels[item.source, item.attachment, item.number]] += 1
        for result in Standing:
            counts = " ".join(f"{name} {table[result, name]}" for name in (True, "unclear", False))
            print(f"{source} {result.value}: {counts}")


def print_early_warning(results: dict) -> None:
    """Which half-year items are flagged that the year-end report lists as not reached or no longer carries."""
    year = {core(item.text): item for item, _found, _result in results["2022FY"]}
    failed = []
    for item, _found, result in results["2022H1"]:
        if item.attachment == "附件1":
            continue
        end = best(core(item.text), year)
        if end is None or end.is_behind:
            failed.append((item, result, "gone" if end is None else "not reached"))
    flagged = [one for one in failed if one[1] in FLAGGED]
    own = sum(item.is_behind for item, _result, _end in failed)
    print("## early warning 2022H1 → 2022FY")
    print(
        f"failed by the end of the year {len(failed)}: flagged at half-year {len(flagged)}, the office's own list {own}"
    )
    for item, result, end in failed:
        print(f"  {end:12} {result.value:8} {'own list' if item.is_behind else '':9} {item.text[:40]}")


def core(text: str) -> str:
    """A task text without what the editions print differently."""
    return "".join(char for char in text if "一" <= char <= "鿿")


def best(text: str, year: dict):
    """The year-end item with nearly the same words, or None."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    scored = [(len(pairs & {key[at : at + 2] for at in range(len(key) - 1)}) / (len(pairs) or 1), key) for key in year]
    share, key = max(scored)
    return year[key] if share >= 0.7 else None


def print_signals(results: dict) -> None:
    """How often each rule spoke."""
    print("## signals")
    for code in SignalCode:
        counts = [sum(any(one.code is code for one in found) for _i, found, _s in rows) for rows in results.values()]
        print(f"{code.value:16} {code.label:10} " + " ".join(f"{count:4}" for count in counts))


def ratio(part: int, whole: int) -> str:
    """A share as a percentage, or a dash."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


if __name__ == "__main__":
    main()
