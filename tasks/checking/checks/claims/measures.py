"""Reads which value a text tells of which measure, under the measure's bare name."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tasks.assessing.quantities import Commitment, Figure, read_commitments, read_stated_figures
from tasks.assessing.quantities.remembered import cache_by_text
from tasks.assessing.quantities.similarity import extract_name_core
from tasks.assessing.quantities.units import parse_unit
from tasks.enums import FigureState, IndicatorKind

#: actions that a list of measures does not know, at the edges of a name
_EDGES = re.compile(r"^(?:新修|修通|整修|新装|硬化|累计|共计|新)+(?=.{2})|(?:建设|改造|任务|工作|工程|已|均|共)+$")
#: words that say that something is added, wherever they stand: 城镇新增就业 and 新增城镇就业 are one
_ADDED = re.compile("新增加?|净增加?|新建|新改建")
#: what there is of a thing is at least so many times what a year adds to it
_STOCK = 5
_HEDGED_BEFORE = re.compile(r"(?:超过|突破|近|约|逾|超|达到?近|不少于|不低于|至少)$")
_HEDGED_AFTER = re.compile(r"\s*(?:以[上下内]|左右|余|多|上下)")
_HEDGED_INSIDE = re.compile(r"[余多几来]")
#: what is left over is no running total
_LEFT = re.compile(r"[未剩尚]|剩余|存量|余下|待|在建|正在")


@dataclass(frozen=True, slots=True)
class MeasureClaim:
    """A value that is reported of a measure.

    Attributes:
        measure: its name without actions and general words; equal for 新修通村公路 and 通村公路已建成.
        unit: without its 万 and 亿, in which ``value`` is converted.
    """

    measure: str
    unit: str
    value: Decimal
    figure: Figure

    @property
    def key(self) -> tuple[str, str]:
        return self.measure, self.unit


@cache_by_text
def read_measure_claims(text: str) -> tuple[MeasureClaim, ...]:
    """Reads the amounts that a text reports as achieved as a whole: no part, no share, no rate, nothing left over."""
    claims = (build_claim(one, extract_measure(one.measure)) for one in _list_whole_figures(text))
    return tuple(claim for claim in claims if claim)


@cache_by_text
def read_own_claims(text: str) -> tuple[MeasureClaim, ...]:
    """Reads the same for a comparison within one item, where a bare action names a measure, too: 累计出口4.7亿元."""
    claims = (build_claim(one, extract_measure(one.measure) or one.measure) for one in _list_whole_figures(text))
    return tuple(claim for claim in claims if claim)


def compute_base_value(one: Figure) -> Decimal:
    """Computes the value in the unit without its 万 and 亿."""
    return one.value * parse_unit(one.unit).factor


def is_stock_beside_increase(one: Figure, other: Figure) -> bool:
    """Returns whether one value is what there is of a thing and the other what was added: 绿化面积786万平方米, 新增绿化面积18万平方米.

    Only one name says that it is added, and the other value is many times as large.
    """
    is_added, is_other_added = (bool(_ADDED.search(figure.measure)) for figure in (one, other))
    added, stock = (one, other) if is_added else (other, one)
    return is_added is not is_other_added and compute_base_value(stock) >= _STOCK * compute_base_value(added)


def _list_whole_figures(text: str) -> list[Figure]:
    return [one for one in read_stated_figures(text) if _is_whole(one) and not _is_hedged_number(one, text)]


@cache_by_text
def read_promises(text: str) -> tuple[tuple[tuple[str, str], Commitment], ...]:
    """Reads the amounts that a wording promises, each with the key of its measure."""
    promised = []
    for one in read_commitments(text):
        measure, unit = extract_measure(one.measure), parse_unit(one.unit).base
        if measure and unit and one.kind is IndicatorKind.CUMULATIVE:
            promised.append(((measure, unit), one))
    return tuple(promised)


def extract_measure(name: str) -> str:
    """Returns the bare name of a measure: 通村公路 of 新修通村公路."""
    core = _EDGES.sub("", extract_name_core(name))
    return _ADDED.sub("", core) or core


def build_claim(one: Figure, measure: str) -> MeasureClaim | None:
    """Builds the claim of a figure under the bare name of its measure; None without a name or a unit."""
    unit = parse_unit(one.unit)
    if len(measure) < 2 or not unit.base:
        return None
    return MeasureClaim(measure, unit.base, compute_base_value(one), one)


def _is_whole(one: Figure) -> bool:
    is_own = not (one.is_partial or one.is_target_share or one.is_base or one.is_preliminary or one.is_increase)
    is_amount = one.kind is IndicatorKind.CUMULATIVE and one.state is FigureState.ACHIEVED and one.doubt is None
    return is_own and is_amount and not _LEFT.search(one.measure)


def _is_hedged_number(one: Figure, text: str) -> bool:
    """Returns whether a number is said to be about: 超过140个, 140余个, 140个以上."""
    start, end = one.span
    before, after = text[max(0, start - 4) : start], text[end : end + 3]
    return bool(_HEDGED_BEFORE.search(before) or _HEDGED_AFTER.match(after) or _HEDGED_INSIDE.search(text[start:end]))
