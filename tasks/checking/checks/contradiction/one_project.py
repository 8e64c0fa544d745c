"""Compares what an item reports of its own project with what another item says of it in passing."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from tasks.assessing.lagging.demand import SHORTEST_NAME
from tasks.assessing.quantities import Figure, read_stated_figures
from tasks.assessing.quantities.units import parse_unit
from tasks.checking.checks.claims import read_things
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding, OtherSide
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.decimals import format_amount
from tasks.enums import FigureState, IndicatorKind, Outcome

#: in characters: from the project's name to the figure, of the words behind the figure, of a noun that both places name
_REACH, _BEHIND, _SHARED = 16, 6, 3
#: how large a building is before its name: 220千伏砂东变电站
_SIZE_BEFORE = re.compile(r"^\d+(?:\.\d+)?(?:千伏|[万千]吨级?|米|兆瓦|万?千瓦)")
_OPEN = re.compile(
    r"(?:项目|工程)?(?:目前|还|仍)?(?:尚在|仍在|还在|尚未|还未|未能|正在(?!使用|运行|运营|发挥))[^，。；\n]{2,16}"
)
_EXTENT = re.compile(r"(?:全长|总长|长度|总?面积)$")


def check_one_project(document: CheckedDocument) -> Iterator[Finding]:
    """Finds 东港码头2个千吨级泊位 in one item where the item of 东港码头 reports 3."""
    owners: dict[str, list[tuple[CheckedItem, str]]] = defaultdict(list)
    for item in document.items:
        for name in (_SIZE_BEFORE.sub("", each) for each in read_things(item.text)):
            if len(name) >= SHORTEST_NAME:
                owners[name[:SHORTEST_NAME]].append((item, name))
    for item in document.items:
        words = item.words
        heads = {words[at : at + SHORTEST_NAME] for at in range(len(words))} & owners.keys()
        for owner, name in (each for head in sorted(heads) for each in owners[head]):
            if owner is not item and name in words:
                yield from _compare(owner, item, name)
                yield from _check_open(owner, item, name)


def _compare(owner: CheckedItem, item: CheckedItem, name: str) -> Iterator[Finding]:
    own, told = _list_amounts(owner.words), _list_amounts(item.words)
    known = {(each.value, each.unit) for each in own} & {(each.value, each.unit) for each in told}
    for one in told:
        place = item.words.rfind(name, max(0, one.span.start - _REACH - len(name)), one.span.start)
        between = item.words[place + len(name) : one.span.start]
        if place < 0 or re.search(r"[。；;\d]", between):
            continue
        behind = item.words[one.span.end : one.span.end + _BEHIND]
        rival = next((each for each in own if _is_of_one_thing(name, between, behind, one, each)), None)
        if rival and not known & {(one.value, one.unit), (rival.value, rival.unit)}:
            source, there = (
                CheckedText(item.words, item, Field.PROGRESS),
                CheckedText(owner.words, owner, Field.PROGRESS),
            )
            message = (
                f"“{name}”这里是 {format_amount(one.value)}{one.unit}，"
                f"{there.row}是 {format_amount(rival.value)}{rival.unit}。"
            )
            finding = source.build_finding_at(Code.TWO_VALUES, message, (place, one.span.end))
            yield replace(finding, other=there.build_side(*rival.span))


def _check_open(owner: CheckedItem, item: CheckedItem, name: str) -> Iterator[Finding]:
    """Finds 联检大楼尚在内装 in one item where the item of 联检大楼 is judged reached."""
    at = item.words.find(name)
    said = _OPEN.match(item.words, at + len(name)) if owner.outcome is Outcome.REACHED else None
    if said:
        place = CheckedText("", owner, Field.JUDGEMENT).place
        message = f"“{name}”这里是“{said[0]}”，{place}是“{owner.judged}”。"
        source = CheckedText(item.words, item, Field.PROGRESS)
        finding = source.build_finding_at(Code.TWO_STAGES, message, (at, said.end()))
        yield replace(finding, other=OtherSide(place, "：".join(filter(None, (owner.judged, owner.words)))))


def _list_amounts(text: str) -> list[Figure]:
    return [
        one
        for one in read_stated_figures(text)
        if one.kind is IndicatorKind.CUMULATIVE
        and one.state is FigureState.ACHIEVED
        and one.unit
        and not one.is_partial
    ]


def _is_of_one_thing(name: str, between: str, behind: str, one: Figure, rival: Figure) -> bool:
    """Returns whether two figures measure one thing of a project: its extent, or something that both places name."""
    if parse_unit(one.unit).base != parse_unit(rival.unit).base or one.value == rival.value:
        return False
    extent = _EXTENT.search(rival.measure)
    if extent and not between and name.endswith(rival.measure[: extent.start()]):
        return True
    if len(rival.measure) > 1 and behind.startswith(rival.measure[-2:]):
        return True
    match = SequenceMatcher(None, between + behind, rival.measure, autojunk=False).find_longest_match()
    return match.size >= _SHARED
