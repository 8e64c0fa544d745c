"""Rows of 接续 that the database refuses."""

from django.db.models import Value

from tasks import clock
from tasks.models import TaskContinuation, TaskDiscontinuation


def continue_item(cast, **given) -> TaskContinuation:
    told = {"earlier_year": 2023, "later_year": 2024, "state": "confirmed", "kind": "split"} | given
    return TaskContinuation.objects.create(
        earlier=cast.key, later=cast.other_key, decided_at=clock.now(), decided_by=cast.office, **told
    )


def drop_item(cast, reason: str) -> TaskDiscontinuation:
    return TaskDiscontinuation.objects.create(
        task=cast.key, reason=reason, decided_at=clock.now(), decided_by=cast.office
    )


OF_CONTINUATIONS = {
    "taskcontinuation_state_known": lambda cast: continue_item(cast, state=Value("maybe")),
    "continuation_of_a_pair_once": lambda cast: [continue_item(cast) for _ in range(2)],
    "continuation_goes_forward": lambda cast: continue_item(cast, earlier_year=2024),
    "discontinuation_has_a_reason": lambda cast: drop_item(cast, ""),
    "continuation_confirmed_has_a_kind": lambda cast: continue_item(cast, kind=""),
}
