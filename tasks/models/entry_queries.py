"""QuerySets of periods and entries, whose methods select the rows for which a property of the model holds.

``tests/tasks/models/test_entry_queries.py`` checks that method and property agree on any row.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import Contains

from tasks.enums import BEHIND, UNFILED, WITH_UNIT, PeriodState, Standing
from tasks.models.ending import build_stopped_condition
from tasks.models.plan import build_filing_unit_subquery
from tasks.workdays import Workdays


class PeriodQuerySet(models.QuerySet):
    """Periods."""

    def begun(self):
        """Selects the periods that were opened or imported. A planned one does not count as a period yet: a
        government that reports twice a year never opens the other two."""
        return self.exclude(state=PeriodState.PLANNED)

    def previous_to(self, period):
        """Selects 上期: the last begun period of the same plan before ``period``; none before the first."""
        return self.begun().filter(plan=period.plan_id, number__lt=period.number).order_by("-number")[:1]


#: ``PeriodState.takes_filings`` for an entry
TAKES_FILINGS = Q(period__state=PeriodState.OPEN) | Q(period__state=PeriodState.CLOSED, due_on__isnull=False)


def build_signal_condition(code: str) -> Contains:
    """Builds the condition that 预警 has found ``code``, over the text of the JSON, which is alike on both databases.

    Words that a signal quotes cannot be taken for its code, because their own quotation marks are escaped.
    """
    return Contains(Cast("signals", TextField()), f'"code": "{code}"')


#: ``stood_behind`` for an entry
STANDING_BEHIND = Q(judgement__outcome__in=BEHIND) | (
    Q(judgement=None, standing=Standing.LAGGING) & ~Q(state__in=UNFILED)
)


class EntryQuerySet(models.QuerySet):
    """Entries. Each method selects those for which ``is_…`` of ``ProgressEntry`` holds."""

    def handed_over(self):
        return self.exclude(state__in=UNFILED)

    def owed(self):
        return self.filter(TAKES_FILINGS, state__in=WITH_UNIT)

    def overdue(self, on: date, workdays: Workdays):
        """
        Args:
            workdays: of the government of the entries.
        """
        dated = self.alias(day=Coalesce("due_on", "period__due_on"))
        return dated.filter(TAKES_FILINGS, state__in=UNFILED, day__lte=workdays.before(on, 1))

    def standing_behind(self):
        """Selects the entries for which ``stood_behind`` holds."""
        return self.filter(STANDING_BEHIND)

    def signalled(self, code: str):
        """Selects the entries for which ``has_signal(code)`` holds."""
        return self.filter(build_signal_condition(code))

    def filed_by(self, units):
        """Selects the entries whose ``edition.filing_unit`` is one of ``units``, an iterable of ``Unit``."""
        return self.alias(filer=build_filing_unit_subquery("edition")).filter(filer__in=[unit.pk for unit in units])


class AskedEntryManager(models.Manager.from_queryset(EntryQuerySet)):  # type: ignore[misc]
    """The entries that count: without those of items that were stopped (停办) in their period or before.

    What was written in such an entry is kept, and counts again once its item goes on (``ProgressEntry.every``).
    """

    def get_queryset(self):
        return super().get_queryset().exclude(build_stopped_condition(F("period__number"), task="task__"))
