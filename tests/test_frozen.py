"""What a test commits is gone after it, and what migrations put into the database stays."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission

from tasks.audit import record
from tasks.enums import EventKind
from tests.frozen import FILLED_BY_MIGRATIONS, empty_tables


def count_rows() -> dict[str, int]:
    """Table → its rows, of those that have any."""
    counts = {model._meta.db_table: model.objects.count() for model in apps.get_models(include_auto_created=True)}
    return {table: count for table, count in counts.items() if count}


@pytest.mark.django_db(transaction=True)
def test_the_tables_are_emptied_frozen_ones_included(cast):
    record(EventKind.SIGNED_IN, cast.clerk, by=cast.clerk, government_id=cast.government.pk)
    before = count_rows()
    assert {"tasks_event", "tasks_task", "tasks_user"} < before.keys()
    empty_tables()
    assert count_rows() == {table: count for table, count in before.items() if table in FILLED_BY_MIGRATIONS}
    assert Permission.objects.exists()
