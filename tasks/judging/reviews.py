"""审核 and 研判: why the office cannot review or judge an entry now; the actions ask under their lock, pages before."""

from tasks.enums import EntryState
from tasks.filing.entry_guard import describe_entry_refusal
from tasks.models import ProgressEntry, User
from tasks.models.ending import find_ending
from tasks.permissions import Permission, can

ENDED = "该事项已销号，本期由系统列为已完成；要单位重新填报的，请先在事项页恢复办理。"
DISPUTED = "该事项正在复核，请在“复核”中作出决定。"


def describe_review_refusal(user: User, entry: ProgressEntry, state: EntryState | None = None) -> str:
    """Returns in one Chinese sentence why the user cannot review an entry; "" when he can.

    Args:
        entry: with period, plan, item and ending fetched.
        state: the one that the entry has to be in: SUBMITTED to be accepted, ACCEPTED to have that taken back; None to
            be returned.
    """
    if not can(user, Permission.REVIEW_ENTRY, entry):
        return describe_entry_refusal(user, Permission.REVIEW_ENTRY, entry)
    if entry.is_automatic and find_ending(entry.task):
        return ENDED
    if state and entry.state != state:
        return f"该事项现为“{entry.state.label}”，可能已由同事处理。"
    return ""


def describe_judging_refusal(user: User, entry: ProgressEntry, *, is_disputed: bool) -> str:
    """Returns in one Chinese sentence why the user cannot judge an entry; "" when he can.

    Args:
        is_disputed: whether an objection to its judgement is open.
    """
    if not can(user, Permission.JUDGE_ENTRY, entry):
        return describe_entry_refusal(user, Permission.JUDGE_ENTRY, entry)
    return DISPUTED if is_disputed else ""
