"""接续: what an item asks for otherwise than the one with which it goes on: its figures."""

from collections import defaultdict
from collections.abc import Iterable

from tasks.assessing.quantities.scanner import read_quantities
from tasks.decimals import format_decimal

#: of a wording, as far as its figures are read
LONGEST_READ = 3_000
#: figures of one unit that are told
MOST_VALUES = 6


def describe_changed_figures(earlier: str, later: str) -> list[str]:
    """Describes by unit which figures changed: 130万平方米 → 100万平方米. A side without figures of a unit is told with 无."""
    old, new = _index_values(earlier), _index_values(later)
    return [
        f"{_join(old.get(unit))} → {_join(new.get(unit))}" for unit in {**new, **old} if old.get(unit) != new.get(unit)
    ]


def _index_values(text: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = defaultdict(list)
    for quantity in read_quantities(text[:LONGEST_READ]):
        values[quantity.unit].append(f"{format_decimal(quantity.value)}{quantity.unit}")
    return values


def _join(values: Iterable[str] | None) -> str:
    return "、".join(list(values)[:MOST_VALUES]) if values else "无"
