"""What the supervision office does with a filed entry: accept, return, take the acceptance back, reword."""

import hashlib

from django.db import transaction

from tasks import clock
from tasks.audit import build_audit_state, record_on_entry
from tasks.enums import EntryState, EventKind
from tasks.filing.entry_guard import Conflict, lock_entry, refuse_if_newer, require_entry_permission
from tasks.models import ProgressEntry, User
from tasks.permissions import Permission, Refused
from tasks.visible_words import read_filed


@transaction.atomic
def accept_entry(*, entry: ProgressEntry, revision: int, by: User) -> ProgressEntry:
    """The office takes the entry as filed.

    Args:
        revision: the one that was read; a text cannot change under the reviewer's hands.

    Raises:
        Refused: it does not wait for review.
        Conflict: it was withdrawn, changed and filed again meanwhile.
    """
    entry = lock_entry(entry.pk)
    _require_reviewable(entry, by, EntryState.SUBMITTED)
    refuse_if_newer(entry, revision)
    return _move_to_state(EventKind.ENTRY_ACCEPTED, entry, EntryState.ACCEPTED, by=by)


@transaction.atomic
def return_entry(*, entry: ProgressEntry, reason: str, revision: int, by: User) -> ProgressEntry:
    """Gives a filed or accepted entry back to the unit, with the reason that the unit sees.

    Raises:
        Refused: it was not filed, or no reason is given.
        Conflict: it was withdrawn, changed and filed again meanwhile.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.REVIEW_ENTRY, entry)
    refuse_if_newer(entry, revision)
    if not reason.strip():
        raise Refused("请写明退回意见。")
    entry.return_reason = reason
    return _move_to_state(EventKind.ENTRY_RETURNED, entry, EntryState.RETURNED, by=by, reason=reason)


@transaction.atomic
def reopen_entry(*, entry: ProgressEntry, by: User) -> ProgressEntry:
    """Takes an acceptance back: the entry waits for review again.

    Raises:
        Refused: it is not accepted, or the report is issued.
    """
    entry = lock_entry(entry.pk)
    _require_reviewable(entry, by, EntryState.ACCEPTED)
    return _move_to_state(EventKind.ENTRY_REOPENED, entry, EntryState.SUBMITTED, by=by)


def compute_wording_fingerprint(entry: ProgressEntry) -> str:
    """A short text that differs when the office's wording does; a form carries the one it was made from."""
    return hashlib.sha256(entry.published_text.encode()).hexdigest()[:16]


@transaction.atomic
def reword_entry(*, entry: ProgressEntry, text: str, seen: str, by: User) -> ProgressEntry:
    """Sets the wording that the report prints; the unit's own text stays as it is.

    Args:
        text: the same as the unit's, or empty, means that there is no wording of the office's own.
        seen: the ``compute_wording_fingerprint`` when the person opened the page.

    Raises:
        Refused: the report is issued.
        Conflict: a colleague changed the wording meanwhile.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.REWORD_ENTRY, entry)
    wording = "" if text == read_filed(entry).text else text
    if wording == entry.published_text:
        return entry
    if compute_wording_fingerprint(entry) != seen:
        raise Conflict("另一位同事刚刚修改了报告用语，您的修改没有覆盖它。", entry)
    before, entry.published_text = entry.published_text, wording
    entry.save(update_fields=["published_text"])
    record_on_entry(
        EventKind.ENTRY_REWORDED, entry, by=by, before={"报告用语": before}, after={"报告用语": wording}
    )
    return entry


def _require_reviewable(entry: ProgressEntry, by: User, state: EntryState) -> None:
    require_entry_permission(by, Permission.REVIEW_ENTRY, entry)
    if entry.state != state:
        raise Refused(f"该事项现为“{entry.state.label}”，可能已由同事处理。")


def _move_to_state(
    kind: EventKind, entry: ProgressEntry, state: EntryState, *, by: User, reason=""
) -> ProgressEntry:
    before, entry.state = entry.state, state
    entry.reviewed_at, entry.reviewed_by = clock.now(), by
    entry.save(update_fields=["state", "return_reason", "reviewed_at", "reviewed_by"])
    record_on_entry(
        kind, entry, by=by, before=build_audit_state(before), after=build_audit_state(state), reason=reason
    )
    return entry
