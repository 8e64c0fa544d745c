"""三员分立: what one administrator only prepares, and what waits for another to confirm."""

from typing import Any

from django.db.models import QuerySet

from tasks.enums import ADMINISTRATORS, PreparedKind, Role
from tasks.models import Government, PreparedChange, User

#: the fields that decide who somebody is, where he gets his mail and his password, and what he may do
DECISIVE = ("username", "name", "role", "unit", "official", "email", "identity", "is_active")
#: the fields that name a row of another table
RELATED = ("unit", "official")


def find_decisive_values(user: User, values: dict[str, Any]) -> dict[str, Any]:
    """Returns those of ``values`` that differ from what is stored and decide who somebody is or what he may do.

    Args:
        user: as it is stored.
        values: of ``account_actions.USER_FIELDS``.
    """
    return {name: values[name] for name in DECISIVE if name in values and getattr(user, name) != values[name]}


def write_wanted(values: dict[str, Any]) -> dict[str, Any]:
    """Returns the values as ``PreparedChange.wanted`` keeps them, related rows by their key."""
    return {name: value and value.pk if name in RELATED else value for name, value in values.items()}


def read_wanted(change: PreparedChange) -> dict[str, Any]:
    """Returns what ``write_wanted`` has kept.

    Raises:
        DoesNotExist: the unit or official was removed since.
    """
    rows = {"unit": change.government.units, "official": change.government.officials}
    return {
        name: rows[name].get(pk=value) if name in RELATED and value else value for name, value in change.wanted.items()
    } | ({"role": Role(change.wanted["role"])} if "role" in change.wanted else {})


def select_waiting_changes(government: Government) -> QuerySet[PreparedChange]:
    """Selects what waits for 安全管理员, in the order in which it was prepared, with what a list shows of it."""
    waiting = PreparedChange.objects.waiting().filter(government=government)
    return waiting.select_related("prepared_by", "user__unit", "user__official")


def find_waiting_change(user: User) -> PreparedChange | None:
    """Returns the change of an account that waits; there is at most one."""
    return PreparedChange.objects.waiting().filter(user=user).select_related("prepared_by").first()


def find_waiting_end(government: Government) -> PreparedChange | None:
    """Returns the end of 三员分立 that waits to be confirmed."""
    return select_waiting_changes(government).filter(kind=PreparedKind.SEPARATION_ENDED).first()


def list_missing_administrators(government: Government) -> list[Role]:
    """Lists the kinds of the three administrators of which nobody has signed in and chosen a password of his own."""
    ready = government.users.filter(is_active=True, last_login__isnull=False, must_change_password=False)
    held = set(ready.filter(role__in=ADMINISTRATORS).values_list("role", flat=True))
    return [role for role in ADMINISTRATORS if role not in held]
