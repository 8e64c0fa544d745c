"""填报: files drafts as they are stored, several at once, and takes a filing or a confirmation back that was just made."""

from django.db import transaction

from tasks.audit import build_audit_state
from tasks.enums import EntryState, EventKind
from tasks.filing.drafts import build_stored_content, describe_missing
from tasks.filing.entry_actions import refresh_and_record, submit
from tasks.filing.entry_guard import lock_entry, refuse_if_newer, require_entry_permission
from tasks.models import Event, ProgressEntry, User
from tasks.permissions import Permission, Refused


@transaction.atomic
def file_draft(*, entry: ProgressEntry, revision: int, by: User) -> ProgressEntry:
    """Files a draft as it is stored.

    Args:
        revision: the revision that the user has read.

    Raises:
        Refused: it is not complete, or ``submit`` refuses it.
        Conflict: a newer revision was saved meanwhile.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.SUBMIT_ENTRY, entry)
    refuse_if_newer(entry, revision)
    if missing := describe_missing(entry):
        raise Refused(f"{'、'.join(missing)}，请打开该事项补齐后报送。")
    return submit(entry=entry, **build_stored_content(entry), by=by)


@transaction.atomic
def take_back_filing(*, entry: ProgressEntry, filed: Event, by: User) -> ProgressEntry:
    """Takes a filing back: the entry is with the unit again as it was before, and keeps what was written.

    Args:
        filed: the audit row of the filing, which tells what stood before.

    Raises:
        Refused: somebody has reviewed it meanwhile, or the period takes no filings any more.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.WITHDRAW_ENTRY, entry)
    before, entry.state = entry.state, _find_state_before(filed)
    if entry.state == EntryState.BLANK:
        # its words are kept, so it is a draft now
        entry.state = EntryState.DRAFT
    _put_earlier_filing(entry, before)
    if entry.state == EntryState.DRAFT:
        _put_reason_of_head(entry, filed)
    entry.save(
        update_fields=["state", "submitted_at", "submitted_by", "return_reason", "reviewed_at", "reviewed_by"],
    )
    refresh_and_record(EventKind.FILING_TAKEN_BACK, entry, before, by=by)
    return entry


@transaction.atomic
def take_back_confirmation(*, entry: ProgressEntry, confirmed: Event, by: User) -> ProgressEntry:
    """Takes a confirmation by the unit's head back: the entry waits for him again.

    Args:
        confirmed: the audit row of the confirmation.

    Raises:
        Refused: the office has reviewed it meanwhile, or the period takes no filings any more.
    """
    entry = lock_entry(entry.pk)
    require_entry_permission(by, Permission.WITHDRAW_ENTRY, entry)
    before, entry.state = entry.state, _find_state_before(confirmed)
    sent = entry.revisions.filter(state=EntryState.CONFIRMING).order_by("-number").first()
    if sent is not None:
        entry.submitted_at, entry.submitted_by = sent.saved_at, sent.saved_by
    entry.save(update_fields=["state", "submitted_at", "submitted_by"])
    refresh_and_record(EventKind.CONFIRMATION_TAKEN_BACK, entry, before, by=by)
    return entry


def _find_state_before(event: Event) -> EntryState:
    return next(state for state in EntryState if build_audit_state(state) == event.before)


def _put_earlier_filing(entry: ProgressEntry, taken_back: EntryState) -> None:
    """Gives an entry that is returned again the day and the person of its earlier filing, any other none."""
    entry.submitted_at = entry.submitted_by = None
    if entry.state != EntryState.RETURNED:
        return
    # what was filed last with the office is the filing that is taken back, unless that only went to the unit's head
    skipped = 1 if taken_back == EntryState.SUBMITTED else 0
    earlier = entry.revisions.filter(state=EntryState.SUBMITTED).order_by("-number")[skipped : skipped + 1].first()
    if earlier is not None:
        entry.submitted_at, entry.submitted_by = earlier.saved_at, earlier.saved_by


def _put_reason_of_head(entry: ProgressEntry, filed: Event) -> None:
    """Gives the entry back why the unit's head had sent it back, which the filing removed."""
    earlier = Event.objects.about(entry).filter(pk__lt=filed.pk, kind__in=_FILINGS).order_by("-pk").first()
    if earlier is not None and earlier.kind == EventKind.ENTRY_SENT_BACK and not entry.return_reason:
        entry.return_reason, entry.reviewed_at, entry.reviewed_by_id = earlier.reason, earlier.at, earlier.actor_id


#: the acts of a unit that put an end to a reason of its head, or write one
_FILINGS = (EventKind.ENTRY_SUBMITTED, EventKind.ENTRY_CONFIRMED, EventKind.ENTRY_SENT_BACK)
