"""From a task text to its quantified promises."""

import re
from decimal import Decimal

from tasks.enums import Comparison, IndicatorKind
from tasks.quantities import wording
from tasks.quantities.clauses import Clause, ClauseIndex, bracket_spans, is_within
from tasks.quantities.measures import Name, counted, peel, rated, surroundings
from tasks.quantities.numbers import fold
from tasks.quantities.records import Commitment, Quantity, Span
from tasks.quantities.scanner import quantities
from tasks.quantities.units import parse_unit

_RELATIVE = re.compile(
    r"与(?:经济(?:增长|发展)|GDP|地区生产总值|居民收入|全[市省国]平均(?:水平)?)(?:增长|增速)?(?:保持)?(?:基本)?(?:同步|持平)"
    r"|(?P<above>快于|高于|不低于|优于)(?:经济(?:增长|发展)|GDP|地区生产总值|全[市省国县区]平均|全[市省国]|上年)(?:增长|增速|水平)*"
)
_SUBJECT = re.compile(r"([^,，。；;、\n]{2,30}?)(?:增长|增速|增幅)?$")
_DESCRIBES_PROJECT = re.compile(
    r"^(?:及?以上|以下|左右)?的?(?:重大|重点|优质|产业|工业|招商|制造业|亿元)*(?:项目|企业|工程)"
)
_SIZE_BEFORE = re.compile(r"(?:总投资|投资额?|注册资本|营收|产值|收入)[^,，]{0,4}$")
_TIME_TARGET = re.compile(r"天数|压缩|压减|缩短|控制|不超过|以内|降至|减至|时限")
_COMPARISON_REACH = 8


def commitments(text: str) -> list[Commitment]:
    """The quantified commitments of a task text, in its order.

    A number is a commitment unless it describes the setting (聚焦…等10个方向), what exists already (现有30家), the
    size of a project (投资50亿元以上的项目) or a duration. 翻番 is a growth of 100 %, 全覆盖 and 全部 a level of
    100 %, 过半 one of 50 %. Of a range the end nearer to failure is the value: the lower one, of a ceiling the upper.

    Args:
        text: one task as printed; half-width punctuation and lost characters are borne.

    Returns:
        An empty list for a task without numbers; nothing is raised for any text.
    """
    folded = fold(text)
    reader = _Reader(text, folded)
    found = [each for each in map(reader.read, range(len(reader.tokens))) if each is not None]
    found += _relative(text, folded, found)
    return sorted(found, key=lambda each: each.span)


class _Reader:
    """One pass over the quantities of a text, remembering the action that a list goes on with."""

    def __init__(self, text: str, folded: str) -> None:
        self.text, self.folded = text, folded
        self.tokens = quantities(text)
        self.index = ClauseIndex(folded)
        self.brackets = bracket_spans(folded)
        self._action, self._action_clause = "", -1

    def read(self, number: int) -> Commitment | None:
        token = self.tokens[number]
        clause_number = self.index.number_at(token.span.start)
        clause = self.index.clauses[clause_number]
        if self._is_setting(token, clause):
            return None
        name, kind, comparison = self._interpret(number, clause, clause_number)
        return self._commitment(token, clause, name, kind, comparison)

    def _is_setting(self, token: Quantity, clause: Clause) -> bool:
        before = self.folded[clause.start : token.span.start]
        after = self.folded[token.span.end : token.span.end + 12]
        family = parse_unit(token.unit).family
        if wording.BACKGROUND.match(before.lstrip("、 ")) and not wording.STRIVING.search(before):
            return True
        if wording.EXISTING.search(before[-16:]):
            return True
        if family in ("金额", "美元") and self._is_size(token, before, after):
            return True
        return family == "时间" and not _TIME_TARGET.search(before[-12:] + after[:3])

    def _is_size(self, token: Quantity, before: str, after: str) -> bool:
        if _DESCRIBES_PROJECT.match(after) and not after.startswith(("项目资金", "工程款")):
            return True
        in_brackets = is_within(self.brackets, token.span.start)
        return bool(_SIZE_BEFORE.search(before)) and (
            in_brackets or bool(re.match(r"(?:以上|左右)?的", after))
        )

    def _interpret(
        self, number: int, clause: Clause, clause_number: int
    ) -> tuple[Name, IndicatorKind, Comparison]:
        token = self.tokens[number]
        comparison = _comparison(self.folded, clause, token)
        kind = _kind(self.folded, clause, token, comparison)
        before = self.tokens[number - 1] if number else None
        after = self.tokens[number + 1] if number + 1 < len(self.tokens) else None
        around = surroundings(self.folded, clause, before, token, after)
        if _is_rate(token):
            return rated(around), kind, comparison
        goes_on = clause_number - self._action_clause <= 1 and self._same_sentence(clause, clause_number)
        name = counted(around, self._action if goes_on else "", is_report=False)
        name = self._with_next_noun(number, name, clause)
        self._action, self._action_clause = name.action, clause_number
        return name, kind, comparison

    def _same_sentence(self, clause: Clause, clause_number: int) -> bool:
        return self.index.clauses[max(0, clause_number - 1)].sentence == clause.sentence

    def _with_next_noun(self, number: int, name: Name, clause: Clause) -> Name:
        """Of 8条10公里道路 both numbers count roads."""
        if name.text != name.action or number + 1 >= len(self.tokens):
            return name
        following = self.tokens[number + 1]
        if following.span.start - self.tokens[number].span.end > 1 or following.span.start >= clause.end:
            return name
        after = self.tokens[number + 2] if number + 2 < len(self.tokens) else None
        noun = counted(
            surroundings(self.folded, clause, self.tokens[number], following, after), "", is_report=False
        )
        return Name(name.action + noun.text, name.action)

    def _commitment(
        self, token: Quantity, clause: Clause, name: Name, kind: IndicatorKind, comparison: Comparison
    ) -> Commitment:
        span = _widened(self.folded, clause, token)
        at_most = comparison is Comparison.AT_MOST
        value = token.upper if token.upper is not None and at_most else token.value
        if token.upper is not None and comparison is Comparison.EQUAL:
            comparison = Comparison.AT_LEAST
        return Commitment(
            name.text,
            comparison,
            value,
            token.unit,
            kind,
            span,
            self.text[span.start : span.end],
            token.upper,
        )


def _is_rate(token: Quantity) -> bool:
    return parse_unit(token.unit).family in ("比率", "百分点", "倍数", "得分")


def _comparison(folded: str, clause: Clause, token: Quantity) -> Comparison:
    before = folded[max(clause.start, token.span.start - _COMPARISON_REACH) : token.span.start].rstrip()
    after = folded[token.span.end : token.span.end + 4]
    if wording.ABOUT_AFTER.match(after):
        return Comparison.ABOUT
    if wording.AT_LEAST_AFTER.match(after):
        return Comparison.AT_LEAST
    if wording.AT_MOST_BEFORE.search(before) or (wording.AT_MOST_AFTER.match(after)):
        return Comparison.AT_MOST
    if wording.AT_LEAST_BEFORE.search(before) or wording.STRIVING.search(
        folded[clause.start : token.span.start][-20:]
    ):
        return Comparison.AT_LEAST
    if (
        folded[token.span.start : token.span.end].startswith(("过半", "超"))
        or "半数以上" in folded[token.span.start : token.span.end]
    ):
        return Comparison.AT_LEAST
    return Comparison.ABOUT if token.is_vague or wording.ABOUT_BEFORE.search(before) else Comparison.EQUAL


def _kind(folded: str, clause: Clause, token: Quantity, comparison: Comparison) -> IndicatorKind:
    before = folded[max(clause.start, token.span.start - 30) : token.span.start]
    after = folded[token.span.end : token.span.end + 8]
    if comparison is Comparison.AT_MOST or wording.REACHING_DOWN_BEFORE.search(before):
        return IndicatorKind.LOWER
    if _is_rate(token):
        return _rate_kind(before, after, token, folded)
    if wording.DROP_BEFORE.search(before) or wording.CUT_VERB.search(before[-10:]):
        return IndicatorKind.LOWER
    if "/" in token.unit or re.search(r"人均|每|日均|月均|年均|平均|指数", before[-12:]):
        return IndicatorKind.LEVEL
    return IndicatorKind.CUMULATIVE


def _rate_kind(before: str, after: str, token: Quantity, folded: str) -> IndicatorKind:
    if folded.startswith("翻", token.span.start) or parse_unit(token.unit).family == "倍数":
        return IndicatorKind.GROWTH
    if wording.REACHING_BEFORE.search(before):
        return IndicatorKind.LEVEL
    if wording.DROP_BEFORE.search(before):
        return IndicatorKind.LOWER
    if wording.GROWTH_BEFORE.search(before) or wording.GROWTH_AFTER.match(after):
        return IndicatorKind.GROWTH
    return IndicatorKind.LOWER if wording.LOW_IS_GOOD.search(before[-12:]) else IndicatorKind.LEVEL


def _widened(folded: str, clause: Clause, token: Quantity) -> Span:
    """The quantity with the comparing words that touch it."""
    before = folded[max(clause.start, token.span.start - _COMPARISON_REACH) : token.span.start]
    start, end = token.span
    for pattern in (wording.AT_LEAST_BEFORE, wording.AT_MOST_BEFORE, wording.ABOUT_BEFORE):
        if found := pattern.search(before):
            start = token.span.start - (len(before) - found.start())
            break
    for pattern in (wording.AT_LEAST_AFTER, wording.ABOUT_AFTER, wording.AT_MOST_AFTER):
        if found := pattern.match(folded, end):
            end = found.end()
            break
    return Span(start, end)


def _relative(text: str, folded: str, found: list[Commitment]) -> list[Commitment]:
    """Targets held against another rate: 居民收入增长与经济增长基本同步 (value 0 in 个百分点)."""
    taken = [each.span for each in found]
    read = [_relative_commitment(text, folded, match) for match in _RELATIVE.finditer(folded)]
    return [
        each for each in read if each and not any(span.start <= each.span.end <= span.end for span in taken)
    ]


def _relative_commitment(text: str, folded: str, match: re.Match[str]) -> Commitment | None:
    span = Span(*match.span())
    subject = _SUBJECT.search(folded[max(0, span.start - 30) : span.start])
    if subject is None:
        return None
    comparison = Comparison.AT_LEAST if match["above"] else Comparison.ABOUT
    quote = text[span.start : span.end]
    name = peel(subject[1]).strip()
    return Commitment(name, comparison, Decimal(0), "个百分点", IndicatorKind.RELATIVE, span, quote)
