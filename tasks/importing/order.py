"""Merges the items of several tables into one order; each table keeps its own order."""

from collections.abc import Sequence


def merge_tables(tables: Sequence[Sequence], section_of) -> list:
    """Merges the items of several tables into one list.

    The list starts as the largest table. An item of another table is inserted at the end of its section if that keeps
    the order of its own table, otherwise directly after the item before it.

    Args:
        tables: items (hashable) in printed order, one sequence for each table.
        section_of: item → section; an item with a blank section stays with its neighbours.
    """
    if not tables:
        return []
    frame = max(tables, key=len)
    order = list(frame)
    for table in tables:
        if table is not frame:
            _insert(order, table, section_of)
    return order


def _insert(order: list, table: Sequence, section_of) -> None:
    floor = 0
    for position, item in enumerate(table):
        place = _find_section_end(order, section_of(item), floor, section_of)
        if place is None and position == 0:
            place = _find_next_start(order, table[1:], section_of)
        if place is None:
            place = floor if position else len(order)
        order.insert(place, item)
        floor = place + 1


def _find_section_end(order: list, section, floor: int, section_of) -> int | None:
    """Returns the index after the last item of the section, None if that is before ``floor``."""
    places = [index + 1 for index, item in enumerate(order) if section_of(item) == section]
    return places[-1] if section and places and places[-1] >= floor else None


def _find_next_start(order: list, following: Sequence, section_of) -> int | None:
    """Returns the index of the first item with the section of a following item, None if there is none."""
    known = [section_of(item) for item in order]
    for item in following:
        if section_of(item) in known:
            return known.index(section_of(item))
    return None
