"""Who answers for what a unit was named for: its members where it is a group, its successor where it is gone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from tasks.enums import SuccessionKind
from tasks.models import Government, Unit, UnitSuccession

#: one body goes on in another; after a split nobody can say which of the new ones answers for the old
FOLLOWED = (SuccessionKind.RENAMED, SuccessionKind.MERGED)


@dataclass(frozen=True)
class UnitStructure:
    """The units of a government as they stand on a day.

    Attributes:
        names: every unit's.
        groups: the units that are groups, each with its members.
        successors: unit → the one that took its work over.
    """

    names: dict[int, str]
    groups: dict[int, tuple[int, ...]]
    successors: dict[int, int]

    def get_current_unit(self, unit: int) -> int:
        """The unit in which the work of ``unit`` goes on: itself, where nothing happened to it."""
        passed = {unit}
        while (following := self.successors.get(unit)) and following not in passed:
            unit = following
            passed.add(unit)
        return unit

    def list_current_units(self, unit: int) -> tuple[int, ...]:
        """The unit itself or the members of a group, as they are called on that day, each once."""
        return tuple(dict.fromkeys(self.get_current_unit(one) for one in self.groups.get(unit, (unit,))))


def build_unit_structure(government: Government, on: date) -> UnitStructure:
    """In three queries.

    Args:
        on: successions of a later day are not followed.
    """
    units = list(Unit.objects.filter(government=government).values_list("pk", "name", "is_group"))
    members = defaultdict(list)
    within = Unit.members.through.objects.filter(from_unit__government=government).order_by("to_unit__name")
    for group, member in within.values_list("from_unit", "to_unit"):
        members[group].append(member)
    successions = UnitSuccession.objects.filter(
        former__government=government, kind__in=FOLLOWED, since__lte=on
    )
    return UnitStructure(
        names={pk: name for pk, name, _ in units},
        groups={pk: tuple(members[pk]) for pk, _, is_group in units if is_group},
        successors=dict(successions.order_by("since", "pk").values_list("former", "successor")),
    )
