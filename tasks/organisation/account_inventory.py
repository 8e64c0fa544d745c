"""账号盘点: who has not signed in for long, who stands in no unit in use, and which units have nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tasks.models import Government, Official, Unit, User
from tasks.organisation.account_actions import OF_A_UNIT

#: days without a sign-in after which an account counts as unused, unless the page asks for others
IDLE_DAYS = 90


@dataclass(frozen=True)
class AccountCounts:
    """How many accounts there are, of those in use but for ``retired``."""

    active: int
    never: int
    idle: int
    placeless: int
    retired: int


def build_idle(now: datetime, days: int) -> Q:
    """Builds the condition that an account in use has signed in, but not for ``days`` days."""
    return Q(is_active=True, last_login__lt=now - timedelta(days=days))


NEVER = Q(is_active=True, last_login=None)
#: in no unit or in one no longer in use, though the role belongs to one; or of an official who has left
PLACELESS = Q(is_active=True) & (
    (Q(role__in=OF_A_UNIT) & (Q(unit=None) | Q(unit__is_active=False))) | Q(official__is_active=False)
)
#: without any unit, as people of the office and leaders are
WITHOUT_UNIT = Q(is_active=True, unit=None)


def count_accounts(government: Government, now: datetime, days: int) -> AccountCounts:
    """Counts the accounts of a government; in one query."""
    counted = government.users.aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        never=Count("pk", filter=NEVER),
        idle=Count("pk", filter=build_idle(now, days)),
        placeless=Count("pk", filter=PLACELESS),
        retired=Count("pk", filter=Q(is_active=False)),
    )
    return AccountCounts(**counted)


def select_units_without_people(government: Government) -> QuerySet[Unit]:
    """Selects the units in use, groups excepted, in which nobody has an account in use."""
    people = User.objects.filter(unit=OuterRef("pk"), is_active=True)
    return government.units.active().filter(~Exists(people), is_group=False)


def select_officials_without_account(government: Government) -> QuerySet[Official]:
    """Selects the officials in office who have no account in use."""
    people = User.objects.filter(official=OuterRef("pk"), is_active=True)
    return government.officials.filter(~Exists(people), is_active=True)


def list_names(named: Iterable[Unit | Official | User]) -> str:
    """Returns the names, joined."""
    return "、".join(each.name for each in named)
