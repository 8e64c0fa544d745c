"""方案调整: corrects many items alike, each through the single action in a transaction of its own."""

from collections.abc import Iterable

from tasks.adjusting.adjustment_actions import amend_item
from tasks.adjusting.grounds import Grounds
from tasks.adjusting.items import Amendment
from tasks.judging.batch_actions import BatchResult, apply_to_each
from tasks.models import ProgressEntry, User
from tasks.models.changes import ChangedMeanwhile
from tasks.permissions import Refused


def amend_items(
    *,
    picked: Iterable[tuple[ProgressEntry, str]],
    amendment: Amendment,
    since: int,
    grounds: Grounds,
    by: User,
) -> BatchResult:
    """Corrects the items of the entries; what cannot be corrected stays and is named with the reason.

    Args:
        picked: entries, each with the fingerprint of its item that was shown.
    """

    def amend_one(entry: ProgressEntry, seen: str) -> None:
        try:
            amend_item(task=entry.task, amendment=amendment, since=since, grounds=grounds, seen=seen, by=by)
        except ChangedMeanwhile as changed:
            raise Refused("其他人刚刚调整了该事项，请核对后再办理。") from changed

    return apply_to_each(picked, amend_one)
