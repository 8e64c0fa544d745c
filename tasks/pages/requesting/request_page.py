"""申请: the pages on which a unit makes one request and the office answers it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from tasks.enums import RequestKind
from tasks.models import ChangeRequest, ProgressEntry, User
from tasks.models.changes import compute_fingerprint
from tasks.pages.frame.views.wording import LIST_MARK, PartChange, compute_diff, split_tokens
from tasks.pages.requesting.forms import RequestAnswerForm, RequestForm
from tasks.periods import format_stored_day
from tasks.permissions import Permission, can
from tasks.requesting import requests
from tasks.requesting.requests import State


@dataclass(frozen=True)
class RequestFormPage:
    """The item, the kinds of requests, and the form of one of them unless something stands in its way."""

    user: User
    entry: ProgressEntry
    kind: RequestKind
    form: RequestForm

    @property
    def kinds(self) -> list[RequestKind]:
        return list(RequestKind)

    @property
    def meaning(self) -> str:
        """What the kind is for."""
        return requests.MEANS[self.kind]

    @cached_property
    def refusal(self) -> str:
        """Why the person cannot make a request of the kind; "" when he can."""
        return requests.describe_request_refusal(self.user, self.entry, self.kind)

    @property
    def open_requests(self) -> QuerySet[ChangeRequest]:
        return requests.select_open_requests(self.entry.task_id)


class RequestPage:
    """One request beside its item.

    While it is open, the old value is what is in force now; what was in force when the unit asked is shown besides
    where it differs.

    Args:
        form: as sent, when refused.
    """

    def __init__(self, user: User, found: ChangeRequest, entry: ProgressEntry, form: RequestAnswerForm | None = None):
        self.user = user
        self.found = found
        self.entry = requests.use_edition_in_force(entry) if found.is_open else entry
        self.form = form or RequestAnswerForm()
        self.before, self.after = requests.build_compared_states(found, self.entry)

    @property
    def changes(self) -> list[PartChange]:
        return compare_states(self.before, self.after)

    @cached_property
    def changes_since(self) -> list[PartChange]:
        """What has changed since the unit asked; empty for a request that is answered."""
        return compare_states(self.found.before, self.before) if self.before != self.found.before else []

    @cached_property
    def grant_refusal(self) -> str:
        """Why the open request cannot be granted; "" when it can."""
        if not self.found.is_open:
            return ""
        return requests.describe_grant_refusal(self.found.kind, self.entry, self.found.wanted)

    @property
    def seen(self) -> str:
        """The fingerprint of what is in force now, which the answer carries."""
        return compute_fingerprint(self.before)

    @property
    def may_decide(self) -> bool:
        return self.found.is_open and can(self.user, Permission.DECIDE_REQUEST, self.entry)

    @property
    def may_withdraw(self) -> bool:
        return self.found.is_open and requests.can_withdraw_request(self.user, self.found)


def compare_states(before: State, after: State) -> list[PartChange]:
    """Compares every value that either side has."""
    return [compare_values(label, before.get(label, ""), after.get(label, "")) for label in (before | after)]


def compare_values(label: str, old: str | list[str], new: str | list[str]) -> PartChange:
    """Compares lists by whole names, texts character by character."""
    joint = LIST_MARK if isinstance(old or new, list) else ""
    before, after = (each if isinstance(each, list) else split_tokens(format_stored_day(each)) for each in (old, new))
    return PartChange(label, compute_diff(before, after, joint), joint)
