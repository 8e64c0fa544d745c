"""Finds the accounts of units and leaders, and of their successors."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from tasks import clock
from tasks.enums import OF_OFFICIALS, Role
from tasks.models import Government, Official, Plan, Responsibility, Task, Unit, UnitSuccession, User


class RecipientDirectory:
    """The active accounts of a government by role and by unit or official."""

    def __init__(self, government: Government):
        roles = (Role.CLERK, Role.UNIT_HEAD, *OF_OFFICIALS)
        self.by_key = {user.pk: user for user in government.users.filter(is_active=True, role__in=roles)}
        self.by_place = defaultdict(list)
        for user in self.by_key.values():
            if user.role not in OF_OFFICIALS:
                self.by_place[user.role, user.unit_id].append(user.pk)
            elif user.official_id:
                self.by_place[Role.LEADER, user.official_id].append(user.pk)
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
        officials = Official.objects.filter(government=government).select_related("deputy").order_by()
        standing_in = list(officials.filter(Q(successor__isnull=False) | Q(deputy__isnull=False)))
        self.successors = {one.pk: one.successor_id for one in standing_in if one.successor_id and not one.is_active}
        self.deputies = {one.pk: one.deputy_id for one in standing_in if one.is_deputised(clock.today())}

    def get_unit_accounts(self, role: Role, units: Iterable[Unit]) -> tuple[int, ...]:
        """Returns the accounts of units in a role, by the rule of ``permissions.can_act_for``.

        A group acts through its members, a dissolved unit through its successors.
        """
        places = [place for unit in units for place in self._list_places(unit)]
        return tuple(dict.fromkeys(person for place in places for person in self.by_place[role, place]))

    def get_unit_users(self, units: Iterable[Unit]) -> list[User]:
        """Returns everybody who files for the units or heads them."""
        units = list(units)
        roles = (Role.CLERK, Role.UNIT_HEAD)
        return [self.by_key[person] for role in roles for person in self.get_unit_accounts(role, units)]

    def is_unit_reachable(self, unit: Unit | None) -> bool:
        """Whether anybody with an account files for the unit or heads it; nobody does for None."""
        return unit is not None and any(self.get_unit_accounts(role, [unit]) for role in (Role.CLERK, Role.UNIT_HEAD))

    def _list_places(self, unit: Unit) -> list[int]:
        places = [unit.pk, *self.members[unit.pk]]
        if not unit.is_active:
            # the loop extends the list, to follow successors of successors
            successors = list(self.taken_over[unit.pk])
            for place in successors:
                successors += [each for each in self.taken_over[place] if each not in successors]
            places += successors
        return places

    def get_official_accounts(self, officials: Iterable[int]) -> tuple[int, ...]:
        """Returns the accounts of officials; a successor replaces one who has left, a deputy is told besides."""
        acting = [self._get_acting_official(official) for official in officials]
        places = [*acting, *(self.deputies[official] for official in acting if official in self.deputies)]
        return tuple(dict.fromkeys(person for place in places for person in self.by_place[Role.LEADER, place]))

    def _get_acting_official(self, official: int) -> int:
        followed = set()
        while (follower := self.successors.get(official)) and official not in followed:
            followed.add(official)
            official = follower
        return official


def list_units_without_account(plan: Plan) -> list[Unit]:
    """Lists the units that lead items of a plan or cooperate in them and of whom nobody with an account can sign, file or
    be told, by name; what is done or was stopped asks nobody. A group without members lacks these, no account."""
    going_on = Task.objects.filter(plan=plan, ending__isnull=True)
    named = Responsibility.objects.filter(edition__in=going_on.values("current")).values("unit")
    people = RecipientDirectory(plan.government)
    units = Unit.objects.filter(pk__in=named).exclude(is_group=True, members=None)
    return [unit for unit in units.order_by("name") if not people.is_unit_reachable(unit)]
