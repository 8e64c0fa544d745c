"""上期: finds what an entry is compared with in earlier periods. There are two different things:

* 上期, the **previous period**: the last earlier period of the same year that has begun (``Period.objects.previous_to``).
  Judgements are compared with this period only: 连续滞后, 新增滞后, 已经赶上.
* the **last filed entry**: the item's entry in the latest earlier period of the year in which the unit filed
  something. Texts and figures are compared with it, because a period without a filing has neither.

If every period was filed, the last filed entry is the entry of the previous period.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from tasks.models import Period, ProgressEntry, Reading

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class NextPeriod(TypedDict):
    """The annotation that ``annotate_next_period`` adds to an entry."""

    next_period: int | None


#: entries of one item each and period, in period order
EarlierEntries: TypeAlias = "Sequence[WithAnnotations[ProgressEntry, NextPeriod]]"


def find_previous_period(period: Period) -> Period | None:
    """Returns 上期, the last earlier period of the same year that has begun; None for the first."""
    return Period.objects.previous_to(period).first()


def index_previous_entries(period: Period) -> dict[int, ProgressEntry]:
    """Maps each task id to its entry in the previous period, loaded with outcome, reason and standing; one query."""
    previous = Period.objects.previous_to(period).values("pk")
    found = ProgressEntry.objects.filter(period__in=previous).select_related("judgement")
    known = found.only("task_id", "state", "standing", "judgement__outcome", "judgement__reason").order_by()
    return {entry.task_id: entry for entry in known}


def select_earlier_entries(period: Period) -> "QuerySet[WithAnnotations[ProgressEntry, NextPeriod]]":
    """Selects the entries of all earlier periods of the year in period order, with judgement and ``next_period``."""
    earlier = ProgressEntry.objects.filter(period__plan=period.plan_id, period__number__lt=period.number)
    return annotate_next_period(earlier).select_related("judgement", "returned_revision").order_by("period__number")


def list_earlier_entries(period: Period) -> "EarlierEntries":
    """Lists what ``select_earlier_entries`` selects, for those who ask several things of it; periods are shared."""
    return list(select_earlier_entries(period).prefetch_related("period"))


def choose_previous_entries(period: Period, earlier: "EarlierEntries") -> dict[int, ProgressEntry]:
    """Maps each task id to its entry in the previous period, as ``index_previous_entries`` does; no query.

    Args:
        earlier: ``list_earlier_entries`` of the period.
    """
    return {entry.task_id: entry for entry in earlier if entry.next_period == period.pk}


def annotate_next_period(
    entries: QuerySet[ProgressEntry],
) -> "QuerySet[WithAnnotations[ProgressEntry, NextPeriod]]":
    """Annotates each entry with ``next_period``: the id of the next period that has begun; None for the last."""
    later = Period.objects.begun().filter(plan=OuterRef("period__plan"), number__gt=OuterRef("period__number"))
    return entries.annotate(next_period=Subquery(later.order_by("number").values("pk")[:1]))


def find_last_filed_entry(entry: ProgressEntry) -> ProgressEntry | None:
    """Returns the last filed entry of the same item before this entry, or None."""
    return index_last_filed_entries([entry]).get(entry.task_id)


def index_last_filed_entries(entries: Sequence[ProgressEntry]) -> dict[int, ProgressEntry]:
    """Maps each task id to its last filed entry before the given entries, with readings and ``next_period``; two queries.

    Args:
        entries: entries of one period, with the period loaded.
    """
    if not entries:
        return {}
    earlier = ProgressEntry.objects.handed_over().filter(
        task__in=[entry.task_id for entry in entries], period__number__lt=entries[0].period.number
    )
    whole = annotate_next_period(earlier).select_related("period__plan", "judgement", "returned_revision")
    with_readings = whole.prefetch_related(Prefetch("readings", Reading.objects.select_related("indicator")))
    return {entry.task_id: entry for entry in with_readings.order_by("period__number")}
