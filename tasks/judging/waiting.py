"""Counts in the database what waits for the office in each period, for the head of every page."""

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from tasks.enums import WARNED, EntryState, PeriodState
from tasks.models import Period, ProgressEntry

#: what is issued waits for nobody
IN_WORK = (PeriodState.OPEN, PeriodState.CLOSED)


def build_count(condition: Q) -> Case:
    """Builds the count of a period's entries that meet the condition; 0 for a period that is not in work."""
    of_period = ProgressEntry.objects.filter(condition, period=OuterRef("pk")).order_by()
    counted = of_period.values("period").annotate(count=Count("pk")).values("count")
    return Case(
        When(state__in=IN_WORK, then=Coalesce(Subquery(counted), 0)), default=Value(0), output_field=IntegerField()
    )


def count_waiting(periods: QuerySet[Period]) -> QuerySet[Period]:
    """Annotates each period with ``to_review``, filed entries that are not reviewed, and ``warned``, warnings that are
    not judged (``QueueItem.is_warned``)."""
    return periods.annotate(
        to_review=build_count(Q(state=EntryState.SUBMITTED)),
        warned=build_count(Q(judgement=None, standing__in=WARNED)),
    )
