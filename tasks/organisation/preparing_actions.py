"""三员分立: prepares changes of accounts and rights, which do nothing until another administrator confirms them."""

from typing import Any

from django.core.exceptions import ValidationError

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind, PreparedKind
from tasks.models import PreparedChange, User
from tasks.models.changes import State
from tasks.organisation.separation import find_waiting_change, write_wanted

STILL_WAITING = "“{name}”有一项{kind}正在等待安全管理员确认（{by}准备）。请等其确认，或在“账号确认”撤回后再办。"


def refuse_waiting_change(user: User) -> None:
    """
    Raises:
        ValidationError: a change of the account waits already.
    """
    if waiting := find_waiting_change(user):
        said = {"name": user.name, "kind": waiting.kind.label, "by": waiting.prepared_by.name}
        raise ValidationError(STILL_WAITING.format(**said))


def prepare_account_change(
    user: User, wanted: dict[str, Any], before: State, after: State, *, kind: PreparedKind, by: User
) -> PreparedChange:
    """Keeps what the fields of an account should become, with its audit row; under the government's lock.

    Args:
        wanted: field → value, of what differs.
        before, after: the same in words.

    Raises:
        ValidationError: as ``refuse_waiting_change``.
    """
    refuse_waiting_change(user)
    change = PreparedChange(kind=kind, user=user, wanted=write_wanted(wanted), before=before, after=after)
    return store_prepared_change(change, by=by)


def prepare_password(user: User, encoded: str, *, by: User) -> PreparedChange:
    """Keeps the hash of a password that an account should get; otherwise as ``prepare_account_change``."""
    refuse_waiting_change(user)
    return store_prepared_change(PreparedChange(kind=PreparedKind.PASSWORD_RESET, user=user, password=encoded), by=by)


def store_prepared_change(change: PreparedChange, *, by: User) -> PreparedChange:
    """Saves a change of the person's own government that waits from now on, with its audit row."""
    change.government, change.prepared_by, change.prepared_at = by.home, by, clock.now()
    change.save()
    record(
        EventKind.CHANGE_PREPARED,
        change.user or by.home,
        by=by,
        government_id=by.government_id,
        before=change.before,
        after={"事项": change.kind.label} | change.after,
    )
    return change
