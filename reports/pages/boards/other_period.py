"""首页: the other period that a home speaks of: the newest beside the one in which work is left, or the other way round."""

from dataclasses import dataclass

from reports.figures import list_work_left
from tasks.models import Period
from tasks.pages.frame.context import (
    AuthenticatedRequest,
    find_newest_period,
    find_period_before,
    find_unfinished_period,
)
from tasks.permissions import Permission, can


@dataclass(frozen=True)
class OtherPeriod:
    """
    Attributes:
        period: the other one, to which a button leads.
        left: what is left to do in the older of the two, in words.
        is_newer: whether the page shows the older one.
        stays: whether the person is on the older one because work is left there.
    """

    period: Period
    left: list[str]
    is_newer: bool
    stays: bool


def find_other_period(request: AuthenticatedRequest, shown: Period) -> OtherPeriod | None:
    """Finds the period beside the one that a home shows; None where nothing is left to do in the older one, and on the
    newer one for who has no part in that work."""
    newest = find_newest_period(request)
    before = find_period_before(request, newest) if newest else None
    if newest is None or before is None or shown not in (newest, before):
        return None
    is_newer = shown == before
    takes_part = request.user.unit_id or can(request.user, Permission.ISSUE_REPORT)
    left = list_work_left(request.user, before) if is_newer or takes_part else []
    if not left:
        return None
    return OtherPeriod(newest if is_newer else before, left, is_newer, find_unfinished_period(request) == before)
