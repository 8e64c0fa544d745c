"""What stood before an entry. Two questions are asked, and they have two answers:

* 上期, the **previous period**: the last one of the same year that has begun (``Period.objects.previous_to``). How an
  item was judged is held against the previous period and no other: 连续滞后, 新增滞后, 已经赶上.
* the **last filed entry**: the item's entry of the latest earlier period of the year in which the unit filed
  something. Texts and figures are held against it, since a period in which nothing was filed has neither.

Where every period was filed, the last filed entry is that of the previous period.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from tasks.models import Period, ProgressEntry, Reading
from tasks.visible_words import annotate_last_filed

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class NextPeriod(TypedDict):
    """What ``annotate_next_period`` adds to an entry."""

    next_period: int | None


def find_previous_period(period: Period) -> Period | None:
    """上期: the last period of the same year that has begun before it; None for the first."""
    return Period.objects.previous_to(period).first()


def index_previous_entries(period: Period) -> dict[int, ProgressEntry]:
    """Task id → its entry in the previous period, with how and why it was judged; in one query."""
    previous = Period.objects.previous_to(period).values("pk")
    found = ProgressEntry.objects.filter(period__in=previous).select_related("judgement")
    known = found.only("task_id", "judgement__outcome", "judgement__reason").order_by()
    return {entry.task_id: entry for entry in known}


def select_earlier_entries(period: Period) -> "QuerySet[WithAnnotations[ProgressEntry, NextPeriod]]":
    """The entries of every earlier period of the year, the first period first, each with its judgement and
    ``next_period`` at hand."""
    earlier = annotate_last_filed(
        ProgressEntry.objects.filter(period__plan=period.plan_id, period__number__lt=period.number)
    )
    return annotate_next_period(earlier).select_related("judgement").order_by("period__number")


def annotate_next_period(
    entries: QuerySet[ProgressEntry],
) -> "QuerySet[WithAnnotations[ProgressEntry, NextPeriod]]":
    """Each entry with ``next_period``: the key of the period whose previous period is its own; None for the last."""
    later = Period.objects.begun().filter(
        plan=OuterRef("period__plan"), number__gt=OuterRef("period__number")
    )
    return entries.annotate(next_period=Subquery(later.order_by("number").values("pk")[:1]))


def find_last_filed_entry(entry: ProgressEntry) -> ProgressEntry | None:
    """The last filed entry of the same item before this one, as far as there is one."""
    return index_last_filed_entries([entry]).get(entry.task_id)


def index_last_filed_entries(entries: Sequence[ProgressEntry]) -> dict[int, ProgressEntry]:
    """Task id → the last filed entry before the given one, with readings and ``next_period``; in two queries.

    Args:
        entries: of one period, each with it at hand.
    """
    if not entries:
        return {}
    earlier = annotate_last_filed(ProgressEntry.objects.handed_over()).filter(
        task__in=[entry.task_id for entry in entries], period__number__lt=entries[0].period.number
    )
    whole = annotate_next_period(earlier).select_related("period__plan", "judgement")
    with_readings = whole.prefetch_related(Prefetch("readings", Reading.objects.select_related("indicator")))
    return {entry.task_id: entry for entry in with_readings.order_by("period__number")}
