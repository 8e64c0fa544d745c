"""Every day of the database lies within the bounds of plans."""

from datetime import date

import pytest
from django.db import IntegrityError, models, transaction

from tasks import clock
from tasks.periods import FIRST_DAY, LAST_DAY
from tests.tasks.models.test_constraints import (
    CONSTRAINTS,
    MODELS,
    changed,
    document_of,
    end,
    milestone_of,
    note_of,
    object_to,
    publish,
    put,
    score,
    source_of,
    succeed,
)

NONSENSE = {
    "ending_days_plausible": lambda cast: end(cast, on=date(1948, 12, 31)),
    "cooperationnote_days_plausible": lambda cast: note_of(
        cast, asked_at=clock.now(), asked_by=cast.clerk, due_on=date(9999, 12, 31)
    ),
    "edition_days_plausible": lambda cast: put(cast.key_entry.edition, due_on=date(2210, 1, 1), due_state="confirmed"),
    "objection_days_plausible": lambda cast: object_to(cast, due_on=date(9999, 12, 31)),
    "official_days_plausible": lambda cast: put(cast.official, left_on=date(24, 4, 2)),
    "period_days_plausible": lambda cast: put(cast.period, due_on=date(9999, 12, 31)),
    "plan_days_plausible": lambda cast: put(cast.plan, receipts_due_on=date(9999, 12, 31)),
    "planchange_days_plausible": lambda cast: changed(cast, decided_on=date(24, 4, 2)),
    "plandocument_days_plausible": lambda cast: document_of(cast, issued_on=date(24, 4, 2)),
    "progressentry_days_plausible": lambda cast: put(cast.key_entry, due_on=date(9999, 12, 31)),
    "publication_days_plausible": lambda cast: publish(cast, approved_on=date(24, 4, 2)),
    "responsibility_days_plausible": lambda cast: put(
        cast.key_entry.edition.responsibilities.first(), receipt_due_on=date(9999, 12, 31)
    ),
    "scorecard_days_plausible": lambda cast: score(cast, approved_on=date(24, 4, 2)),
    "sourcedocument_days_plausible": lambda cast: source_of(cast, issued_on=date(24, 4, 2)),
    "unitsuccession_days_plausible": lambda cast: put(succeed(cast), since=date(9999, 12, 31)),
    "milestone_days_plausible": lambda cast: milestone_of(cast, due_on=date(2210, 1, 1)),
}


def test_every_constraint_of_days_has_its_nonsense():
    assert set(NONSENSE) == {name for name in CONSTRAINTS if name.endswith("_days_plausible")}


@pytest.mark.parametrize("name", NONSENSE)
def test_the_database_refuses_a_day_out_of_the_bounds(cast, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        NONSENSE[name](cast)


def test_every_day_is_held_to_the_bounds():
    """Each column of a day is named in a constraint with both bounds."""
    loose = [
        f"{model.__name__}.{field.name}"
        for model in MODELS
        for field in model._meta.fields
        if type(field) is models.DateField
        if not any(
            f"('{field.name}__gte', {FIRST_DAY!r})" in (said := repr(constraint))
            and f"('{field.name}__lte', {LAST_DAY!r})" in said
            for constraint in model._meta.constraints
        )
    ]
    assert loose == []
