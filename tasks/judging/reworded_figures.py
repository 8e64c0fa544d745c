"""报告用语: the numbers in the office's wording that differ from what the unit filed of the same measure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tasks.assessing.facts import match_indicators
from tasks.assessing.quantities import read_quantities, read_stated_figures
from tasks.assessing.quantities.similarity import extract_name_core
from tasks.assessing.quantities.units import parse_unit
from tasks.decimals import format_decimal
from tasks.models import ProgressEntry
from tasks.visible_words import read_filed, read_filed_figures

#: from this confidence on a number is taken for that of an indicator
_SURE = 0.5
#: so many numbers a message names
_NAMED = 5


@dataclass(frozen=True)
class RewordedFigure:
    """A number of a wording beside the one that the unit filed, both with their unit."""

    measure: str
    filed: str
    worded: str

    def __str__(self) -> str:
        return f"“{self.measure}”单位报送{self.filed}，这里写{self.worded}"


def list_reworded_figures(entry: ProgressEntry, wording: str) -> list[RewordedFigure]:
    """Lists the numbers of a wording of whose measure the unit filed another one, in its text or for its indicator.

    What stands anywhere in the filed text or in the wording in force is no change, nor is 19000人 for 1.9万人.
    """
    text = read_filed(entry).text
    quantities = (*read_quantities(text), *read_quantities(entry.published_text))
    known = {_compute_amount(one.value, one.unit) for one in quantities}
    filed = {_build_name(one.measure, one.unit): one for one in reversed(read_stated_figures(text))}
    found = {}
    for one in read_stated_figures(wording):
        rival = filed.get(_build_name(one.measure, one.unit))
        if one.unit and rival and _compute_amount(one.value, one.unit) not in known:
            found[one.span] = _build_figure(one.measure, rival.value, rival.unit, one.value, one.unit)
    typed = [(one.indicator, one.value) for one in read_filed_figures(entry) if one.value is not None]
    indicators = [indicator for indicator, _ in typed]
    matches = match_indicators(indicators, entry.edition.text, wording) if typed else []
    for (indicator, value), match in zip(typed, matches, strict=True):
        if match is None or match.confidence < _SURE or match.figures[0].span in found:
            continue
        if _compute_amount(match.value, match.unit) not in known | {_compute_amount(value, indicator.unit)}:
            told = _build_figure(indicator.measure, value, indicator.unit, match.value, match.unit)
            found[match.figures[0].span] = told
    return [found[span] for span in sorted(found)]


def describe_reworded_figures(figures: Iterable[RewordedFigure]) -> str:
    """Describes the numbers as parts of a sentence, the first of many; "" for none."""
    told = list(dict.fromkeys(map(str, figures)))
    return "；".join(told[:_NAMED]) + (f"；等{len(told)}处" if len(told) > _NAMED else "")


def _build_figure(measure: str, filed: Decimal, filed_unit: str, worded: Decimal, unit: str) -> RewordedFigure:
    return RewordedFigure(measure, f"{format_decimal(filed)}{filed_unit}", f"{format_decimal(worded)}{unit}")


def _compute_amount(value: Decimal, unit: str) -> tuple[Decimal, str]:
    read = parse_unit(unit)
    return value * read.factor, read.base


def _build_name(measure: str, unit: str) -> tuple[str, str]:
    return extract_name_core(measure), parse_unit(unit).base
