"""Who is written to: the accounts of units and leaders, and of those that took their work over."""

from collections import defaultdict
from collections.abc import Iterable

from tasks.enums import Role
from tasks.models import Government, Official, Unit, UnitSuccession


class RecipientDirectory:
    """The accounts of a government by the place they have: who files for a unit, who heads it, who leads."""

    def __init__(self, government: Government):
        roles = (Role.CLERK, Role.UNIT_HEAD, Role.LEADER)
        self.by_key = {user.pk: user for user in government.users.filter(is_active=True, role__in=roles)}
        self.by_place = defaultdict(list)
        for user in self.by_key.values():
            place = user.official_id if user.role == Role.LEADER else user.unit_id
            self.by_place[user.role, place].append(user.pk)
        self.members = defaultdict(list)
        for group, member in Unit.members.through.objects.filter(
            from_unit__government=government, from_unit__is_group=True
        ).values_list("from_unit", "to_unit"):
            self.members[group].append(member)
        self.taken_over = defaultdict(list)
        for former, successor in UnitSuccession.objects.filter(former__government=government).values_list(
            "former", "successor"
        ):
            self.taken_over[former].append(successor)
        self.successors = dict(
            Official.objects.filter(
                government=government, is_active=False, successor__isnull=False
            ).values_list("pk", "successor")
        )

    def get_unit_accounts(self, role: Role, units: Iterable[Unit]) -> tuple[int, ...]:
        """The accounts of units in a role, as ``permissions.can_act_for`` has it: a group acts through its members, a
        unit that is no more through those that took its work over."""
        places = [place for unit in units for place in self._list_places(unit)]
        return tuple(dict.fromkeys(person for place in places for person in self.by_place[role, place]))

    def _list_places(self, unit: Unit) -> list[int]:
        places = [unit.pk, *self.members[unit.pk]]
        if not unit.is_active:
            # grows while it is walked along: what was taken over twice
            later = list(self.taken_over[unit.pk])
            for place in later:
                later += [one for one in self.taken_over[place] if one not in later]
            places += later
        return places

    def get_official_accounts(self, officials: Iterable[int]) -> tuple[int, ...]:
        """The accounts of leaders; who has left is followed by his successor."""
        places = (self._get_acting_official(official) for official in officials)
        return tuple(
            dict.fromkeys(person for place in places for person in self.by_place[Role.LEADER, place])
        )

    def _get_acting_official(self, official: int) -> int:
        followed = set()
        while (follower := self.successors.get(official)) and official not in followed:
            followed.add(official)
            official = follower
        return official
