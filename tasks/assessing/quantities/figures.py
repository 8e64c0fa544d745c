"""量化指标: reads the figures of a progress text with their state and cut-off date."""

from bisect import bisect_right
from decimal import Decimal

from tasks.assessing.quantities import wording
from tasks.assessing.quantities.clauses import ClauseIndex, ClauseSpan, is_within, list_bracket_spans
from tasks.assessing.quantities.naming import Namer
from tasks.assessing.quantities.numbers import fold_text
from tasks.assessing.quantities.records import Figure, Quantity
from tasks.assessing.quantities.remembered import cache_by_text
from tasks.assessing.quantities.scanner import read_quantities
from tasks.assessing.quantities.states import is_hoped, is_paper_count, read_figure_state
from tasks.assessing.quantities.targets import is_growth_word
from tasks.assessing.quantities.units import parse_unit
from tasks.assessing.quantities.wholes import mark_wholes
from tasks.enums import FigureState, IndicatorKind


@cache_by_text
def read_stated_figures(text: str) -> tuple[Figure, ...]:
    """Reads the figures of a progress text, one for each quantity, in the order of the text; never raises."""
    folded = fold_text(text)
    reader = _Reader(text, folded)
    return tuple(mark_wholes([reader.read(number) for number in range(len(reader.tokens))], folded))


class _Reader:
    """Reads the figures of one text; ``read`` must be called in the order of its quantities."""

    def __init__(self, text: str, folded: str) -> None:
        self.text, self.folded = text, folded
        self.tokens = read_quantities(text)
        self.index = ClauseIndex(folded)
        self.brackets = list_bracket_spans(folded)
        self.cut_offs = list(wording.CUT_OFF.finditer(folded))
        self._cut_off_starts = [found.start() for found in self.cut_offs]
        self.namer = Namer(folded, self.tokens, self.index, is_report=True)

    def read(self, number: int) -> Figure:
        token = self.tokens[number]
        clause_number = self.index.get_number_at(token.span.start)
        clause = self.index.clauses[clause_number]
        before = self.folded[clause.start : token.span.start]
        kind, sign = _read_kind(before, self.folded, token)
        is_share = kind is IndicatorKind.LEVEL and bool(wording.TARGET_SHARE.search(before[-40:]))
        if kind is IndicatorKind.CUMULATIVE:
            name = self.namer.name_amount(number, clause_number)
        else:
            name = self.namer.name_rate(number, clause_number, is_share=is_share)
        sentence = self._get_sentence_before(clause_number, token.span.start)
        after = self._get_text_after(number, clause)
        return Figure(
            measure=name.text,
            value=token.value * sign,
            unit=token.unit,
            kind=kind,
            state=self._read_state(token, clause, sentence, after, is_share=is_share),
            span=token.span,
            quote=self.text[clause.start : clause.end].strip(),
            as_of=self._find_cut_off(token),
            topic=clause.topic,
            is_partial=is_within(self.brackets, token.span.start) or bool(wording.PART.search(sentence)),
            sentence=self._get_whole_sentence(clause_number),
            is_total=bool(wording.TOTAL.search(before[-14:])),
            is_target_share=is_share,
            is_preliminary=is_paper_count(sentence, name.text, after),
            is_hoped=is_hoped(sentence) or bool(wording.HOPED.search(after)),
            clause_words=self._get_words_before(number, clause) + after,
            is_base=self._is_base(token, before),
            is_increase=bool(wording.INCREASE_BEFORE.search(before[-12:])),
            doubt=token.doubt,
        )

    def _read_state(
        self, token: Quantity, clause: ClauseSpan, sentence: str, after: str, *, is_share: bool
    ) -> FigureState:
        if clause.is_heading:
            return FigureState.PLANNED
        if is_share:
            sentence = wording.TARGET_SHARE.sub("", sentence)
        is_digit = self.folded[token.span.end - 1 : token.span.end] in "%‰点倍"
        return read_figure_state(sentence, after, is_rate=is_digit)

    def _is_base(self, token: Quantity, before: str) -> bool:
        """Tells whether a figure is the value before a change: the first in 由80个工作日压缩至55个工作日."""
        behind = self.folded[token.span.end : token.span.end + 14]
        return bool(wording.FROM_BEFORE.search(before[-16:]) and wording.TO_AFTER.match(behind))

    def _get_sentence_before(self, clause_number: int, position: int) -> str:
        """Returns the sentence up to a position, at most four clauses and 160 characters back."""
        return self.folded[max(self._get_sentence_start(clause_number), position - 160) : position]

    def _get_sentence_start(self, clause_number: int) -> int:
        """Returns the start of a clause's sentence, at most four clauses back."""
        clauses, first = self.index.clauses, clause_number
        sentence = clauses[clause_number].sentence
        while first > max(0, clause_number - 4) and clauses[first - 1].sentence == sentence:
            first -= 1
        return clauses[first].start

    def _get_whole_sentence(self, clause_number: int) -> str:
        clauses, last = self.index.clauses, clause_number
        clause = clauses[clause_number]
        most = min(len(clauses), clause_number + 3)
        while last + 1 < most and clauses[last + 1].sentence == clause.sentence:
            last += 1
        start = max(self._get_sentence_start(clause_number), clause.start - 160)
        return self.text[start : min(clauses[last].end, clause.end + 80)].strip()

    def _get_text_after(self, number: int, clause: ClauseSpan) -> str:
        """Returns the text between a quantity and the next one: 已完工, 正在收尾."""
        end, start = clause.end, self.tokens[number].span.end
        for following in self.tokens[number + 1 : number + 3]:
            if not self.folded.startswith("全部", following.span.start):
                end = min(end, following.span.start)
                break
        behind = self.folded[start : min(end, start + 40)]
        return behind.partition("、")[0] if end < clause.end else behind

    def _get_words_before(self, number: int, clause: ClauseSpan) -> str:
        """Returns the clause between the quantity before and this one."""
        start = max(clause.start, self.tokens[number - 1].span.end if number else 0)
        return self.folded[start : self.tokens[number].span.start]

    def _find_cut_off(self, token: Quantity) -> str | None:
        """Finds the last cut-off date printed before a quantity."""
        at = bisect_right(self._cut_off_starts, token.span.start) - 1
        return self.cut_offs[at][0] if at >= 0 else None


def _read_kind(before: str, folded: str, token: Quantity) -> tuple[IndicatorKind, Decimal]:
    """Reads the kind of a figure and the sign of its value, 1 or -1."""
    family = parse_unit(token.unit).family
    near = before[-24:]
    if family not in ("比率", "百分点", "倍数"):
        return IndicatorKind.CUMULATIVE, Decimal(1)
    if wording.DROP_NARROWED_BEFORE.search(near) or wording.RISE_RATE_BEFORE.search(near):
        return IndicatorKind.GROWTH, Decimal(1)
    if wording.DROP_RATE_BEFORE.search(near):
        return IndicatorKind.GROWTH, Decimal(-1)
    if wording.REACHING_BEFORE.search(near):
        return IndicatorKind.LEVEL, Decimal(1)
    if wording.DROP_BEFORE.search(near):
        return IndicatorKind.GROWTH, Decimal(-1) if token.value > 0 else Decimal(1)
    after = folded[token.span.end : token.span.end + 8]
    is_told = wording.GROWTH_BEFORE.search(near) or wording.GROWTH_AFTER.match(after)
    is_growth = is_told or is_growth_word(folded, token) or family != "比率"
    return (IndicatorKind.GROWTH if is_growth else IndicatorKind.LEVEL), Decimal(1)
