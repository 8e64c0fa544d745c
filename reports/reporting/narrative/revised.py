"""Builds what the revision of a plan's notice says of itself."""

from collections.abc import Sequence

from tasks.plans.decided_items import DecidedItem


def build_revision_values(items: Sequence[DecidedItem], *, is_revision: bool) -> dict:
    """Builds 更正说明; "" for the first issue, a revision that changes no item, and a report.

    Args:
        items: of the notice, as its revision prints them.
    """
    corrected = sum(item.is_corrected and not item.is_added for item in items)
    added = sum(item.is_added for item in items)
    counted = [f"调整{corrected}项"] * bool(corrected) + [f"新增{added}项"] * bool(added)
    if not is_revision or not counted:
        return {"更正说明": ""}
    place = "，新增的列在各附件末尾，原有事项序号不变" if added else ""
    return {"更正说明": f"本通知为更正版，附件按现行内容印发：与首次印发时相比，{'、'.join(counted)}{place}。"}
