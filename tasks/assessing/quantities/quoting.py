"""量化指标: attaches the outside ranks and second bases of a progress text to the figures that answer commitments."""

import re
from collections.abc import Sequence
from decimal import Decimal

from tasks.assessing.quantities.bases import read_second_bases
from tasks.assessing.quantities.clauses import ClauseIndex
from tasks.assessing.quantities.figures import read_stated_figures
from tasks.assessing.quantities.matching import MOST_FIGURES
from tasks.assessing.quantities.numbers import fold_text
from tasks.assessing.quantities.ranks import read_ranks
from tasks.assessing.quantities.records import Commitment, Figure, Match, OutsideRank, SecondBasis, Span
from tasks.assessing.quantities.units import convert_unit
from tasks.enums import IndicatorKind

MOST_RANKS = 100
"""A limit far above any real text."""
_CHANGE = re.compile(r"同比|环比|较|比(?:上|去)年|比上期|高于|低于|高出|快于|慢于|提升|增加|减少|改善")


def find_ranks(
    commitments: Sequence[Commitment], matches: Sequence[Match | None], progress: str
) -> list[OutsideRank | None]:
    """Finds the rank that a progress text gives for each commitment, in their order.

    A rank belongs to the figure before it in its sentence. The rank of a rate of change is none of an amount, and the
    other way round. A text without any figure for its only commitment may still give its rank.

    Args:
        matches: what ``match_figures`` finds for the commitments in the same text.
    """
    ranks = read_ranks(progress)[:MOST_RANKS]
    if not ranks:
        return [None] * len(commitments)
    owners = _Owners(progress, matches)
    owned = [(rank, owners.find_owner(rank)) for rank in ranks]
    if len(commitments) == 1 and not owners.matched:
        owned = [(rank, 0) for rank in ranks if not owners.has_figure_before(rank)]
    return [
        _choose_rank(commitment, [rank for rank, owner in owned if owner == number])
        for number, commitment in enumerate(commitments)
    ]


def find_second_bases(matches: Sequence[Match | None], progress: str) -> list[SecondBasis | None]:
    """Finds the second basis of each match, in their order; none where listed parts were added up."""
    second = read_second_bases(progress)
    return [
        next((one for one in second if match and [one.main.span] == [each.span for each in match.figures]), None)
        for match in matches
    ]


def convert_second_value(match: Match, second: SecondBasis) -> Decimal:
    """Converts a second basis to the unit of the match; where a drop is positive there, it is here too."""
    sign = -1 if match.value * second.main.value < 0 else 1
    return convert_unit(second.value, second.unit, match.unit) * sign


def _choose_rank(commitment: Commitment, ranks: Sequence[OutsideRank]) -> OutsideRank | None:
    """Chooses the rank that says what the commitment counts, or else the first that does not say what it ranks."""
    if commitment.kind is IndicatorKind.LOWER:
        return next(iter(ranks), None)
    wanted = commitment.kind is IndicatorKind.GROWTH
    said = [one for one in ranks if one.is_of_growth is wanted]
    return next(iter([*said, *(one for one in ranks if one.is_of_growth is None)]), None)


class _Owners:
    """Tells which match a rank of the text belongs to."""

    def __init__(self, progress: str, matches: Sequence[Match | None]) -> None:
        self.folded = fold_text(progress)
        self.index, self.figures = ClauseIndex(self.folded), read_stated_figures(progress)[:MOST_FIGURES]
        self.matched = {
            figure.span: number for number, match in enumerate(matches) if match for figure in match.figures
        }

    def find_owner(self, rank: OutsideRank) -> int | None:
        """Finds the match whose figure the rank follows; changes of that figure between the two are passed over."""
        sentence = self._get_sentence(rank.span)
        own = [figure for figure in self.figures if self._get_sentence(figure.span) == sentence]
        before = [figure for figure in own if figure.span.end <= rank.span.start]
        if not own:
            before = [figure for figure in self.figures if figure.span.end <= rank.span.start]
        for figure in reversed(before):
            if figure.span in self.matched:
                return self.matched[figure.span]
            if not self._is_change(figure):
                return None
        return self.matched.get(own[0].span) if own and not before else None

    def has_figure_before(self, rank: OutsideRank) -> bool:
        """Tells whether the sentence of a rank says an amount before it, which may be what is ranked."""
        sentence = self._get_sentence(rank.span)
        before = [figure for figure in self.figures if figure.span.end <= rank.span.start]
        return any(self._get_sentence(figure.span) == sentence and not self._is_change(figure) for figure in before)

    def _get_sentence(self, span: Span) -> int:
        return self.index.get_clause_at(span.start).sentence

    def _is_change(self, figure: Figure) -> bool:
        """Tells whether a figure says how another one has changed or how much of it is done."""
        clause = self.index.get_clause_at(figure.span.start)
        before = self.folded[clause.start : figure.span.start]
        return figure.kind is IndicatorKind.GROWTH or figure.is_target_share or bool(_CHANGE.search(before))
