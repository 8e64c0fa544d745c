"""填报节奏 as columns: of a government, for the plans that are still to come, and of each plan."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q

from tasks.periods import MONTHS, QUARTERLY, Rhythm

#: in the order in which ``read_rhythm`` takes them
COLUMNS = ("first_month", "period_ends", "period_labels")


def encode_ends(rhythm: Rhythm) -> int:
    """Encodes which months close a period: bit 0 for the first month of the year, bit 11 for the last.

    As one number the database can hold it to what ``Rhythm`` allows: one to twelve months, each once.
    """
    return sum(1 << passed - 1 for passed in rhythm.passed)


def read_rhythm(first_month: int, ends: int, labels: Iterable[str]) -> Rhythm:
    """Returns the rhythm of three columns, for rows that are fetched as values."""
    return _read_rhythm(first_month, ends, tuple(labels))


@lru_cache
def _read_rhythm(first_month: int, ends: int, labels: tuple[str, ...]) -> Rhythm:
    closing = (place for place in range(MONTHS) if ends & 1 << place)
    return Rhythm(first_month, tuple((first_month - 1 + place) % MONTHS + 1 for place in closing), labels)


class RhythmFields(models.Model):
    """The columns of a rhythm; ``rhythm`` reads them, ``take_rhythm`` sets them."""

    first_month = models.PositiveSmallIntegerField("年度起始月份", default=QUARTERLY.first_month)
    # as encode_ends tells
    period_ends = models.PositiveSmallIntegerField("填报期截止月份", default=encode_ends(QUARTERLY))
    # one for each period, "" for the usual one; empty where all are the usual ones
    period_labels = models.JSONField("填报期名称", default=list, blank=True)

    class Meta:
        abstract = True
        constraints = [
            CheckConstraint(
                condition=Q(first_month__gte=1, first_month__lte=MONTHS), name="%(class)s_first_month_known"
            ),
            CheckConstraint(condition=Q(period_ends__gte=1, period_ends__lt=1 << MONTHS), name="%(class)s_has_periods"),
        ]

    @property
    def rhythm(self) -> Rhythm:
        return read_rhythm(self.first_month, self.period_ends, self.period_labels)

    def take_rhythm(self, rhythm: Rhythm) -> None:
        """Sets the columns, without saving."""
        for name, value in build_rhythm_columns(rhythm).items():
            setattr(self, name, value)


def build_rhythm_columns(rhythm: Rhythm) -> dict[str, Any]:
    """Returns the columns of a rhythm by name."""
    return dict(zip(COLUMNS, (rhythm.first_month, encode_ends(rhythm), list(rhythm.own_labels)), strict=True))
