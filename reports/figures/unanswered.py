"""What a leader was asked in earlier periods of the year, and has not answered."""

from collections import Counter

from tasks.enums import CoordinationState
from tasks.filing.coordination import filter_coordination_state
from tasks.models import Period, User
from tasks.queries import select_visible_entries


def count_unanswered_before(user: User, period: Period) -> Counter[int]:
    """Number of the period → how many requests of his items wait; in one query."""
    earlier = select_visible_entries(user).filter(
        period__plan=period.plan_id,
        period__number__lt=period.number,
        edition__leaderships__official=user.official_id,
    )
    waiting = filter_coordination_state(earlier, CoordinationState.WAITING)
    return Counter(waiting.order_by("period__number").values_list("period__number", flat=True))
