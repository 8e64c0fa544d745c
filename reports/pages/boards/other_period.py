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
from tasks.periods import format_month_day
from tasks.permissions import Permission, can


@dataclass(frozen=True)
class OtherPeriod:
    """
    Attributes:
        period: the other one, to which a button leads.
        words: what is left to do in the older of the two, and whether the home stays there for it.
    """

    period: Period
    words: str


def describe_work_left(before: Period, newest: Period, left: list[str], *, is_newer: bool, stays: bool) -> str:
    """Describes what is left in the older period.

    Args:
        left: what is left to do, in words.
        is_newer: whether the other period is the newer one.
        stays: whether the person is on the older one because work is left there.
    """
    if not left:
        opened = f"{newest}已开启"
        return f"{opened}；{format_month_day(newest.last_day)}前首页停在{before.label}。" if stays else f"{opened}。"
    words = f"{before}还有：{'，'.join(left)}。"
    return f"{newest}已开启；{words}" + f"办完前首页停在{before.label}。" * stays if is_newer else words


def find_other_period(request: AuthenticatedRequest, shown: Period) -> OtherPeriod | None:
    """Finds the period beside the one that a home shows: from the older one always the newer; from the newer one the older,
    where something is left to do in it and the person has a part in that."""
    newest = find_newest_period(request)
    before = find_period_before(request, newest) if newest else None
    if newest is None or before is None or shown not in (newest, before):
        return None
    is_newer = shown == before
    takes_part = request.user.unit_id or can(request.user, Permission.ISSUE_REPORT)
    left = list_work_left(request.user, before) if is_newer or takes_part else []
    stays = find_unfinished_period(request) == before
    if not left and not is_newer:
        return None
    words = describe_work_left(before, newest, left, is_newer=is_newer, stays=stays)
    return OtherPeriod(newest if is_newer else before, words)
