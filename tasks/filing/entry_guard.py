"""Locks an entry for an action, checks the revision and the permission under the lock, and words the refusals."""

from tasks import clock
from tasks.enums import AT_THE_OFFICE, EntryState
from tasks.models import ProgressEntry
from tasks.periods import format_month_day_time
from tasks.permissions import (
    CONDITIONS,
    Permission,
    Refused,
    can,
    describe_edit_refusal,
    describe_role_refusal,
    get_permissions,
    is_asking,
    is_awaiting_confirmation,
    is_cooperating,
    is_editable,
    is_in_filing_unit,
    is_in_lead_unit,
    is_judged,
    is_responsible_leader,
    is_reviewable,
    is_unissued,
    is_unreviewed,
    is_with_unit,
    takes_filings,
)
from tasks.queries import prefetch_duties
from tasks.terms import terms
from tasks.terms.later import say_later


class Conflict(Refused):
    """Somebody else saved after the user had opened the page. ``theirs`` is the present entry."""

    def __init__(self, message: str, theirs: ProgressEntry):
        super().__init__(message)
        self.theirs = theirs


NOTHING_ASKED = "单位没有提请协调，或者刚刚撤回修改，暂时不能答复。"
STOPPED = "该事项已停办，本期不再填报。"
NOT_OF_THIS_UNIT = say_later("本单位不是该事项的{terms.lead_unit}，只能查看。")
NOTE_PERMISSIONS = (Permission.WRITE_NOTE, Permission.ASK_NOTES)
UNIT_PERMISSIONS = (Permission.SUBMIT_ENTRY, Permission.WITHDRAW_ENTRY, Permission.CONFIRM_ENTRY)


def lock_entry(pk: int) -> ProgressEntry:
    """Locks an entry until the transaction ends and returns it with everything that the permissions read.

    Raises:
        Refused: its item was stopped meanwhile.
    """
    # two queries: PostgreSQL joins a row that waited for its lock to the other tables as they were before the wait, so
    # that only the second sees an ending that was made meanwhile
    # unordered: the default order joins the item, which would be locked too
    list(ProgressEntry.every.select_for_update(of=("self",)).only("pk").filter(pk=pk).order_by())
    whole = ProgressEntry.objects.select_related("period__plan__government", "judgement", "saved_by__unit")
    entry = prefetch_duties(whole).filter(pk=pk).first()
    if entry is None:
        raise Refused(STOPPED)
    return entry


def refuse_if_newer(entry: ProgressEntry, seen: int | None) -> None:
    """Refuses an action on an outdated revision.

    Args:
        entry: read under the lock.
        seen: the revision that the user has read; None for none.

    Raises:
        Conflict: somebody saved a newer one.
    """
    if entry.revision == seen:
        return
    if entry.saved_at is None or entry.saved_by is None:
        raise Conflict("系统刚刚更新了该事项的内容，请核对后再办理。", entry)
    when = clock.convert_to_local(entry.saved_at)
    raise Conflict(
        f"{entry.saved_by.place} {entry.saved_by}于 {format_month_day_time(when)} 保存了新内容，请核对后再办理。",
        entry,
    )


def require_entry_permission(user, permission: Permission, entry: ProgressEntry) -> None:
    """
    Raises:
        Refused: the user does not have the permission for the entry in its present state.
    """
    if not can(user, permission, entry):
        raise Refused(describe_entry_refusal(user, permission, entry))


def describe_entry_refusal(user, permission: Permission, entry: ProgressEntry) -> str:
    """Returns in one Chinese sentence why the user does not have the permission for the entry."""
    if permission not in get_permissions(user):
        return describe_role_refusal(user)
    if permission == Permission.EDIT_ENTRY:
        return describe_edit_refusal(user, entry)
    if permission == Permission.ANSWER_COORDINATION:
        return NOTHING_ASKED if is_responsible_leader(user, entry) else "该事项不由您负责，不能答复。"
    if permission == Permission.COMMENT:
        return "该事项不由您或本单位办理，不能留言。"
    if permission in NOTE_PERMISSIONS:
        return _describe_note_refusal(user, permission, entry)
    if permission in UNIT_PERMISSIONS:
        return _describe_unit_refusal(user, permission, entry)
    if permission == Permission.REVIEW_ENTRY and entry.state not in AT_THE_OFFICE:
        return f"该事项现为“{EntryState(entry.state).label}”，不在待审核之列。单位可能刚刚撤回。"
    return f"{entry.period}已印发，不能再改动。"


#: the conditions that another person's act may change while the user's page stands open
PASSING = (
    takes_filings,
    is_editable,
    is_unreviewed,
    is_awaiting_confirmation,
    is_unissued,
    is_reviewable,
    is_judged,
    is_with_unit,
)


def is_refused_for_now(user, permission: Permission, entry) -> bool:
    """Returns whether the user lacks the permission for the entry because of its present state alone."""
    lasting = [condition for condition in CONDITIONS.get(permission, ()) if condition not in PASSING]
    is_his = permission in get_permissions(user) and all(condition(user, entry) for condition in lasting)
    return is_his and not can(user, permission, entry)


def _describe_note_refusal(user, permission: Permission, entry: ProgressEntry) -> str:
    if permission == Permission.WRITE_NOTE and not is_cooperating(user, entry):
        return f"本单位不是该事项的{terms.cooperating_unit}，不能填写配合进展。"
    if permission == Permission.ASK_NOTES and not is_asking(user, entry):
        return f"本单位不是该事项的{terms.lead_unit}，不能请{terms.cooperating_unit}填写。"
    if not takes_filings(user, entry):
        return f"{entry.period}现为“{entry.period.state.label}”，不再填写配合进展。"
    return f"{terms.lead_unit}已报送该事项，不再填写配合进展；确需补充的，请联系{terms.lead_unit}撤回后再填。"


def _describe_confirmation_refusal(entry: ProgressEntry) -> str:
    if entry.state == EntryState.DRAFT and not entry.return_reason:
        return "填报员已撤回该事项，修改后会重新报请审核；您刚才的操作没有生效。"
    return f"该事项现为“{entry.state.label}”，不在待单位审核之列，可能刚刚由他人办理。"


def _describe_unit_refusal(user, permission: Permission, entry: ProgressEntry) -> str:
    if not is_in_lead_unit(user, entry):
        return NOT_OF_THIS_UNIT
    if (first := entry.edition.first_lead) and not is_in_filing_unit(user, entry):
        return f"该事项由第一{terms.lead_unit}{first.label}统一报送，本单位可以补充草稿。"
    if not takes_filings(user, entry) or permission == Permission.SUBMIT_ENTRY:
        return describe_edit_refusal(user, entry) or "当前不能报送。"
    if permission == Permission.CONFIRM_ENTRY:
        return _describe_confirmation_refusal(entry)
    if entry.state == EntryState.ACCEPTED:
        return f"{terms.office}已审核通过，不能撤回；如需修改，请联系{terms.office}退回。"
    return "该事项尚未报送，无需撤回。"
