"""印发审核: how the sign-off stands towards what would be issued now."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from reports.issuing.changes import IssueChange, list_issue_changes
from reports.issuing.kept import KeptRow, count_kept_outcomes
from tasks import clock
from tasks.enums import SignOffState
from tasks.enums.outcome_words import OutcomeWord
from tasks.issuing.sign_offs import (
    REFUSALS,
    Issuable,
    compute_issue_fingerprint,
    compute_sign_off_state,
    find_sign_off,
    get_issuing_government,
    remove_report_date,
)
from tasks.models import Plan, SignOff


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

    @cached_property
    def is_returned_unchanged(self) -> bool:
        """Whether it was returned and the content is still what was returned."""
        returned = self.sign_off if self.state == SignOffState.RETURNED else None
        return returned is not None and returned.fingerprint == compute_issue_fingerprint(self.data)

    @property
    def refusal(self) -> str:
        """Why it does not let anything be issued; "" where it does or none is demanded."""
        return REFUSALS.get(self.state, "") if self.is_required else ""

    @property
    def title(self) -> str:
        """What would be issued: the first line of its text, or else which report or notice it is."""
        paragraphs = self.data.get("paragraphs")
        return str(paragraphs[0]) if paragraphs else self.sign_off.about if self.sign_off else ""

    @property
    def counts(self) -> list[tuple[OutcomeWord | None, int]]:
        """How many items of a report have each outcome; none for a notice, which has no outcomes."""
        if isinstance(self.issuable, Plan):
            return []
        return count_kept_outcomes([KeptRow(row) for row in self.data["rows"]])

    @property
    def approval(self) -> dict[str, str | date]:
        """Who approved it, in what office and when, as the form of the issue begins with; empty without an approval that
        holds."""
        signed = self.sign_off if self.is_required and self.state == SignOffState.APPROVED else None
        if signed is None or signed.decided_by is None or signed.decided_at is None:
            return {}
        return {
            "approved_by_name": signed.decided_by.name,
            "approved_by_title": str(signed.decided_by.role_label),
            "approved_on": clock.convert_to_local(signed.decided_at).date(),
        }

    @property
    def changes(self) -> list[IssueChange]:
        """What has changed since the sign-off was asked for; other changes, as of the layout, have no line."""
        if self.sign_off is None or self.state != SignOffState.LAPSED:
            return []
        return list_issue_changes(remove_report_date(self.sign_off.data), remove_report_date(self.data))


def build_sign_off_stand(issuable: Issuable, data: dict[str, Any]) -> SignOffStand:
    is_required = get_issuing_government(issuable).requires_sign_off
    return SignOffStand(issuable, data, is_required, find_sign_off(issuable) if is_required else None)
