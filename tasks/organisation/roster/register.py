"""名册: what is stored of a government, as its cells say it. The export writes these cells, and the import compares with them."""

from copy import copy
from dataclasses import dataclass
from functools import cached_property

from tasks.enums import RosterPart
from tasks.models import Government, Official, PreparedChange, Unit, User
from tasks.models.organisation import UNRANKED
from tasks.organisation.roster.columns import (
    GROUP,
    IN_OFFICE,
    IN_USE,
    LEFT,
    NO,
    RETIRED,
    SEPARATOR,
    SINGLE,
    YES,
)
from tasks.organisation.roster.rows import Cells
from tasks.organisation.separation import read_wanted, select_waiting_changes


def build_unit_cells(unit: Unit) -> Cells:
    """Args:
    unit: with aliases and members fetched.
    """
    return {
        "name": unit.name,
        "aliases": SEPARATOR.join(sorted(alias.name for alias in unit.aliases.all())),
        "kind": GROUP if unit.is_group else SINGLE,
        "members": SEPARATOR.join(sorted(member.name for member in unit.members.all())) if unit.is_group else "",
        "needs_confirmation": YES if unit.needs_confirmation else NO,
        "is_active": IN_USE if unit.is_active else RETIRED,
    }


def build_official_cells(official: Official) -> Cells:
    return {
        "name": official.name,
        "title": official.title,
        "rank": "" if official.rank == UNRANKED else str(official.rank),
        "is_active": IN_OFFICE if official.is_active else LEFT,
    }


def build_account_cells(user: User) -> Cells:
    """Args:
    user: with unit and official fetched.
    """
    return {
        "username": user.username,
        "name": user.name,
        "role": user.role.label,
        "unit": user.unit.name if user.unit else "",
        "official": user.official.name if user.official else "",
        "telephone": user.telephone,
        "email": user.email,
        "is_active": IN_USE if user.is_active else RETIRED,
    }


@dataclass(frozen=True)
class Register:
    """The units, officials and accounts of a government as stored, each read once."""

    government: Government

    @cached_property
    def units(self) -> list[Unit]:
        return list(self.government.units.prefetch_related("aliases", "members"))

    @cached_property
    def officials(self) -> list[Official]:
        return list(self.government.officials.all())

    @cached_property
    def accounts(self) -> list[User]:
        return list(self.government.users.select_related("unit", "official"))

    @cached_property
    def waiting(self) -> dict[int | None, PreparedChange]:
        """The changes that wait for 安全管理员, by the key of their account."""
        return {change.user_id: change for change in select_waiting_changes(self.government)}

    def list_account_cells(self, user: User) -> Cells:
        """Returns the cells of an account as it will be once what waits is confirmed, so that a 名册 may come twice.

        Args:
            user: with unit and official fetched.
        """
        expected = copy(user)
        if user.pk in self.waiting:
            for name, value in read_wanted(self.waiting[user.pk]).items():
                setattr(expected, name, value)
        return build_account_cells(expected)

    def list_cells(self, part: RosterPart) -> list[Cells]:
        """Lists the cells of a part, those no longer in use last."""
        if part == RosterPart.UNITS:
            return [build_unit_cells(unit) for unit in sorted(self.units, key=lambda unit: not unit.is_active)]
        if part == RosterPart.OFFICIALS:
            return [build_official_cells(each) for each in sorted(self.officials, key=lambda each: not each.is_active)]
        return [self.list_account_cells(user) for user in sorted(self.accounts, key=lambda user: not user.is_active)]
