"""Builds the database constraints that several models share."""

from django.db.models import CheckConstraint, Q

from tasks.periods import FIRST_DAY, LAST_DAY


def build_pair_constraint(name: str) -> CheckConstraint:
    """Demands that ``<name>_at`` and ``<name>_by`` are both set or both empty."""
    both = Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
    neither = Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
    return CheckConstraint(condition=both | neither, name=f"%(class)s_{name}_at_and_by")


def build_choice_constraint(field: str, vocabulary) -> CheckConstraint:
    """Demands that ``field`` holds a value of the vocabulary, a ``tasks.enums.Choice``."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": [member.value for member in vocabulary]}),
        name=f"%(class)s_{field}_known",
    )


def build_days_constraint(*fields: str, name: str = "%(class)s_days_plausible") -> CheckConstraint:
    """Demands that each of the days lies within the bounds of ``tasks.periods``, or is empty."""
    within = Q(*(Q(**{f"{field}__gte": FIRST_DAY, f"{field}__lte": LAST_DAY}) for field in fields))
    return CheckConstraint(condition=within, name=name)
