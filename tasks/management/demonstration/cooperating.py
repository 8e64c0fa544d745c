"""Simulates 配合进展: a line written unasked, one that the clerk among the accounts is asked for, and a table of towns."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from tasks.enums import TaskKind
from tasks.filing.cooperation import find_own_note, list_askable_units, select_notes
from tasks.filing.cooperation_actions import ask_units, save_note
from tasks.management.demonstration.chance import compute_chance, pick_number
from tasks.management.demonstration.exchange import get_filing_clerk, parse_moment
from tasks.management.demonstration.stage import Act, get_or_add_unit_clerk
from tasks.models import CooperationNote, Government, Period, ProgressEntry, Unit
from tasks.organisation.group_actions import GroupChoice, compute_members_mark, set_group_members
from tasks.organisation.groups import list_groups

#: numbers of the items: one on which the clerk reads a line, one for which he is asked, one with a table of towns
READ, ASKED, TABLE = 50, 89, 65
LINE = "井双段岸线绿化已完成3.2公里，余下0.8公里待施工便道移交后进场，预计8月底完成。"
MEASURE, UNIT_OF_MEASURE = "培育特色农产品品牌", "个"
ASKED_FOR = date(2024, 7, 9)


def confirm_group_proposals(government: Government) -> list[Unit]:
    """Gives every group without members those that its name proposes; returns the groups."""
    choices = [
        GroupChoice(group.unit.pk, [unit.pk for unit in group.proposed], compute_members_mark(group.members))
        for group in list_groups(government)
        if not group.members and group.proposed
    ]
    return set_group_members(government=government, choices=choices, by=None)


def iterate_cooperation_acts(period: Period) -> Iterator[Act]:
    """Yields an unasked line, an ask without answer, and a table that two in three towns have filled in."""
    read, asked, table = (get_key_entry(period, number) for number in (READ, ASKED, TABLE))
    yield Act(parse_moment("4 11:00"), partial(write_as, read, list_askable_units(read)[0].unit, LINE))
    yield Act(parse_moment("5 9:40"), partial(ask_as_lead_unit, asked))
    yield Act(parse_moment("4 9:00"), partial(ask_as_lead_unit, table, MEASURE, UNIT_OF_MEASURE))
    for number, each in enumerate(list_askable_units(table)):
        if each.group and compute_chance(each.unit.name, "answers") < 0.67:
            value = Decimal(int(pick_number(1, 9, each.unit.name, "brands")))
            yield Act(parse_moment(f"4 14:{number:02}"), partial(write_as, table, each.unit, "", value))


def get_key_entry(period: Period, number: int) -> ProgressEntry:
    return period.entries.select_related("edition", "task__item_kind").get(task__kind=TaskKind.KEY, task__number=number)


def ask_as_lead_unit(entry: ProgressEntry, measure: str = "", unit_of_measure: str = "") -> None:
    """Asks everybody who cooperates; only the members of groups for a number."""
    units = [each.unit for each in list_askable_units(entry) if each.group or not measure]
    ask_units(
        entry=entry,
        units=units,
        due_on=ASKED_FOR,
        measure=measure,
        unit_of_measure=unit_of_measure,
        by=get_filing_clerk(entry),
    )


def write_as(entry: ProgressEntry, unit: Unit, text: str, value: Decimal | None = None) -> None:
    clerk = get_or_add_unit_clerk(unit)
    note = find_own_note(clerk, select_notes([entry])) or CooperationNote()
    save_note(entry=entry, text=text, value=value, seen=note.mark, by=clerk)
