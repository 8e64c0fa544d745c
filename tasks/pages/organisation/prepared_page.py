"""账号确认: what the page of prepared changes shows."""

from dataclasses import dataclass
from functools import cached_property

from tasks.enums import ADMINISTRATORS, PreparedState, Role
from tasks.models import Government, PreparedChange, User
from tasks.organisation.separation import find_waiting_end, list_missing_administrators, select_waiting_changes
from tasks.permissions import Permission, can

#: changes that one page shows; a 名册 of 400 new accounts is confirmed in one act
SHOWN = 500
#: decided changes that the page looks back on
DECIDED = 30


@dataclass(frozen=True)
class PreparedPage:
    """Everything that the page shows.

    Attributes:
        refusal: why nothing was done; "" where nothing was refused.
        reason: for the return, as it was typed.
        ticked: the keys that were ticked.
    """

    government: Government
    user: User
    refusal: str = ""
    reason: str = ""
    ticked: frozenset[int] = frozenset()

    @cached_property
    def waiting(self) -> list[PreparedChange]:
        return list(select_waiting_changes(self.government)[:SHOWN])

    @cached_property
    def count(self) -> int:
        """How many wait, those that are not shown included."""
        return len(self.waiting) if len(self.waiting) < SHOWN else select_waiting_changes(self.government).count()

    @cached_property
    def decided(self) -> list[PreparedChange]:
        decided = self.government.prepared_changes.exclude(state=PreparedState.WAITING)
        return list(
            decided.select_related("user__unit", "prepared_by", "decided_by").order_by("-decided_at", "-pk")[:DECIDED]
        )

    @property
    def may_confirm(self) -> bool:
        return can(self.user, Permission.CONFIRM_PREPARED)

    @property
    def may_prepare(self) -> bool:
        return can(self.user, Permission.MANAGE_USERS)

    @cached_property
    def administrators(self) -> list[tuple[Role, list[User]]]:
        """The three kinds of administrators with their active accounts."""
        found = list(self.government.users.filter(role__in=ADMINISTRATORS, is_active=True))
        return [(role, [user for user in found if user.role == role]) for role in ADMINISTRATORS]

    @cached_property
    def missing(self) -> list[Role]:
        """The kinds of which nobody is ready; asked only while 三员分立 can be begun."""
        return [] if self.government.separates_administrators else list_missing_administrators(self.government)

    @cached_property
    def waiting_end(self) -> PreparedChange | None:
        return find_waiting_end(self.government) if self.government.separates_administrators else None
