"""Two people import at the same moment: one is done, the other is told; nothing comes in twice."""

import pytest

from tasks.models import PlanDocument, SourceDocument, Task, User
from tasks.models.changes import ChangedMeanwhile
from tests.cast import UserFactory
from tests.tasks.importing.lists import BASIS, bring, corrected, livelihood, make_begun_plan, plan
from tests.together import answers_at_one_moment

pytestmark = pytest.mark.django_db(transaction=True)


def two_people() -> tuple[User, User]:
    first = User.objects.get(username="nanshan")
    return first, UserFactory(username="nanshan2", role=first.role, government=first.government)


def try_to(document, by: User, **choices):
    """What became of an import: whether it wrote, had nothing to write, or met another state."""
    try:
        changes = bring(document, by=by, **choices)
    except ChangedMeanwhile:
        return "changed"
    return "committed" if changes.committed else "nothing new" if changes.nothing_new else changes.errors


def test_a_list_that_two_people_bring_at_once_comes_in_once():
    make_begun_plan()
    first, second = two_people()
    said = answers_at_one_moment(
        lambda: try_to(livelihood(), first), lambda: try_to(livelihood(filename="另存.docx"), second)
    )
    assert sorted(said) == ["committed", "nothing new"]
    assert (PlanDocument.objects.count(), Task.objects.filter(document__isnull=False).count()) == (1, 3)


def test_of_two_different_corrections_that_were_previewed_at_once_the_second_is_asked_again():
    make_begun_plan()
    first, second = two_people()
    one, other = corrected(r0c2="引进项目25个"), corrected(r0c2="引进项目28个")
    seen = [bring(plan(rows), commit=False).compute_fingerprint() for rows in (one, other)]
    said = answers_at_one_moment(
        lambda: try_to(plan(one), first, basis=BASIS, seen=seen[0]),
        lambda: try_to(plan(other), second, basis=BASIS, seen=seen[1]),
    )
    assert sorted(said) == ["changed", "committed"]
    assert SourceDocument.objects.filter(basis=BASIS.basis).count() == 1
    text = Task.objects.get(number=1).edition.text
    assert text == ("引进项目25个" if said[0] == "committed" else "引进项目28个")
