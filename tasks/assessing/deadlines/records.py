"""完成时限: deadlines as frozen values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks.assessing.quantities import Span

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""A year outside of these is taken for a misprint."""


class DeadlineKind(StrEnum):
    """What is due on the day.

    COMPLETION: something is to be done by then: 6月底前完成.
    START: something is to begin by then: 9月开工. It is a milestone, not the end of the work.
    OPEN: the work has no end: 长期坚持.
    """

    COMPLETION = "completion"
    START = "start"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that a text names as a deadline.

    Attributes:
        on: the last day on which the deadline is kept; None if the work is open-ended.
        kind: what is due on it.
        span: the position of the words that name the date.
        quote: these words.
        scope: the words that the date governs, with the date: a clause, or a part of it if it names several dates.
    """

    on: date | None
    kind: DeadlineKind
    span: Span
    quote: str
    scope: str
