"""Compares items with each other: one measure should have one value."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from tasks.assessing.likeness import compute_text_similarity
from tasks.assessing.quantities import Figure, read_stated_figures
from tasks.assessing.quantities.similarity import extract_name_core
from tasks.assessing.quantities.units import parse_unit
from tasks.checking.checks.claims import compute_base_value, is_stock_beside_increase
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText
from tasks.checking.checks.finding import Finding, OtherSide
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.decimals import format_amount
from tasks.enums import FigureState

SHORTEST_NAME = 4
#: words that many unrelated items use of their own object: how far it is, how much was spent, who was visited
_GENERAL = re.compile(
    "总体|整体|形象|工程|建设|施工|主体|累计|年度|计划|目标|全年|进度|进展|完成|投资|资金|占|的|"
    "签约|腾房|开工|竣工|办结|整改|满意|覆盖|合格|达标|支付|拨付|到位|使用|参与|收集|解决|发现|处理|办理|"
    "走访|慰问|调研|检查|排查|巡查|培训|宣传|服务|受理|惠及|受益|召开|举办|组织|开展|活动|会议|专题|"
    "群众|居民|企业|商户|人员|人次|人数|单位|部门|老年人|学生|问题|隐患|诉求|事项|次数|场次|率|和|及|与|各类"
)
#: the likeness of two wordings from which they name the same object
_SAME_OBJECT = 0.6


def check_across_items(document: CheckedDocument) -> Iterator[Finding]:
    """Finds two items that report different values of one measure: same full name, same unit, both achieved.

    A general measure is one only where both items name the same object.
    """
    seen: dict[tuple[str, str], list[tuple[Figure, CheckedItem]]] = defaultdict(list)
    for item in document.items:
        for one in read_stated_figures(item.words):
            if _is_comparable(one):
                seen[extract_name_core(one.measure), parse_unit(one.unit).base].append((one, item))
    for reports in seen.values():
        (first, owner), *others = reports
        for one, item in others:
            if (
                item is not owner
                and compute_base_value(one) != compute_base_value(first)
                and not is_stock_beside_increase(one, first)
                and (_is_one_object if is_general(one.measure) else _is_one_subject)(item, owner)
            ):
                message = (
                    f"“{one.measure}”本项写 {format_amount(one.value)}{one.unit}，"
                    f"{owner.attachment or ''}第{owner.number}项写 {format_amount(first.value)}{first.unit}。"
                )
                source = CheckedText(item.words, item, Field.PROGRESS)
                other = OtherSide(f"{owner.attachment or ''}第 {owner.number} 项 进展情况", first.quote)
                yield replace(source.build_finding_at(Code.TWO_VALUES, message, one.span), other=other)
                break


def _is_comparable(one: Figure) -> bool:
    is_whole = not one.is_partial and not one.is_target_share and one.state is FigureState.ACHIEVED
    is_target = bool(re.search(r"以[上内下]|左右", one.quote[one.quote.find(one.unit) :][:8]))
    return is_whole and not is_target and len(extract_name_core(one.measure)) >= SHORTEST_NAME and bool(one.unit)


def is_general(measure: str) -> bool:
    """Returns whether a measure names no object of its own: 总体进度, 完成率, 走访企业和群众."""
    return len(_GENERAL.sub("", extract_name_core(measure))) < 2


def _is_one_object(item: CheckedItem, other: CheckedItem) -> bool:
    """Returns whether both items are about one object: linked as the same, of one name, or in nearly the same words."""
    is_linked = item.same_as is not None and item.same_as == other.same_as
    is_named = bool(item.name) and item.name == other.name
    return is_linked or is_named or compute_text_similarity(item.text, other.text) >= _SAME_OBJECT


def _is_one_subject(item: CheckedItem, other: CheckedItem) -> bool:
    """Returns whether both items are about the same thing: many unrelated items report a measure such as 发现问题."""
    return (
        compute_text_similarity(item.text, other.text) >= 0.2
        or compute_text_similarity(item.words, other.words) >= 0.35
    )
