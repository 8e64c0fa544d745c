"""审核: accepts, returns and reopens filed entries, and saves the office's wording."""

import hashlib

from django.db import transaction

from tasks import clock
from tasks.audit import build_audit_state, record_on_entry
from tasks.enums import EntryState, EventKind, ReminderKind
from tasks.filing.entries import find_last_return
from tasks.filing.entry_guard import Conflict, lock_entry, refuse_if_newer, require_entry_permission
from tasks.judging.reviews import describe_review_refusal
from tasks.judging.reworded_figures import describe_reworded_figures, list_reworded_figures
from tasks.models import Event, ProgressEntry, User
from tasks.permissions import Permission, Refused
from tasks.reminding.event_notice_actions import tell_of_return, tell_of_undoing
from tasks.visible_words import read_filed

#: the acts of office and unit's head that say when and by whom an entry was reviewed last
_REVIEWS = (
    EventKind.ENTRY_ACCEPTED,
    EventKind.ENTRY_REOPENED,
    EventKind.ENTRY_RETURNED,
    EventKind.ENTRY_SENT_BACK,
    EventKind.RETURN_TAKEN_BACK,
)


@transaction.atomic
def accept_entry(*, entry: ProgressEntry, revision: int, by: User, reason: str = "") -> ProgressEntry:
    """Accepts a filed entry.

    Args:
        revision: the revision that the user has read.
        reason: why it is accepted though something speaks against it; only the audit log keeps it.

    Raises:
        Refused: it does not wait for review.
        Conflict: it was withdrawn, changed and filed again meanwhile.
    """
    entry = lock_entry(entry.pk)
    _require_reviewable(entry, by, EntryState.SUBMITTED)
    refuse_if_newer(entry, revision)
    return _move_to_state(EventKind.ENTRY_ACCEPTED, entry, EntryState.ACCEPTED, by=by, reason=reason)


@transaction.atomic
def return_entry(*, entry: ProgressEntry, reason: str, revision: int, by: User) -> ProgressEntry:
    """Returns a filed or accepted entry to the unit, with a reason that the unit reads.

    Raises:
        Refused: it was not filed, or no reason is given.
        Conflict: it was withdrawn, changed and filed again meanwhile.
    """
    entry = lock_entry(entry.pk)
    _require_reviewable(entry, by)
    refuse_if_newer(entry, revision)
    if not reason.strip():
        raise Refused("请写明退回意见。")
    entry.return_reason = reason
    entry.returned_revision = entry.revisions.filter(number=entry.revision).first()
    entry = _move_to_state(EventKind.ENTRY_RETURNED, entry, EntryState.RETURNED, by=by, reason=reason)
    tell_of_return(entry=entry, by=by)
    return entry


@transaction.atomic
def reopen_entry(*, entry: ProgressEntry, by: User) -> ProgressEntry:
    """Takes an acceptance back, so that the entry waits for review again.

    Raises:
        Refused: it is not accepted, or the period is issued.
    """
    entry = lock_entry(entry.pk)
    _require_reviewable(entry, by, EntryState.ACCEPTED)
    return _move_to_state(EventKind.ENTRY_REOPENED, entry, EntryState.SUBMITTED, by=by)


@transaction.atomic
def take_back_return(*, entry: ProgressEntry, returned: Event, by: User) -> ProgressEntry:
    """Takes a return back: the entry lies with the office again as it did before.

    Args:
        returned: the audit row of the return; it and the earlier ones tell what stood before.

    Raises:
        Refused: the entry is not returned any more, or the period is issued.
    """
    entry = lock_entry(entry.pk)
    if entry.state != EntryState.RETURNED:
        raise Refused(f"该事项现为“{entry.state.label}”，不能撤销退回。")
    entry.state = next(state for state in EntryState if build_audit_state(state) == returned.before)
    require_entry_permission(by, Permission.REVIEW_ENTRY, entry)
    _put_earlier_return(entry, list(Event.objects.about(entry).filter(pk__lt=returned.pk, kind__in=_REVIEWS)))
    entry.save(update_fields=["state", "return_reason", "returned_revision", "reviewed_at", "reviewed_by"])
    record_on_entry(
        EventKind.RETURN_TAKEN_BACK,
        entry,
        by=by,
        before=build_audit_state(EntryState.RETURNED),
        after=build_audit_state(entry.state),
    )
    tell_of_undoing(kind=ReminderKind.GIVEN_BACK, entries=[entry], said="退回已撤销", by=by)
    return entry


def _put_earlier_return(entry: ProgressEntry, reviews: list[Event]) -> None:
    """Gives the entry what stood before the last return: the former reason and revision, and who reviewed it last.

    Args:
        reviews: of the entry, the newest first.
    """
    last, former = next(iter(reviews), None), find_last_return(reviews)
    # what the unit's head wrote was dropped when the unit filed
    is_by_head = last is not None and last.kind == EventKind.ENTRY_SENT_BACK
    entry.return_reason = former.reason if former and not is_by_head else ""
    kept = entry.revisions.filter(saved_at__lte=former.at).order_by("-number") if former else entry.revisions.none()
    entry.returned_revision = kept.first()
    entry.reviewed_at, entry.reviewed_by_id = (last.at, last.actor_id) if last and not is_by_head else (None, None)


def compute_wording_fingerprint(entry: ProgressEntry) -> str:
    """Returns a hash of the office's wording; a form carries that of the wording it was opened with."""
    return hashlib.sha256(entry.published_text.encode()).hexdigest()[:16]


class NumberChanged(Refused):
    """A wording of the report states another number than the unit filed, and nobody says why."""


@transaction.atomic
def reword_entry(*, entry: ProgressEntry, text: str, seen: str, by: User, reason: str = "") -> ProgressEntry:
    """Saves the office's wording for the report; the unit's text stays.

    Args:
        text: the unit's filed text, or an empty one, removes the office's wording.
        seen: ``compute_wording_fingerprint`` when the user opened the page.
        reason: why the wording states another number than the unit filed (``list_reworded_figures``).

    Raises:
        Refused: the period is issued.
        NumberChanged: a number of the unit is changed without a reason.
        Conflict: a colleague changed the wording meanwhile.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.REWORD_ENTRY, entry)
    wording = "" if text == read_filed(entry).text else text
    if wording == entry.published_text:
        return entry
    if compute_wording_fingerprint(entry) != seen:
        raise Conflict("另一位同事刚刚修改了报告用语，您的修改没有覆盖它。", entry)
    changed = describe_reworded_figures(list_reworded_figures(entry, wording))
    if changed and not reason.strip():
        raise NumberChanged(f"改动了单位所报的数：{changed}。请写明改动数字的理由，或退回单位核实后重报。")
    before, entry.published_text = entry.published_text, wording
    entry.save(update_fields=["published_text"])
    after = {"报告用语": wording} | ({"改动的数": changed} if changed else {})
    why = reason.strip() if changed else ""
    record_on_entry(EventKind.ENTRY_REWORDED, entry, by=by, before={"报告用语": before}, after=after, reason=why)
    return entry


def _require_reviewable(entry: ProgressEntry, by: User, state: EntryState | None = None) -> None:
    if refusal := describe_review_refusal(by, entry, state):
        raise Refused(refusal)


def _move_to_state(kind: EventKind, entry: ProgressEntry, state: EntryState, *, by: User, reason="") -> ProgressEntry:
    before, entry.state = entry.state, state
    entry.reviewed_at, entry.reviewed_by = clock.now(), by
    entry.save(update_fields=["state", "return_reason", "returned_revision", "reviewed_at", "reviewed_by"])
    record_on_entry(kind, entry, by=by, before=build_audit_state(before), after=build_audit_state(state), reason=reason)
    return entry
