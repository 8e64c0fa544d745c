"""单位分组: what the page of all groups shows, and what its form sends."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from tasks.models import Government, Unit
from tasks.organisation.group_actions import GroupChoice, compute_members_mark
from tasks.organisation.groups import GroupMembers, list_groups
from tasks.pages.frame.forms.picked import read_key


@dataclass(frozen=True)
class MemberTick:
    """One unit beside a group; ``is_proposed`` where the name of the group proposes it."""

    unit: Unit
    is_ticked: bool
    is_proposed: bool


@dataclass(frozen=True)
class GroupRow:
    """A group with a tick for each unit that may be its member.

    Attributes:
        mark: of the members as the page shows them.
        likely: members and proposed units, which stand first.
        others: all other units in use.
    """

    unit: Unit
    count: int
    mark: str
    likely: list[MemberTick]
    others: list[MemberTick]

    @property
    def proposed(self) -> int:
        """How many units are proposed and no members."""
        return sum(each.is_proposed and not each.is_ticked for each in self.likely)


@dataclass(frozen=True)
class GroupPage:
    """All groups of a government.

    Attributes:
        sent: the form as it was sent where it was refused; None for the members as stored.
        refusal: why nothing was saved; "" where nothing was refused.
        opened: the key of the group that a link leads to, as the address has it; "" for none.
    """

    government: Government
    sent: QueryDict | None = None
    refusal: str = ""
    opened: str = ""

    @cached_property
    def groups(self) -> list[GroupMembers]:
        return list_groups(self.government)

    @cached_property
    def rows(self) -> list[GroupRow]:
        units = list(self.government.units.active().filter(is_group=False))
        return [self._build_row(group, units) for group in self.groups]

    @property
    def empty(self) -> int:
        """How many groups have no members."""
        return sum(not group.members for group in self.groups)

    def _build_row(self, group: GroupMembers, units: Iterable[Unit]) -> GroupRow:
        members, proposed = {unit.pk for unit in group.members}, {unit.pk for unit in group.proposed}
        ticked = members if self.sent is None else parse_chosen_members(self.sent, group)
        known = {unit.pk: unit for unit in [*group.members, *group.proposed]}
        first = sorted(known.values(), key=lambda unit: unit.name)
        return GroupRow(
            group.unit,
            len(members),
            compute_members_mark(group.members),
            [MemberTick(unit, unit.pk in ticked, unit.pk in proposed) for unit in first],
            [MemberTick(unit, unit.pk in ticked, False) for unit in units if unit.pk not in known],
        )


def parse_keys(sent: Iterable[str]) -> set[int]:
    """Returns the ids in what was sent; what is no id is left out, as a browser does not send it."""
    return {key for text in sent if (key := read_key(text)) is not None}


def parse_chosen_members(sent: QueryDict, group: GroupMembers) -> set[int]:
    """Returns the units ticked for a group, with all proposed ones where 全部建议 is ticked."""
    ticked = parse_keys(sent.getlist(f"members-{group.unit.pk}"))
    return ticked | {unit.pk for unit in group.proposed} if sent.get(f"proposed-{group.unit.pk}") else ticked


def parse_group_choices(sent: QueryDict, groups: Iterable[GroupMembers]) -> list[GroupChoice]:
    """Returns the choice for each of the groups that the form shows: ``seen-7`` and any number of ``members-7``."""
    shown = [group for group in groups if f"seen-{group.unit.pk}" in sent]
    return [
        GroupChoice(group.unit.pk, parse_chosen_members(sent, group), sent.get(f"seen-{group.unit.pk}", ""))
        for group in shown
    ]
