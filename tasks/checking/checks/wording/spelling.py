"""Finds names that differ in one character: in the text and the progress of an item, in quoted terms, in the name of a
unit and a progress text.

Differences in numbers, directions and ordinals are no slips.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN
from tasks.checking.checks.records import CheckedDocument, CheckedItem

_DISTINGUISHING = set(
    "一二三四五六七八九十百千万0123456789０１２３４５６７８９东西南北中上下左右前后内外大小新老旧甲乙丙丁ABCDEFGHIJKabcdefghijk高低多少单双正副首末子母男女公私长短"
)
_GRAMMAR = set("的了和与及或在已未将正为是把被等并也都均再又还可能要需应于至到从对向以其之所")
_VERBS = set("建完开推实提整改治修拆迁增加设引进申报获批投用启动动工成创打造办理发布召举安装培养评审编制出台签订落")
_QUOTED = re.compile(rf"“([{HAN}A-Za-z0-9·•]{{4,16}})”")
_ALL_HAN = re.compile(f"[{HAN}]+")
_HAN = re.compile(f"[{HAN}]")
_DOTS = "·•・‧∙"
_NAME_END = re.compile(
    r"(?:街道|镇|乡(?!村)|村|社区|公司|集团|大学|学院|小学|中学|学校|医院|银行|光电|科技|会议|会址|公园|广场|大道|隧道|大桥|水库|产业园|污水处理厂)"
)
_REGION = re.compile(r"^[区县市州]")
SHORTEST_BASE = 3
"""Shortest name, without 区 and 公司, that is compared: 水投 and 交投 are two companies, 望江路 and 望汀路 one street."""
_PLACE = re.compile(rf"([{HAN}]{{3,8}})(?:街道|镇|乡|公司|集团|管委会|医院|学校)")


def check_spelling(document: CheckedDocument) -> Iterator[Finding]:
    yield from _check_quoted_terms(document)
    for item in document.items:
        yield from _check_item_names(item)
    yield from _check_known_names(document)


def _check_quoted_terms(document: CheckedDocument) -> Iterator[Finding]:
    """Finds quoted terms of at least five characters that differ in one character."""
    places: dict[str, list[tuple[CheckedItem, str]]] = defaultdict(list)
    for item in document.items:
        for text in (item.text, item.words):
            for term in _QUOTED.findall(text):
                places[re.sub(f"[{_DOTS}]", "", term)].append((item, text))
    terms = sorted(places)
    for at, one in enumerate(terms):
        for other in terms[at + 1 :]:
            if len(one) >= 5 and _is_slip(one, other):
                rare, common = sorted((one, other), key=lambda term: len(places[term]))
                item, text = places[rare][-1]
                message = f"“{rare}”与“{common}”只差一字，疑为同一名称。"
                yield Finding(Code.NAME_TWO_WAYS, message, item, Field.PROGRESS, (rare,), text)


def is_telling_difference(one: str, other: str) -> bool:
    """Returns whether two characters are no numbers, directions, verbs or small words, whose change makes another name."""
    return not {one, other} & (_DISTINGUISHING | _GRAMMAR | _VERBS)


def _is_slip(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    off = [(left, right) for left, right in zip(one, other, strict=True) if left != right]
    return (
        len(off) == 1
        and bool(_HAN.match(off[0][0]) and _HAN.match(off[0][1]))
        and not (set(off[0]) & (_DISTINGUISHING | _GRAMMAR))
    )


def _check_item_names(item: CheckedItem) -> Iterator[Finding]:
    """Finds a name of the item's text that the progress repeats with one character changed: 华远谱科技, 华远普科技."""
    for found in _NAME_END.finditer(item.text):
        for start in (found.start() - 4, found.start() - 3):
            name = item.text[max(0, start) : found.end()]
            if not _ALL_HAN.fullmatch(name) or name in item.words:
                continue
            changed = [one for at in range(1, found.start() - start) for one in _check_changed_name(name, at, item)]
            if changed:
                yield changed[0]
                break


def _check_changed_name(name: str, at: int, item: CheckedItem) -> Iterator[Finding]:
    pattern = re.compile(re.escape(name[:at]) + "(.)" + re.escape(name[at + 1 :]))
    for found in pattern.finditer(item.words):
        if not _HAN.match(found[1]):
            continue
        if is_telling_difference(found[1], name[at]) and found[0] not in item.text:
            message = f"任务写“{name}”，进展写“{found[0]}”。"
            yield Finding(Code.NAME_TWO_WAYS, message, item, Field.PROGRESS, (found[0],), item.words)
            return


def _check_known_names(document: CheckedDocument) -> Iterator[Finding]:
    """Finds the name of a unit of the document with an inner character changed."""
    known = {unit.short for item in document.items for unit in item.units}
    for name in sorted(known):
        proper = _PLACE.fullmatch(name)
        if not proper or len(_REGION.sub("", proper[1])) < SHORTEST_BASE:
            continue
        first = len(name) - len(_REGION.sub("", name)) + 1
        places = range(first, proper.end(1))
        near = [re.escape(name[:at]) + "." + re.escape(name[at + 1 :]) for at in places]
        pattern = re.compile("|".join(near))
        for item in document.items:
            source = CheckedText(item.words, item, Field.PROGRESS)
            for found in pattern.finditer(source.text):
                if found[0] not in known and _is_slip(found[0], name):
                    message = f"“{found[0]}”疑为“{name}”。"
                    yield source.build_finding_at(Code.NAME_TWO_WAYS, message, found.span())
