"""Compares a number with the words around it: its explanation, a survey that leaves too little, more done than asked."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.assessing.quantities import Commitment, Figure, read_commitments, read_stated_figures
from tasks.assessing.quantities.similarity import compute_name_likeness
from tasks.assessing.quantities.units import compute_unit_affinity, convert_unit
from tasks.checking.checks.codes import Code, Field
from tasks.checking.checks.evidence import CheckedText, iterate_checked_texts
from tasks.checking.checks.finding import Finding
from tasks.checking.checks.reading import HAN, list_clause_places
from tasks.checking.checks.records import CheckedDocument, CheckedItem
from tasks.decimals import format_amount
from tasks.enums import Comparison, IndicatorKind

_ADVERB = r"(?:较快|较大|大幅度?|持续|明显|显著|有所|略有|小幅|不断|稳步|快速|同比|逐步|继续|出现)"
_MOVES = re.compile(
    rf"(?P<noun>[{HAN}]{{2,12}}?)(?P<move>{_ADVERB}{{0,2}}(?:(?P<down>下降|减少|下滑|萎缩|回落|降低|走低|缩减)|(?P<up>增长|上升|回升|提高|增加|攀升)))(?![{HAN}]{{0,4}}\d)"
)
_OTHER_TIME = re.compile(
    r"去年|上年|往年|历年|前期|一季度|[1-9]\d?月|降幅|增幅|增速|收窄|有望|预计|将|防止|遏制|避免|导致成本|压力|风险"
)
_SURVEY = re.compile(r"摸排|普查|排查|摸底|清查|核查|调查|统计|梳理")
_IN_ALL = re.compile(r"(?:共有?|现有|总计|合计|仅有?|总数为?|实有|存量|面积约?)(?:\d+宗、)?$")
_ALL_DONE = re.compile(r"全部|均已|已全|全数|悉数")
#: 主要受订单减少、企业外迁影响
_BECAUSE = re.compile(r"(?:主要)?(?:受|由于|因为?)(?P<cause>[^。；;]{3,40}?)(?:等因素|等)?(?:的?影响|所致|导致|拖累)")
_HARM = re.compile(
    r"减少|下滑|下降|萎缩|低迷|疲软|不足|流失|外迁|停产|停工|关停|关闭|推迟|延期|受阻|中断|短缺|严重|亏损|违约|滞销|冲击|回落|收窄|上涨|灾"
)
_GOOD = re.compile(r"(?:主要)?(?:得益于|受益于)(?P<cause>[^。；;]{3,40})")
#: on the other side of an explanation: what is rightly said to grow in spite of it, and what grows only to be bad
_IN_SPITE = re.compile(r"但|尽管|虽|不利|克服|增速|增幅|降幅|回落|收窄|低于|未")
_BAD_THING = re.compile(
    r"成本|价格|事故|投诉|案件|信访|亏损|负债|债务|失业|能耗|排放|浓度|逾期|支出|灾|缺口|欠|损失|库存|警情|死亡|发病|病例"
)
_GOOD_THING = re.compile(r"产值|收入|营收|投资|消费|零售|进出口|出口|增加值|利润|税|订单|销售|产量|总值|就业")
MANY_TIMES = 2
#: so many characters before 同比 may name what has grown, over the value of the year before
_SUBJECT = 30
REACH = 40


def check_explanations(document: CheckedDocument) -> Iterator[Finding]:
    """Finds an explanation that moves the other way than its number: 同比增长2.5%, 产量下降."""
    for source in iterate_checked_texts(document):
        rates = [one for one in read_stated_figures(source.text) if one.kind is IndicatorKind.GROWTH and one.value]
        if not rates or not _MOVES.search(source.text):
            continue
        for start, end in list_clause_places(source.text):
            clause = source.text[start:end]
            moved = _MOVES.search(clause)
            if moved and not re.search(r"\d", clause) and not _OTHER_TIME.search(clause):
                yield from _check_move(source, moved, start, rates)


def check_causes(document: CheckedDocument) -> Iterator[Finding]:
    """Finds a rise that is explained by what can only lower it, and a fall by what can only raise it."""
    for source in iterate_checked_texts(document):
        if not (_BECAUSE.search(source.text) or _GOOD.search(source.text)):
            continue
        for rate in read_stated_figures(source.text):
            if rate.kind is not IndicatorKind.GROWTH or not rate.value or _BAD_THING.search(rate.measure):
                continue
            if rate.value < 0 and not _GOOD_THING.search(rate.measure):
                continue
            before = source.text[max(0, rate.span.start - REACH // 2) : rate.span.start]
            after = re.split(r"[。；]", source.text[rate.span.end : rate.span.end + REACH * 2])[0].lstrip("，, ")
            cause = (_BECAUSE if rate.value > 0 else _GOOD).match(after)
            if cause is None or _IN_SPITE.search(before + after):
                continue
            if bool(_HARM.search(cause["cause"])) is not (rate.value > 0):
                continue
            start = source.text.find(cause[0], rate.span.end)
            moved = "增长" if rate.value > 0 else "下降"
            message = f"数字是{moved}{format_amount(abs(rate.value))}{rate.unit}，原因写“{cause[0]}”。"
            finding = source.build_finding_at(Code.EXPLAINED_OTHERWISE, message, (start, start + len(cause[0])))
            yield replace(finding, other=source.build_side(*rate.span))


def _check_move(source: CheckedText, moved: re.Match[str], start: int, rates: list[Figure]) -> Iterator[Finding]:
    noun = re.sub(f"{_ADVERB}+$", "", moved["noun"])[-2:]
    about = [one for one in rates if noun in one.measure or noun in one.sentence.partition("同比")[0][-_SUBJECT:]]
    is_down = bool(moved["down"])
    if not about or any((one.value < 0) is is_down for one in rates):
        return
    rate = next((one for one in reversed(about) if one.span.end <= start), about[0])
    message = f"数字是{'增长' if rate.value > 0 else '下降'}{format_amount(abs(rate.value))}{rate.unit}，文字说“{noun}{moved['move']}”。"
    span = (start + moved.start(), start + moved.end())
    finding = source.build_finding_at(Code.EXPLAINED_OTHERWISE, message, span)
    yield replace(finding, other=source.build_side(*rate.span))


def check_surveys(document: CheckedDocument) -> Iterator[Finding]:
    for item in document.items:
        for promised in read_commitments(item.text):
            if promised.kind is IndicatorKind.CUMULATIVE and promised.comparison is not Comparison.AT_MOST:
                yield from _check_survey(item, promised)
                yield from _check_all_done(item, promised)


def _list_comparable(item: CheckedItem, promised: Commitment) -> list[Figure]:
    return [
        one
        for one in read_stated_figures(item.words)
        if one.unit and compute_unit_affinity(one.unit, promised.unit) == 1 and not one.is_partial
    ]


def _check_survey(item: CheckedItem, promised: Commitment) -> Iterator[Finding]:
    """Finds a survey by which there is less to do than the item promises to do."""
    for one in _list_comparable(item, promised):
        sentence = item.words[
            max(item.words.rfind("。", 0, one.span.start) + 1, one.span.start - REACH) : one.span.start
        ]
        counted = re.sub(r"\d[\d.]*[^，。\d]{1,3}、$", "", sentence)
        if not _SURVEY.search(sentence) or not _IN_ALL.search(counted):
            continue
        if 0 < convert_unit(one.value, one.unit, promised.unit) < promised.value:
            message = (
                f"摸清的总量是 {format_amount(one.value)}{one.unit}，"
                f"少于任务的 {format_amount(promised.value)}{promised.unit}，任务已不可能完成。"
            )
            finding = CheckedText(item.words, item, Field.PROGRESS).build_finding_at(Code.LESS_TO_DO, message, one.span)
            yield replace(finding, other=CheckedText(item.text, item, Field.TASK).build_side(*promised.span))
            return


def _check_all_done(item: CheckedItem, promised: Commitment) -> Iterator[Finding]:
    """Finds a number of which all is done that is a multiple of the promised one: two different totals."""
    for one in _list_comparable(item, promised):
        after = item.words[one.span.end : one.span.end + REACH].partition("。")[0].partition("；")[0]
        # only the words up to the next number belong to this one
        after = re.split(r"\d|占全部", after)[0]
        is_alike = compute_name_likeness(promised.measure, one.measure) >= 0.45
        if not (is_alike and _ALL_DONE.search(after)):
            continue
        if convert_unit(one.value, one.unit, promised.unit) >= MANY_TIMES * promised.value:
            message = (
                f"任务是 {format_amount(promised.value)}{promised.unit}，"
                f"全部完成的是 {format_amount(one.value)}{one.unit}，两处总数不一。"
            )
            finding = CheckedText(item.words, item, Field.PROGRESS).build_finding_at(
                Code.OTHER_TOTAL, message, one.span
            )
            yield replace(finding, other=CheckedText(item.text, item, Field.TASK).build_side(*promised.span))
            return
