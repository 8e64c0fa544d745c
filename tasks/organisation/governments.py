"""Which governments an installation holds: none yet, the demonstration's, or an office's own."""

from django.db.models import QuerySet

from tasks.models import Government


def select_own_governments() -> QuerySet[Government]:
    """Selects the governments that are no demonstration."""
    return Government.objects.filter(is_demonstration=False)


def is_installation_empty() -> bool:
    """Returns whether there is no government yet, so that the guide may make the first."""
    return not Government.objects.exists()


def has_demonstration() -> bool:
    return Government.objects.filter(is_demonstration=True).exists()
