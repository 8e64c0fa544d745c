"""Of which time a table may tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.periods import CALENDAR_YEAR, QUARTERLY, Rhythm


@dataclass(frozen=True)
class TableTime:
    """The time of a table's document.

    Attributes:
        quarter: 1 to 4, like whose tables it is read; None when it is not known.
        months: the months of the year, in order, of which the table may tell.
        rhythm: of the plan.
    """

    quarter: int | None = None
    months: Sequence[int] = CALENDAR_YEAR
    rhythm: Rhythm = QUARTERLY
