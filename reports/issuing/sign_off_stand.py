"""印发审核: how the sign-off stands towards what would be issued now."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reports.issuing.changes import IssueChange, list_issue_changes
from tasks.enums import SignOffState
from tasks.issuing.sign_offs import (
    REFUSALS,
    Issuable,
    compute_sign_off_state,
    find_sign_off,
    get_issuing_government,
    remove_report_date,
)
from tasks.models import SignOff


@dataclass(frozen=True)
class SignOffStand:
    """The sign-off of a report or a notice before its issue.

    Attributes:
        data: what would be issued now, as ``Publication.data``.
        is_required: whether the government demands one.
        sign_off: the one that counts; None where none was asked for, or none is demanded.
    """

    issuable: Issuable
    data: dict[str, Any]
    is_required: bool
    sign_off: SignOff | None

    @cached_property
    def state(self) -> SignOffState:
        return compute_sign_off_state(self.sign_off, self.data)

    @property
    def refusal(self) -> str:
        """Why it does not let anything be issued; "" where it does or none is demanded."""
        return REFUSALS.get(self.state, "") if self.is_required else ""

    @property
    def changes(self) -> list[IssueChange]:
        """What has changed since the sign-off was asked for; other changes, as of the layout, have no line."""
        if self.sign_off is None or self.state != SignOffState.LAPSED:
            return []
        return list_issue_changes(remove_report_date(self.sign_off.data), remove_report_date(self.data))


def build_sign_off_stand(issuable: Issuable, data: dict[str, Any]) -> SignOffStand:
    is_required = get_issuing_government(issuable).requires_sign_off
    return SignOffStand(issuable, data, is_required, find_sign_off(issuable) if is_required else None)
