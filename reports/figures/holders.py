"""Finds the units that answer for a named one: the members of a group, the successor of a former unit."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tasks.enums import SuccessionKind
from tasks.models import Government, Unit, UnitSuccession

#: successions that are followed; after a split nobody can say which new unit answers for the old one
FOLLOWED = (SuccessionKind.RENAMED, SuccessionKind.MERGED)


@dataclass(frozen=True)
class UnitStructure:
    """The units of a government on a day, by id.

    Attributes:
        names: unit → name.
        groups: group → its members.
        successors: unit → the unit that took over its work.
    """

    names: dict[int, str]
    groups: dict[int, tuple[int, ...]]
    successors: dict[int, int]

    def get_current_unit(self, unit: int) -> int:
        """Follows the successions of ``unit``; returns ``unit`` itself if it has none."""
        passed = {unit}
        while (following := self.successors.get(unit)) and following not in passed:
            unit = following
            passed.add(unit)
        return unit

    def list_current_units(self, unit: int) -> tuple[int, ...]:
        """Lists the current unit, or the current members of a group, each once."""
        return tuple(dict.fromkeys(self.get_current_unit(each) for each in self.groups.get(unit, (unit,))))


def build_unit_structure(government: Government, on: date) -> UnitStructure:
    """Reads the units of a government; in three queries.

    Args:
        on: later successions are ignored.
    """
    units = list(Unit.objects.filter(government=government).values_list("pk", "name", "is_group"))
    members = defaultdict(list)
    within = Unit.members.through.objects.filter(from_unit__government=government).order_by("to_unit__name")
    for group, member in within.values_list("from_unit", "to_unit"):
        members[group].append(member)
    successions = UnitSuccession.objects.filter(former__government=government, kind__in=FOLLOWED, since__lte=on)
    return UnitStructure(
        names={pk: name for pk, name, _ in units},
        groups={pk: tuple(members[pk]) for pk, _, is_group in units if is_group},
        successors=dict(successions.order_by("since", "pk").values_list("former", "successor")),
    )
