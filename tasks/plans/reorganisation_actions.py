"""机构调整: renames, merges or splits units; past filings keep the old name, new ones have the new name."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction

from tasks.enums import EventKind, RequestKind, RequestState, ResponsibilityRole, SuccessionKind
from tasks.models import ChangeRequest, Government, Period, Unit, UnitSuccession, User
from tasks.organisation.organisation_actions import refuse_taken_name, remove_padding
from tasks.permissions import Refused
from tasks.plans.edition_actions import reword_editions
from tasks.plans.edition_content import PrintedUnit, replace_units
from tasks.plans.succession_actions import (
    SuccessionResult,
    build_audit_since,
    check_day,
    check_period,
    lock_for_succession,
    record_succession,
)
from tasks.plans.successions import list_plans_from, list_unit_items
from tasks.terms import terms

#: key of a former unit → its successor as printed
SuccessorMap = dict[int, PrintedUnit]


@transaction.atomic
def reorganise_units(
    *,
    formers: Sequence[Unit],
    successors: Sequence[Unit | str],
    kind: SuccessionKind,
    since: Period | None,
    on: date,
    basis: str,
    by: User,
    chosen: Mapping[int, int] | None = None,
) -> SuccessionResult:
    """Renames, merges or splits units.

    The former units become inactive. Their open items name the successor from ``since`` on, their users move to the
    first successor, all successors join their groups, and users of a successor see their items.

    Args:
        successors: a name creates a new unit.
        on: the day from which the new names hold.
        chosen: key of an item → index of its successor; the first one for items that are not named.

    Raises:
        Refused: the wrong number of units, an inactive unit or one of another government, a name that is taken,
            units and groups mixed, a day in the future, an issued period, or the user lacks the permission.
    """
    government = lock_for_succession(by.home, by)
    formers = list(Unit.objects.filter(pk__in=[unit.pk for unit in formers]).order_by("name"))
    _check_numbers(kind, formers, successors)
    check_day(on, "起始日期")
    check_period(since, government)
    units = _resolve_successors(government, formers, successors)
    items = [item.task.pk for item in list_unit_items(formers, since, government)]
    ways = [{former.pk: PrintedUnit(unit.pk, unit.name) for former in formers} for unit in units]
    way_of = {item: ways[(chosen or {}).get(item, 0)] for item in items}
    moved = sum(_move_items(way, [item for item in items if way_of[item] is way], since, government) for way in ways)
    # a request may name a unit that its item does not name yet
    _redirect_requests(government, lambda task: way_of.get(task, ways[0]))
    people = _move_people(formers, units)
    UnitSuccession.objects.bulk_create(
        UnitSuccession(former=former, successor=unit, kind=kind, since=on, basis=basis.strip())
        for former in formers
        for unit in units
    )
    Unit.objects.filter(pk__in=[unit.pk for unit in formers]).update(is_active=False)
    after = {
        "方式": kind.label,
        "承接单位": [unit.name for unit in units],
        "自何日起": f"{on}",
        **build_audit_since(since),
        "事项": moved,
        "转入用户": list(people),
        "依据": basis.strip(),
    }
    record_succession(EventKind.UNITS_REORGANISED, formers[0], by, {"原单位": [unit.name for unit in formers]}, after)
    return SuccessionResult(tuple(units), moved, people)


def _check_numbers(kind: SuccessionKind, formers: list[Unit], successors: Sequence[Unit | str]) -> None:
    fits = {
        SuccessionKind.RENAMED: len(formers) == len(successors) == 1,
        SuccessionKind.MERGED: len(formers) >= 1 and len(successors) == 1,
        SuccessionKind.SPLIT: len(formers) == 1 and len(successors) >= 2,
    }
    if not fits[kind]:
        wanted = {
            SuccessionKind.RENAMED: "更名的，原单位和承接单位各一个。",
            SuccessionKind.MERGED: "合并的，承接单位只有一个。",
            SuccessionKind.SPLIT: "拆分的，原单位一个，承接单位两个以上。",
        }
        raise Refused(wanted[kind])


def _resolve_successors(government: Government, formers: list[Unit], successors: Sequence[Unit | str]) -> list[Unit]:
    """Returns the successors, and creates the new ones with the settings of the former units."""
    keys = [unit.pk for unit in successors if isinstance(unit, Unit)]
    stored = Unit.objects.in_bulk([*keys, *(unit.pk for unit in formers)])
    for unit in stored.values():
        if unit.government_id != government.pk:
            raise Refused(f"只能选择本{terms.place}的单位。")
        if not unit.is_active:
            raise Refused(f"“{unit}”已停用，可能刚刚已办理机构调整。")
        if unit.is_group != formers[0].is_group:
            raise Refused("单位和单位组不能混在一起调整。")
    if set(keys) & {unit.pk for unit in formers}:
        raise Refused("原单位不能同时是承接单位；原单位继续存在的，逐项调整责任分工。")
    return [
        stored[unit.pk] if isinstance(unit, Unit) else _create_unit(government, formers, unit) for unit in successors
    ]


def _create_unit(government: Government, formers: list[Unit], name: str) -> Unit:
    name = remove_padding(name)
    try:
        refuse_taken_name(government, name, None)
    except ValidationError as taken:
        raise Refused(taken.messages[0]) from taken
    return Unit.objects.create(
        government=government,
        name=name,
        is_group=formers[0].is_group,
        needs_confirmation=any(unit.needs_confirmation for unit in formers),
    )


def _move_items(way: SuccessorMap, items: list[int], since: Period | None, government: Government) -> int:
    """Changes the items of one successor and returns their number."""
    change = partial(replace_units, successor_of=way)
    moved = 0
    for plan, number in list_plans_from(since, government):
        changed, _ = reword_editions(plan, items, since=number, change=change)
        moved += len(changed)
    return moved


def _redirect_requests(government: Government, way_of: Callable[[int], SuccessorMap]) -> None:
    """Replaces the former units in open requests.

    Args:
        way_of: returns the successors of the former units for the key of an item.
    """
    waiting = ChangeRequest.objects.filter(
        task__plan__government=government,
        state=RequestState.OPEN,
        kind__in=(RequestKind.HAND_OVER, RequestKind.ADJUST_DUTIES),
    )
    for request in waiting:
        request.wanted = _replace_wanted_units(request.wanted, way_of(request.task_id))
        request.save(update_fields=["wanted"])


def _replace_wanted_units(wanted: dict, way: SuccessorMap) -> dict:
    def replace_unit(unit: int, label: str) -> list:
        return [way[unit].unit, way[unit].label] if unit in way else [unit, label]

    if "giver" in wanted:
        giver, receiver = wanted["giver"], wanted["receiver"]
        return wanted | {"giver": replace_unit(giver, "")[0], "receiver": replace_unit(*receiver)}
    cells = {}
    for role in ResponsibilityRole:
        duties = [[*replace_unit(unit, label), before] for unit, label, before in wanted[role]]
        # two merged units are named once
        cells[role.value] = list({(unit, label): [unit, label, before] for unit, label, before in duties}.values())
    return wanted | cells


def _move_people(formers: list[Unit], units: list[Unit]) -> tuple[str, ...]:
    """Moves the users to the first successor and the group memberships to all; returns the usernames."""
    users = User.objects.filter(unit__in=formers)
    names = tuple(users.order_by("username").values_list("username", flat=True))
    users.update(unit=units[0])
    for group in Unit.objects.filter(members__in=formers).distinct():
        group.members.remove(*formers)
        group.members.add(*units)
    if formers[0].is_group:
        members = Unit.objects.filter(groups__in=formers).distinct()
        for unit in units:
            unit.members.add(*members)
    return names
