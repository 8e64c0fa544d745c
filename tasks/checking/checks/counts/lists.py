"""Checks that a list has as many members as the number before or after it says."""

import re
from collections.abc import Iterator

from tasks.checking.checks.codes import Code
from tasks.checking.checks.evidence import CheckedText, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.records import CheckedDocument

_NAMED = re.compile(
    r"(?P<count>\d{1,3})(?P<unit>[个家条座所处项名位])[^，。；、（(\d]{0,10}(?:[，,。]?(?:分别是|分别为|即)[：:]?|[（(])(?P<list>[^。；;\n]{4,200})"
)
_ETC = re.compile(
    r"(?P<list>(?:[^，。；;：:、\n（(”]{2,24}(?:（[^（）]{0,12}）)?、){1,30}[^，。；;：:、\n]{2,24}?)等(?P<count>\d{1,3})(?P<unit>[个家条座所处项名位])"
)
_ETC_COUNT = re.compile(r"等\d")
#: titles in quotation marks, one after the other, with the number before or behind them
_QUOTED = r"(?:“[^”\n]{1,30}”[、，,和及与以]{0,2}){2,20}"
_QUOTED_AFTER = re.compile(
    rf"(?P<count>\d{{1,3}})(?P<unit>[个家条座所处项名位])[^，。；、（(\d“]{{0,10}}[，,。：:（(]?(?P<gap>[^，。；“\d\n]{{0,12}})(?P<list>{_QUOTED})(?P<open>[^，,。；;）)\n]?)"
)
_WHOLE_LIST = re.compile(r"(?:分别|即|新)[^“]{0,8}|[：:为是]")
_QUOTED_BEFORE = re.compile(
    rf"(?P<list>{_QUOTED})[^，。；、“\d\n]{{0,12}}?(?P<count>\d{{1,3}})(?P<unit>[个家条座所处项名位])"
)


#: 四项措施：一是…，二是…，三是…
_MEASURES = re.compile(
    r"(?P<count>[二两三四五六七八九]|\d{1,2})(?P<unit>[项个条大类])[^，。；、：:\d]{1,8}[：:](?P<list>[^。\n]{4,400})"
)
_SPOKEN = re.compile(r"[一二三四五六七八九]是")
_CHINESE = {char: at for at, char in enumerate("一二三四五六七八九", start=1)} | {"两": 2}


def check_list_lengths(document: CheckedDocument) -> Iterator[Finding]:
    for source in iterate_checked_texts(document):
        for line in source.text.split("\n"):
            yield from _check_line(source, line)


def _check_line(source: CheckedText, line: str) -> Iterator[Finding]:
    for found in _NAMED.finditer(line):
        listed = re.split(r"[）)]", found["list"])[0] if "（" in found[0] or "(" in found[0] else found["list"]
        listed = _cut_what_follows(listed)
        lengths = _compute_lengths(listed)
        is_open = "等" in line[found.start() :].split("。")[0]
        if int(found["count"]) > 1 and lengths and int(found["count"]) not in lengths and not is_open:
            message = f"写明 {found['count']}{found['unit']}，列出 {max(lengths)} {found['unit']}。"
            yield source.build_finding(Code.LIST_LENGTH, message, found[0].strip())
    for found in _ETC.finditer(line) if _ETC_COUNT.search(line) else ():
        longest = found["list"].count("、") + 1
        if 1 < int(found["count"]) < longest:
            message = f"写“等{found['count']}{found['unit']}”，列出 {longest} {found['unit']}。"
            yield source.build_finding(Code.LIST_LENGTH, message, found[0].strip())
    for found in _MEASURES.finditer(line):
        spoken = len(_SPOKEN.findall(found["list"]))
        count = _CHINESE.get(found["count"]) or int(found["count"])
        if 1 < spoken != count and _SPOKEN.match(found["list"]):
            message = f"写明 {found['count']}{found['unit']}，列出 {spoken} {found['unit']}。"
            yield source.build_finding(Code.LIST_LENGTH, message, found[0].strip())
    if line.count("“") > 1:
        yield from _check_quoted(source, line)


def _check_quoted(source: CheckedText, line: str) -> Iterator[Finding]:
    for found in (*_QUOTED_AFTER.finditer(line), *_QUOTED_BEFORE.finditer(line)):
        listed, count = found["list"].count("“"), int(found["count"])
        is_whole = found.re is _QUOTED_AFTER and not found["open"] and _WHOLE_LIST.fullmatch(found["gap"])
        if listed > count > 1 or (1 < listed < count and is_whole):
            message = f"写明 {count}{found['unit']}，列出 {listed} {found['unit']}。"
            yield source.build_finding(Code.LIST_LENGTH, message, found[0].strip())


def _cut_what_follows(listed: str) -> str:
    """Returns the list without the clauses that follow it: 甲巷、乙巷，铺装路面1.8万平方米. They begin with a clause that holds a
    number, and more words before it than a member has."""
    clauses = re.split(r"[，,]", listed)
    for at, clause in enumerate(clauses[1:], start=1):
        number = re.search(r"\d", clause)
        if number:
            members = re.split(r"[、，,]", "，".join(clauses[:at]))
            is_other = number.start() > max(map(len, members))
            return "，".join(clauses[:at]) if is_other else listed
    return listed


def _compute_lengths(listed: str) -> set[int]:
    """Returns the lengths that the list may have; none when it is open, contains numbers, or is no list."""
    if "等" in listed or re.search(r"\d", listed) or "、" not in listed:
        return set()
    plain_list = re.sub(r"“[^”]*”|（[^）]*）", "x", listed)
    by_comma = len(re.split(r"[，,]", plain_list))
    ways = {len(re.split(r"[、，,]", plain_list)), len(re.split(r"[、，,和及与]", plain_list))}
    first = re.split(r"[，,]", plain_list)[0]
    return ways | {by_comma, len(first.split("、")), len(re.split(r"[、和及与]", first))}
