"""Counts the coordination requests that nobody has answered, of other periods than the one on the page."""

from collections import Counter

from tasks.enums import CoordinationState
from tasks.filing.coordination import filter_coordination_state
from tasks.models import Leadership, Period, User
from tasks.queries import select_visible_entries


def count_unanswered_before(user: User, period: Period) -> Counter[int]:
    """Counts the unanswered requests on the leader's items by the number of the earlier period; in one query."""
    earlier = select_visible_entries(user).filter(
        period__plan=period.plan_id,
        period__number__lt=period.number,
        edition__in=Leadership.objects.filter(official__in=user.official_ids).values("edition"),
    )
    waiting = filter_coordination_state(earlier, CoordinationState.WAITING)
    return Counter(waiting.order_by("period__number").values_list("period__number", flat=True))


def count_waiting_elsewhere(user: User, period: Period) -> Counter[int]:
    """Counts the unanswered requests of all items that the user sees by the period, but for one period; in one query."""
    others = select_visible_entries(user).exclude(period=period)
    waiting = filter_coordination_state(others, CoordinationState.WAITING)
    return Counter(waiting.order_by().values_list("period", flat=True))
