"""印发: what a period's issue and its correction mean for its report."""

from tasks.enums import EventKind, PeriodState
from tasks.models import Event, Period


def is_report_locked(period: Period) -> bool:
    """Tells whether the period was issued here and no correction has begun: the report's text cannot be changed."""
    return period.state == PeriodState.ISSUED and period.publications.exists()


def get_correction_reason(period: Period) -> str:
    """Returns the reason given when the latest correction began; "" without any."""
    begun = Event.objects.filter(kind=EventKind.CORRECTION_BEGUN, subject_type="period", subject_id=period.pk).first()
    return begun.reason if begun else ""
