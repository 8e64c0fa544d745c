"""What the database is asked of periods and entries, in the same words as their properties.

A property says whether a fact holds of one row at hand; the method with its name finds the rows of which it holds.
``tests/tasks/models/test_entry_queries.py`` demands that both give one answer on any row.
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from tasks.enums import UNFILED, WITH_UNIT, PeriodState
from tasks.models.plan import build_filing_unit_subquery


class PeriodQuerySet(models.QuerySet):
    """Periods, and which of them follow each other."""

    def begun(self):
        """Those that were opened, or came in with a document. One that is only planned is no period yet: a
        government that reports twice a year never opens the other two."""
        return self.exclude(state=PeriodState.PLANNED)

    def previous_to(self, period):
        """上期: the last one of the same year that has begun before ``period``; none before the first.

        Args:
            period: a ``Period``.
        """
        return self.begun().filter(plan=period.plan_id, number__lt=period.number).order_by("-number")[:1]


#: as ``PeriodState.takes_filings``, asked of an entry
TAKES_FILINGS = Q(period__state=PeriodState.OPEN) | Q(period__state=PeriodState.CLOSED, due_on__isnull=False)


class EntryQuerySet(models.QuerySet):
    """Entries. Each method finds those of which the property of ``ProgressEntry`` with its name holds."""

    def handed_over(self):
        """As ``is_handed_over``."""
        return self.exclude(state__in=UNFILED)

    def owed(self):
        """As ``is_owed``."""
        return self.filter(TAKES_FILINGS, state__in=WITH_UNIT)

    def overdue(self, on: date):
        """As ``is_overdue``."""
        dated = self.alias(day=Coalesce("due_on", "period__due_on"))
        return dated.filter(state__in=UNFILED, day__lt=on)

    def filed_by(self, units):
        """Those whose ``edition.filing_unit`` is among the units.

        Args:
            units: an iterable of ``Unit``.
        """
        return self.alias(filer=build_filing_unit_subquery("edition")).filter(
            filer__in=[unit.pk for unit in units]
        )
