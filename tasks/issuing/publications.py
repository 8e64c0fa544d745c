"""印发: what an issue consists of, and what a period's issue and its correction mean for its report."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.enums import Audience, EventKind, PeriodState
from tasks.models import Event, Period

#: file name, content, audience
IssuedFile = tuple[str, bytes, Audience]


@dataclass(frozen=True)
class IssueContent:
    """What an issue would consist of at one moment.

    Attributes:
        data: JSON-ready.
        mark: identifies everything that it says but its date.
        unfilled: places that nothing fills, as Chinese sentences.
    """

    files: Sequence[IssuedFile]
    data: dict
    mark: str
    unfilled: Sequence[str]


def is_report_locked(period: Period) -> bool:
    """Tells whether the period was issued here and no correction has begun: the report's text cannot be changed."""
    return period.state == PeriodState.ISSUED and period.publications.exists()


def get_correction_reason(period: Period) -> str:
    """Returns the reason given when the latest correction began; "" without any."""
    begun = Event.objects.filter(kind=EventKind.CORRECTION_BEGUN, subject_type="period", subject_id=period.pk).first()
    return begun.reason if begun else ""
