"""Creates governments."""

from typing import Any

from django.db import transaction

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Government, SetupKey, User
from tasks.models.changes import build_field_state
from tasks.organisation.government_names import NAME_FIELDS, refuse_unfit_names, remove_edge_spaces
from tasks.organisation.governments import has_demonstration


def lock_installation() -> SetupKey:
    """Locks the making of governments until the transaction ends, so that two people do not make the first at once.

    Returns:
        The row of the key, which stands for the installation.
    """
    SetupKey.objects.get_or_create(pk=1)
    return SetupKey.objects.select_for_update().get(pk=1)


@transaction.atomic
def add_government(*, values: dict[str, Any], by: User | None, is_demonstration: bool = False) -> Government:
    """Creates a government with an audit row; arguments and errors as ``create_government``.

    Args:
        by: None for the guide and for commands.
    """
    government = create_government(values, is_demonstration=is_demonstration)
    after = {label: value for label, value in build_field_state(government, NAME_FIELDS).items() if value}
    record(EventKind.GOVERNMENT_ADDED, government, by=by, government_id=government.pk, after=after)
    return government


def create_government(values: dict[str, Any], *, is_demonstration: bool = False) -> Government:
    """Creates a government, inside the transaction of the action that records it; beside a demonstration it belongs to
    the demonstration.

    Args:
        values: of ``NAME_FIELDS``; the name as it is written, such as a bureau's, a company's or a school's.

    Raises:
        ValidationError: as ``refuse_unfit_names``.
    """
    lock_installation()
    values = {field: remove_edge_spaces(value) for field, value in values.items()}
    refuse_unfit_names(values)
    return Government.objects.create(**values, is_demonstration=is_demonstration or has_demonstration())
