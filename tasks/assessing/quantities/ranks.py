"""位次: reads the places that a text claims outside the district: 居全市第3位, 与邻区并列第5, 主城九区中居第2名."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from tasks.assessing.quantities.numbers import fold_text, read_chinese_numeral
from tasks.assessing.quantities.records import OutsideRank, Span
from tasks.assessing.quantities.remembered import cache_by_text
from tasks.assessing.quantities.states import read_figure_state
from tasks.enums import FigureState

_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_REGIONS = (
    r"全(?:国|省|市|州|盟|自治区|区县)|(?:我|本)(?:省|市)|主城(?:都市)?(?:新)?区?|中心城区|城区|[东中西]部(?:地区)?"
    rf"|(?:(?![在居列排于是与为])[\u4e00-\u9fff]){{2,4}}?(?:地区|城市群|都市圈|经济区|经济圈)|{_NUMERAL}个(?:区县|县区|区市县|县市区|市辖区|城市|省市|市州)"
)
_GROUPS = (
    r"区县|县区|县市区|区市县|(?:县)?\([县市、区]{1,5}\)|市辖区|城区|城市|省市|省份|市州|州市|地市|园区|开发区|高新区|经开区"
    r"|综保区|百强[区县]|学校|院校|医院|口岸|机场|县域|[区县](?!域)"
)
_SCOPE = rf"(?:{_REGIONS})(?:(?:{_NUMERAL}个?)?[\u4e00-\u9fff]{{0,4}}?(?:{_GROUPS}))?"
_MOVED = r"(?:上升|跃升|提升|攀升|前移|前进|后移|回升|下降|后退|升|进|退|降)"
_LINK = (
    r"(?:并列|位居|位列|位于|名列|跃居|居于|居|列|排在|排|排名|排位|位次|名次|"
    rf"{_MOVED}(?:至|到)|至|到|为|是|由|从|\s)+"
)
_CLAIM = re.compile(
    rf"(?:(?P<before>{_LINK})?(?P<scope>{_SCOPE})(?P<filler>(?:[^,，。;；、:\n()第\d]{{0,6}}?{_LINK})?)|(?P<link>{_LINK}|[、和及]))"
    rf"(?:第(?P<place>{_NUMERAL})[名位]?|(?P<first>首位|榜首)|(?P<of_slash>\d{{1,3}}/\d{{1,3}}))"
    rf"(?=[^\w]|$|[和且及与]|并列|{_MOVED})"
)
_SHARED_BEHIND = re.compile(r"[,，]?\(?(?:与[^,，。;；()]{1,10})?并列\)?")
_OTHERS_BEFORE = re.compile(r"与[^,，。;；()与\d]{1,10}$")
_OF_BEHIND = re.compile(r"\((?:共|全市共|总共)?(\d{1,3})个[^()]{0,8}\)")
_OF_WITHIN = re.compile(rf"({_NUMERAL})个?(?=[\u4e00-\u9fff])")
_STRONG_LINK = re.compile(r"并列|排名|排位|位次|名次|位居|位列|名列")
_INSIDE = re.compile(
    r"全(?:区(?!县)|县|镇|街|乡|校|系统)|(?:各|区内|辖区)[\u4e00-\u9fff]{0,4}(?:镇|街道|社区|单位|部门)|镇街"
)
"""Words for others inside the district, among whom a place is no outside one."""
_JOINS = re.compile(r"[、,，和及]?(?:同比|较[\u4e00-\u9fff]{1,4})?|[\u4e00-\u9fff]{0,4}(?:至|到)")
_FORMER = re.compile(r"(?:由|从)[^,，;；()]{0,16}$")
_RISES = re.compile(r"[名位]?[^,，。;；()]{0,8}(?:至|到)第")
_PAST = re.compile(r"(?<![较比])(?:去年|上年|上期|上月|上季度|前年|往年|同期)[^,，;；(]{0,16}$")
_PERIOD = re.compile(r"季度|上半年|下半年|全年|\d月")
_AIMED = re.compile(r"力争|争取|确保|冲刺|争创|有望|目标|计划|预计|预期|希望|将")
_GROWTH = re.compile(r"增速|增幅|增长|涨幅|降幅|幅度|升幅")
_VALUE = re.compile(r"总量|总数|总额|规模|数量|天数|[^质流力容产能热指参系]数|[^质力能]量|[^\W]额|[^频效]率")
_CUT = ",，。;；(\n"
REACH, LONGEST_SENTENCE = 80, 160
"""The number of characters before a place in which its clause and its sentence are looked for."""


@cache_by_text
def read_ranks(text: str) -> tuple[OutsideRank, ...]:
    """Reads the places outside the district that a text says are held, in its order; never raises.

    A place that is aimed at (力争居全市第3), that was held before (去年居第10位, 由第8位), a change (提升2位), a group (前三) and
    an ordinal (第三季度, 第2医院, 第13届) are none.
    """
    folded = fold_text(text)
    ranks = list(_iterate_ranks(text, folded))
    return tuple(
        rank
        for rank, following in zip_longest(ranks, ranks[1:])
        if not (following and _is_earlier(folded, rank, following))
    )


def _is_earlier(folded: str, rank: OutsideRank, following: OutsideRank) -> bool:
    """Tells whether a rank is of an earlier period than the next one: 一季度居全市第11位，上半年居全市第8位."""
    has_periods = all(_PERIOD.search(_get_clause_before(folded, one.span.start)) for one in (rank, following))
    is_apart = re.search("[。;；\n]", folded[rank.span.end : following.span.start])
    return rank.scope == following.scope and has_periods and not is_apart


def _iterate_ranks(text: str, folded: str) -> Iterator[OutsideRank]:
    last: tuple[re.Match[str], str, bool | None] | None = None
    for found in _CLAIM.finditer(folded):
        between = folded[last[0].end() : found.start()] if last else ""
        joins = last is not None and bool(_JOINS.fullmatch(between) or _is_rise(folded, last[0], found))
        scope = text[slice(*found.span("scope"))] if found["scope"] else last[1] if last and joins else ""
        if not (scope or joins or _is_told_by_link(folded, found)):
            continue
        about = _read_subject(folded, found.start())
        if about is None and last and joins:
            about = last[2]
        last = (found, scope, about)
        if _is_held(folded, found):
            yield _build_rank(text, folded, found, scope, about)


def _is_rise(folded: str, last: re.Match[str], found: re.Match[str]) -> bool:
    """Tells whether a place follows a former one in the same clause: 由第15位上升至第9位."""
    return bool(
        _FORMER.search(folded[: last.end()][-24:]) and not re.search("[,，。;；(]", folded[last.end() : found.end()])
    )


def _is_told_by_link(folded: str, found: re.Match[str]) -> bool:
    """Tells whether a place without a scope is called a place: 排名第8, 与邻区并列第3; not 全区排名第8."""
    is_inside = _INSIDE.search(_get_clause_before(folded, found.start()))
    return bool(_STRONG_LINK.search(found["link"] or "") and not is_inside)


def _get_clause_before(folded: str, at: int) -> str:
    first = max(0, at - REACH)
    return folded[max(first, *(folded.rfind(mark, first, at) + 1 for mark in _CUT)) : at]


def _is_held(folded: str, found: re.Match[str]) -> bool:
    at = found.start("place") if found["place"] else found.end()
    own = _get_clause_before(folded, at)
    if found["of_slash"] and not _STRONG_LINK.search(found[0]):
        return False
    if own.removesuffix("第").endswith("倒数") or _PAST.search(own) or _AIMED.search(own):
        return False
    if _FORMER.search(own) and _RISES.match(folded, found.end()):
        return False
    first = max(0, at - LONGEST_SENTENCE)
    sentence = folded[max(first, *(folded.rfind(mark, first, at) + 1 for mark in "。;；\n")) : at]
    return read_figure_state(sentence, "") is not FigureState.PLANNED


def _read_subject(folded: str, start: int) -> bool | None:
    """Reads whether the rate of change is ranked, or the value; None where the clause says neither."""
    own = _get_clause_before(folded, start)
    if "分别" in own:
        return None
    own = own[own.rfind("、") + 1 :] if _GROWTH.search(own) and _VALUE.search(own) else own
    rates = [each.end() for each in _GROWTH.finditer(own) if not re.match(r"\d|了|率?\d", own[each.end() :])]
    values = [each.end() for each in _VALUE.finditer(own)]
    if not rates and not values:
        return None
    return max(rates, default=-1) >= max(values, default=-1)


def _build_rank(text: str, folded: str, found: re.Match[str], scope: str, about: bool | None) -> OutsideRank:
    start, end = found.span()
    place, of = _read_place(found), None
    behind = _SHARED_BEHIND.match(folded, end)
    others = _OTHERS_BEFORE.search(folded[:start][-14:])
    is_shared = "并列" in found[0] or behind is not None
    if behind:
        end = behind.end()
    if others and is_shared:
        start -= len(others[0])
    if counted := _OF_BEHIND.match(folded, end):
        end, of = counted.end(), int(counted[1])
    elif found["of_slash"]:
        of = int(found["of_slash"].partition("/")[2])
    elif within := _OF_WITHIN.search(fold_text(scope)):
        of = _read_numeral(within[1])
    return OutsideRank(
        scope=scope,
        place=place,
        of=of if of and of >= place else None,
        is_shared=is_shared,
        is_of_growth=about,
        span=Span(start, end),
        quote=text[start:end],
    )


def _read_place(found: re.Match[str]) -> int:
    if found["first"]:
        return 1
    return _read_numeral(found["place"] or found["of_slash"].partition("/")[0]) or 1


def _read_numeral(written: str) -> int | None:
    value = (
        int(written)
        if written.isdigit()
        else read_chinese_numeral("一" + written if written[0] == "十" and len(written) == 1 else written)
    )
    return int(value) if value else None
