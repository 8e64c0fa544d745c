"""Shapes of database constraints that several tables share."""

from django.db.models import CheckConstraint, Q


def build_pair_constraint(name: str) -> CheckConstraint:
    """``<name>_at`` and ``<name>_by`` are both set or both empty: no act without a person, none without a time."""
    both = Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
    neither = Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
    return CheckConstraint(condition=both | neither, name=f"%(class)s_{name}_at_and_by")


def build_choice_constraint(field: str, vocabulary) -> CheckConstraint:
    """``field`` holds a value of the vocabulary (a ``tasks.enums.Choice``) and nothing else."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": [member.value for member in vocabulary]}),
        name=f"%(class)s_{field}_known",
    )
