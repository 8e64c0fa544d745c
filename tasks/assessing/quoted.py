"""位次 and 另一口径 of indicators, as a progress text says them; the rules of 预警 do not see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasks.assessing import quantities
from tasks.assessing.facts import build_commitment, pair_commitments
from tasks.assessing.quantities import Commitment, Match, OutsideRank, SecondBasis
from tasks.enums import IndicatorState
from tasks.models import Indicator, ProgressEntry, QuotedNumbers, Reading
from tasks.models.quantity import LONGEST_BASIS, LONGEST_SCOPE
from tasks.visible_words import read_filed, read_filed_figures

#: values from here on do not fit their column
TOO_LARGE = Decimal(10) ** 16


@dataclass(frozen=True)
class ReadNumbers:
    """What a text says of one indicator besides its figure.

    Attributes:
        quotes: the words of the text that say it, the rank first.
    """

    numbers: QuotedNumbers
    quotes: tuple[str, ...]

    @property
    def words(self) -> str:
        """One line in Chinese that quotes the text; "" where it says nothing."""
        return f"另读自{'、'.join(f'“{quote}”' for quote in self.quotes)}" if self.quotes else ""


@dataclass(frozen=True)
class QuotedRow:
    """A commitment of an entry's wording with the numbers that leaders quote of it.

    Attributes:
        indicator: None where the commitment has none yet.
        value: 完成值 in ``unit``; None where none was reported.
        unit: the commitment's, or the figure's if the commitment has none.
    """

    indicator: Indicator | None
    commitment: Commitment
    value: Decimal | None
    unit: str
    numbers: QuotedNumbers

    @property
    def upper_target(self) -> str:
        """上级目标 of a confirmed indicator, as printed."""
        is_confirmed = self.indicator is not None and self.indicator.state == IndicatorState.CONFIRMED
        return self.indicator.upper_target if self.indicator and is_confirmed else ""


def read_indicator_numbers(
    indicators: Sequence[Indicator], edition_text: str, progress: str, matches: Sequence[Match | None] | None = None
) -> list[ReadNumbers]:
    """Reads the numbers of each indicator in a progress text, in their order; stores nothing.

    Args:
        edition_text: the task's wording, to which the indicators' spans refer.
        matches: what ``match_indicators`` finds in the same texts, if it is already known.
    """
    return read_quoted_numbers([build_commitment(one, edition_text) for one in indicators], progress, matches)


def read_quoted_numbers(
    commitments: Sequence[Commitment], progress: str, matches: Sequence[Match | None] | None = None
) -> list[ReadNumbers]:
    """Reads the numbers of each commitment in a progress text, in their order; ``matches`` as above."""
    if matches is None:
        matches = quantities.match_figures(commitments, progress)
    ranks = quantities.find_ranks(commitments, matches, progress)
    seconds = quantities.find_second_bases(matches, progress)
    return [_build_numbers(*each) for each in zip(matches, ranks, seconds, strict=True)]


def _build_numbers(match: Match | None, rank: OutsideRank | None, second: SecondBasis | None) -> ReadNumbers:
    values: dict = {}
    quotes = []
    if rank:
        values |= {
            "rank_scope": rank.scope[:LONGEST_SCOPE],
            "rank_place": rank.place,
            "rank_of": rank.of,
            "rank_shared": rank.is_shared,
        }
        quotes.append(rank.quote)
    if second and match:
        value = quantities.convert_second_value(match, second)
        if abs(value) < TOO_LARGE:
            values |= {"second_value": value, "second_basis": second.basis[:LONGEST_BASIS]}
            quotes.append(second.quote)
    return ReadNumbers(QuotedNumbers(**values), tuple(quotes))


def list_quoted_rows(entry: ProgressEntry, indicators: Sequence[Indicator]) -> list[QuotedRow]:
    """Lists the commitments of an entry with their filed numbers; those of a reading precede the ones read from the text.

    Args:
        entry: with ``edition``, ``task``, ``readings`` and ``returned_revision`` loaded.
        indicators: all indicators of the task, as ``pair_commitments`` asks for them.
    """
    pairs = pair_commitments(entry, indicators)
    commitments = [commitment for _, commitment in pairs]
    filed = {reading.indicator_id: reading for reading in read_filed_figures(entry)}
    text = read_filed(entry).text
    matches = quantities.match_figures(commitments, text)
    read = read_quoted_numbers(commitments, text, matches)
    return [
        _build_row(indicator, commitment, filed.get(indicator.pk) if indicator else None, match, said)
        for (indicator, commitment), match, said in zip(pairs, matches, read, strict=True)
    ]


def _build_row(
    indicator: Indicator | None, commitment: Commitment, reading: Reading | None, match: Match | None, said: ReadNumbers
) -> QuotedRow:
    unit = commitment.unit or (match.unit if match else "")
    if reading is not None:
        return QuotedRow(indicator, commitment, reading.value, unit, reading.quoted)
    return QuotedRow(indicator, commitment, match.value if match else None, unit, said.numbers)


def find_unattached_rank(entry: ProgressEntry, rows: Sequence[QuotedRow]) -> str:
    """Finds the first rank that a filed text says of none of its commitments; "" once a unit has filed any reading.

    Args:
        rows: what ``list_quoted_rows`` gives for the entry.
    """
    if read_filed_figures(entry) or any(row.numbers.rank for row in rows):
        return ""
    rank = next(iter(quantities.read_ranks(read_filed(entry).text)), None)
    return _build_numbers(None, rank, None).numbers.rank
