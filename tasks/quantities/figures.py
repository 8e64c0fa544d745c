"""From a progress text to the figures it states: done, under way, planned or guessed, and as of when."""

import re
from decimal import Decimal

from tasks.enums import FigureState, IndicatorKind
from tasks.quantities import wording
from tasks.quantities.clauses import Clause, ClauseIndex, bracket_spans, is_within
from tasks.quantities.measures import Name, counted, rated, surroundings
from tasks.quantities.numbers import fold
from tasks.quantities.records import Figure, Quantity
from tasks.quantities.scanner import quantities
from tasks.quantities.states import counts_papers, state_of
from tasks.quantities.units import parse_unit

_SIZE_OF = re.compile(
    r"(?:整治|使用|建筑|协议|总|投资|合同)*(?:面积|金额|总额|投资额?|引资额?|资金|人数|户数)"
)
_BARE_RATE = re.compile(r"占比|比重|比例|占")


def figures(text: str) -> list[Figure]:
    """Every figure of a progress text, in its order.

    Args:
        text: as a unit filed it; line ends, headings and numbered items are understood.

    Returns:
        One figure per quantity. Only those with state ``ACHIEVED`` may be counted as done; nothing is raised.
    """
    folded = fold(text)
    reader = _Reader(text, folded)
    return [reader.read(number) for number in range(len(reader.tokens))]


class _Reader:
    """One pass over the quantities of a text, remembering the subject a rate without its own refers to."""

    def __init__(self, text: str, folded: str) -> None:
        self.text, self.folded = text, folded
        self.tokens = quantities(text)
        self.index = ClauseIndex(folded)
        self.brackets = bracket_spans(folded)
        self.cut_offs = [(found.start(), found[0]) for found in wording.CUT_OFF.finditer(folded)]
        self._subject, self._action = "", ""
        self._sentence = self._clause_number = -1

    def read(self, number: int) -> Figure:
        token = self.tokens[number]
        clause_number = self.index.number_at(token.span.start)
        clause = self.index.clauses[clause_number]
        before = self.folded[clause.start : token.span.start]
        kind, sign = _kind(before, self.folded, token)
        is_share = kind is IndicatorKind.LEVEL and bool(wording.TARGET_SHARE.search(before[-40:]))
        name = self._name(number, clause, clause_number, kind, is_share)
        sentence = self._sentence_before(clause_number, token.span.start)
        after = self._after(number, clause)
        return Figure(
            measure=name.text,
            value=token.value * sign,
            unit=token.unit,
            kind=kind,
            state=self._state(token, clause, sentence, after),
            span=token.span,
            quote=self.text[clause.start : clause.end].strip(),
            as_of=self._as_of(token),
            topic=clause.topic,
            is_partial=is_within(self.brackets, token.span.start) or bool(wording.PART.search(sentence)),
            sentence=self._whole_sentence(clause_number),
            is_total=bool(wording.TOTAL.search(before[-14:])),
            is_target_share=is_share,
            is_preliminary=counts_papers(sentence, name.text, after),
        )

    def _state(self, token: Quantity, clause: Clause, sentence: str, after: str) -> FigureState:
        if clause.is_heading:
            return FigureState.PLANNED
        is_digit = self.folded[token.span.end - 1 : token.span.end] in "%‰点倍"
        return state_of(sentence, after, is_rate=is_digit)

    def _name(
        self, number: int, clause: Clause, clause_number: int, kind: IndicatorKind, is_share: bool
    ) -> Name:
        token = self.tokens[number]
        before = self.tokens[number - 1] if number else None
        after = self.tokens[number + 1] if number + 1 < len(self.tokens) else None
        around = surroundings(self.folded, clause, before, token, after)
        if clause.sentence != self._sentence:
            self._sentence, self._subject, self._action = clause.sentence, "", ""
        if kind is not IndicatorKind.CUMULATIVE:
            return self._of_subject(rated(around), is_share=is_share)
        inherited = self._action if clause_number - self._clause_number <= 1 else ""
        name = self._with_subject(counted(around, inherited, is_report=True))
        self._action, self._clause_number = name.action, clause_number
        return name

    def _with_subject(self, name: Name) -> Name:
        """完工45户 and 面积6万平方米 speak of what the sentence spoke of before."""
        if name.text in (name.action, ""):
            return Name(self._subject or name.text, name.action)
        if _SIZE_OF.fullmatch(name.text) and self._subject:
            return Name(self._subject + name.text, name.action)
        self._subject = name.text
        return name

    def _of_subject(self, name: Name, *, is_share: bool) -> Name:
        """A rate without a name of its own, or with 占比 alone, speaks of the amount before it."""
        if is_share or not name.text:
            return Name(self._subject)
        return Name(self._subject + name.text) if _BARE_RATE.fullmatch(name.text) else name

    def _sentence_before(self, clause_number: int, position: int) -> str:
        """The sentence up to a position, at most a few clauses back."""
        first = clause_number
        sentence = self.index.clauses[clause_number].sentence
        while first > max(0, clause_number - 4) and self.index.clauses[first - 1].sentence == sentence:
            first -= 1
        return self.folded[max(self.index.clauses[first].start, position - 160) : position]

    def _whole_sentence(self, clause_number: int) -> str:
        first = last = clause_number
        clauses = self.index.clauses
        while (
            first > max(0, clause_number - 4)
            and clauses[first - 1].sentence == clauses[clause_number].sentence
        ):
            first -= 1
        while (
            last + 1 < min(len(clauses), clause_number + 3)
            and clauses[last + 1].sentence == clauses[first].sentence
        ):
            last += 1
        start = max(clauses[first].start, clauses[clause_number].start - 160)
        return self.text[start : min(clauses[last].end, clauses[clause_number].end + 80)].strip()

    def _after(self, number: int, clause: Clause) -> str:
        """What follows a quantity before the next one: 已完工, 正在收尾."""
        end = clause.end
        if number + 1 < len(self.tokens):
            end = min(end, self.tokens[number + 1].span.start)
        return self.folded[self.tokens[number].span.end : min(end, self.tokens[number].span.end + 40)]

    def _as_of(self, token: Quantity) -> str | None:
        last = None
        for at, printed in self.cut_offs:
            if at > token.span.start:
                break
            last = printed
        return last


def _kind(before: str, folded: str, token: Quantity) -> tuple[IndicatorKind, Decimal]:
    """The kind of a figure and the sign its wording gives it."""
    family = parse_unit(token.unit).family
    near = before[-24:]
    if family not in ("比率", "百分点", "倍数"):
        return IndicatorKind.CUMULATIVE, Decimal(1)
    if wording.REACHING_BEFORE.search(near):
        return IndicatorKind.LEVEL, Decimal(1)
    if wording.DROP_BEFORE.search(near):
        return IndicatorKind.GROWTH, Decimal(-1) if token.value > 0 else Decimal(1)
    after = folded[token.span.end : token.span.end + 8]
    is_growth = wording.GROWTH_BEFORE.search(near) or wording.GROWTH_AFTER.match(after) or family != "比率"
    return (IndicatorKind.GROWTH if is_growth else IndicatorKind.LEVEL), Decimal(1)
