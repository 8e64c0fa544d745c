"""An entry's item, wording and judgement are of its own period's plan: the triggers of ``tasks/models/triggers.py``."""

import pytest
from django.db import IntegrityError, transaction

from tasks import clock
from tasks.enums import EntryState, Outcome
from tasks.models import ProgressEntry
from tests.cast import EntryFactory, TaskFactory
from tests.tasks.models.test_constraints import judge, put


def entry_of_another_plan(cast) -> None:
    ProgressEntry.objects.create(
        period=cast.period, task=cast.foreign_task, edition=cast.foreign_task.current, number=9
    )


def new_entry_in_anothers_words(cast) -> None:
    task = TaskFactory(plan=cast.plan, number=9)
    EntryFactory(task=task, period=cast.period, edition=cast.other_key.current)


def judged_by_anothers_judgement(cast) -> None:
    put(cast.target_entry, judgement=judge(cast))


@pytest.mark.parametrize(
    "nonsense",
    [
        entry_of_another_plan,
        judged_by_anothers_judgement,
        lambda cast: put(cast.key_entry, period=cast.foreign_entry.period),
        lambda cast: put(cast.key_entry, task=cast.foreign_task, edition=cast.foreign_task.current),
        lambda cast: put(cast.key_entry, edition=cast.other_key.current),
        new_entry_in_anothers_words,
    ],
    ids=[
        "a new entry whose task is of another plan",
        "a judgement of another entry",
        "an entry moved into a period of another plan",
        "an entry moved to a task of another plan",
        "the wording of another task",
        "a new entry with the wording of another task",
    ],
)
def test_an_entry_stays_with_its_plan_its_wording_and_its_judgement(cast, nonsense):
    with pytest.raises(IntegrityError, match="entry_of_its_plan"), transaction.atomic():
        nonsense(cast)


def test_what_makes_sense_is_let_through(cast):
    put(cast.key_entry, judgement=judge(cast, outcome=Outcome.LAGGING, reason="用地未落实"))
    put(cast.key_entry, saved_at=clock.now(), saved_by=cast.clerk, state=EntryState.DRAFT)
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.state, cast.key_entry.judgement.outcome) == (EntryState.DRAFT, Outcome.LAGGING)
