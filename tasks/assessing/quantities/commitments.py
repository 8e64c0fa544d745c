"""量化指标: reads the commitments of a task text."""

import re
from dataclasses import replace
from decimal import Decimal

from tasks.assessing.quantities.certainty import Doubt
from tasks.assessing.quantities.clauses import ClauseIndex, ClauseSpan, is_within, list_bracket_spans
from tasks.assessing.quantities.horizons import find_horizon
from tasks.assessing.quantities.measures import remove_light_words
from tasks.assessing.quantities.naming import Namer
from tasks.assessing.quantities.numbers import fold_text
from tasks.assessing.quantities.records import Commitment, Quantity, Span
from tasks.assessing.quantities.remembered import cache_by_text
from tasks.assessing.quantities.scanner import read_quantities
from tasks.assessing.quantities.targets import (
    is_background,
    is_rate,
    is_zero_word,
    read_comparison,
    read_indicator_kind,
    widen_span,
)
from tasks.assessing.quantities.units import is_count_unit
from tasks.assessing.quantities.uppers import read_upper_targets
from tasks.enums import Comparison, IndicatorKind

_RELATIVE = re.compile(
    r"与(?:经济(?:增长|发展)|GDP|地区生产总值|居民收入|全[市省国]平均(?:水平)?)(?:增长|增速)?(?:保持)?(?:基本)?(?:同步|持平)"
    r"|(?P<above>快于|高于|不低于|优于)(?:经济(?:增长|发展)|GDP|地区生产总值|全[市省国县区]平均|全[市省国]|上年)(?:增长|增速|水平)*"
)
_SUBJECT = re.compile(r"([^,，。；;、\n]{2,30}?)(?:增长|增速|增幅)?$")
_APART = re.compile(
    r"(?:高于|快于|高出|不低于|优于|领先于?|(?P<below>低于|慢于))"
    r"(?:GDP|经济|地区生产总值|全[国省市区县]|城镇居民|农村居民|城乡|居民|周边)[^,，。；;\d]{0,10}$"
)
"""The words before the points by which a rate is to differ from another one."""
_BASE_TOLD = re.compile(r"[由从]\d[^,，]*$")
"""The value before a change, which does not belong to the name: 日处理能力由3万吨提升至6万吨."""
_STRIVEN = re.compile(r"(?:以上|左右|以内)?[,，、](?:力争|争取|确保|并力争|奋斗目标)(?:达到|完成|实现|突破|达)?")
_NAMES_PARTS = re.compile(r"[^,，。；;\d]{0,16}[,，(（]?(?:其中)?(?:包含|包括|含)(?![有量金])")
_SENTENCE_END = re.compile(r"[。；;\n]")
_JOINED = re.compile(r"[、和及与]|以及")


@cache_by_text
def read_commitments(text: str) -> tuple[Commitment, ...]:
    """Reads the commitments of a task text, in its order; never raises.

    A number is a commitment unless it describes the setting (聚焦…等10个方向), what exists already (现有30家), the size
    of a project (投资50亿元以上的项目), a duration or the target of an upper level beside the own one. 翻番 is a growth of 100 %, 全覆盖 and 全部 are a level of 100 %, 过半
    is a level of 50 %. The value of a range is its lower end, for a ceiling its upper end. Use ``read_year_commitments``
    where the year of the plan is known.

    Args:
        text: one task as printed; it may have half-width punctuation and lost characters.
    """
    folded = fold_text(text)
    index = ClauseIndex(folded)
    brackets = list_bracket_spans(folded)
    handed_down = {upper.span for upper in read_upper_targets(text)}
    tokens = [
        each
        for each in read_quantities(text)
        if not is_background(
            folded,
            index.get_clause_at(each.span.start),
            each,
            in_brackets=is_within(brackets, each.span.start),
        )
        and each.span not in handed_down
        and not _RELATIVE.match(folded, each.span.start)
    ]
    tokens = _remove_named_parts(folded, _remove_repetition(folded, index, tokens))
    reader = _Reader(text, folded, tokens, index)
    found = [reader.read(number) for number in range(len(tokens))]
    return tuple(sorted(found + _read_relative(text, folded, found), key=lambda each: each.span))


def read_year_commitments(text: str, year: int) -> list[Commitment]:
    """Reads the commitments of a task text of a plan; what is to be reached by a later year is no target of this one."""
    return [
        replace(one, kind=IndicatorKind.EVENT, doubt=Doubt.SEVERAL_YEARS) if one.until and one.until > year else one
        for one in read_commitments(text)
    ]


def _remove_repetition(folded: str, index: ClauseIndex, tokens: list[Quantity]) -> list[Quantity]:
    """Removes a 全部 or 清零 that repeats the count before it: 14个问题全部整改."""
    kept: list[Quantity] = []
    for token in tokens:
        is_all = folded.startswith("全部", token.span.start) or is_zero_word(token)
        same_clause = kept and index.get_number_at(kept[-1].span.start) == index.get_number_at(token.span.start)
        if not (is_all and same_clause and is_count_unit(kept[-1].unit)):
            kept.append(token)
    return kept


def _remove_named_parts(folded: str, tokens: list[Quantity]) -> list[Quantity]:
    """Removes the parts that 含 or 包括 names behind a whole of the same unit: 卫生院9所，含中心卫生院4所、一般卫生院5所."""
    kept: list[Quantity] = []
    whole: Quantity | None = None
    left = Decimal(0)
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else None
        between = folded[before.span.end : token.span.start] if before else ""
        if before and before.unit == token.unit and _NAMES_PARTS.match(between):
            whole, left = before, before.value
        if whole and token.unit == whole.unit and token.value <= left and not _SENTENCE_END.search(between):
            left -= token.value
            continue
        whole = None
        kept.append(token)
    return kept


class _Reader:
    """Reads the commitments of one text; ``read`` must be called in the order of its quantities."""

    def __init__(self, text: str, folded: str, tokens: list[Quantity], index: ClauseIndex) -> None:
        self.text, self.folded, self.tokens, self.index = text, folded, tokens, index
        self.namer = Namer(folded, tokens, index, is_report=False)
        self._last_kind = IndicatorKind.CUMULATIVE

    def read(self, number: int) -> Commitment:
        token = self.tokens[number]
        clause_number = self.index.get_number_at(token.span.start)
        clause = self.index.clauses[clause_number]
        comparison = read_comparison(self.folded, clause, token)
        kind = self._read_kind(number, clause, comparison)
        is_named_before = is_rate(token) or is_zero_word(token)
        name = (self.namer.name_rate if is_named_before else self.namer.name_amount)(number, clause_number)
        span = widen_span(self.folded, clause, token)
        value, comparison = _resolve_range(token, comparison)
        quote = self.text[span.start : span.end]
        read = Commitment(_BASE_TOLD.sub("", name.text), comparison, value, token.unit, kind, span, quote, token.upper)
        read = self._compare_with_others(read, clause, token)
        return self._find_years(read, clause_number, token)

    def _compare_with_others(self, read: Commitment, clause: ClauseSpan, token: Quantity) -> Commitment:
        """Makes a commitment of points above or below another rate a relative one: 增速高于全市平均2个百分点."""
        if "百分点" not in token.unit:
            return read
        begin = max(clause.start, token.span.start - 40)
        apart = _APART.search(self.folded, begin, token.span.start)
        if apart is None:
            return read
        is_below = apart["below"] is not None
        start, end = apart.start(), read.span.end
        return replace(
            read,
            measure=remove_light_words(self.folded[begin:start]).strip("、 "),
            comparison=Comparison.AT_MOST if is_below else Comparison.AT_LEAST,
            value=-token.value if is_below else token.value,
            kind=IndicatorKind.RELATIVE,
            span=Span(start, end),
            quote=self.text[start:end],
        )

    def _find_years(self, read: Commitment, clause_number: int, token: Quantity) -> Commitment:
        """Finds the year by which a commitment is to be reached, and makes one of several years an event."""
        horizon = find_horizon(self.folded, self.index, clause_number, token.span.end)
        if horizon.is_of_several_years:
            return replace(read, kind=IndicatorKind.EVENT, doubt=Doubt.SEVERAL_YEARS)
        return replace(read, until=horizon.until, doubt=None if token.doubt is Doubt.WORDED else token.doubt)

    def _read_kind(self, number: int, clause: ClauseSpan, comparison: Comparison) -> IndicatorKind:
        """Reads the kind; a rate joined to the one before (分别增长10%、12%) has the same kind."""
        token = self.tokens[number]
        kind = read_indicator_kind(self.folded, clause, token, comparison)
        between = self.folded[self.tokens[number - 1].span.end : token.span.start] if number else ""
        joins = _JOINED.fullmatch(between) or _STRIVEN.fullmatch(between)
        if number and is_rate(token) and is_rate(self.tokens[number - 1]) and joins:
            kind = self._last_kind
        self._last_kind = kind
        return kind


def _resolve_range(token: Quantity, comparison: Comparison) -> tuple[Decimal, Comparison]:
    """Returns value and comparison: a range means at least its lower end, for a ceiling at most its upper end."""
    if token.upper is None:
        return token.value, comparison
    if comparison is Comparison.AT_MOST:
        return token.upper, comparison
    return token.value, Comparison.AT_LEAST if comparison is Comparison.EQUAL else comparison


def _read_relative(text: str, folded: str, found: list[Commitment]) -> list[Commitment]:
    """Reads relative targets: 居民收入增长与经济增长基本同步 (value 0 in 个百分点)."""
    taken = [each.span for each in found]
    read = [_build_relative(text, folded, match) for match in _RELATIVE.finditer(folded)]
    return [each for each in read if each and not any(span.start <= each.span.end <= span.end for span in taken)]


def _build_relative(text: str, folded: str, match: re.Match[str]) -> Commitment | None:
    span = Span(*match.span())
    subject = _SUBJECT.search(folded[max(0, span.start - 30) : span.start])
    if subject is None:
        return None
    comparison = Comparison.AT_LEAST if match["above"] else Comparison.ABOUT
    quote = text[span.start : span.end]
    name = remove_light_words(subject[1]).strip()
    return Commitment(name, comparison, Decimal(0), "个百分点", IndicatorKind.RELATIVE, span, quote)
