"""The same content filed with several entries lies on the disk once, and as long as one of them needs it."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.enums import Outcome, ResponsibilityRole, Role
from tasks.filing.evidence_actions import add_evidence, remove_evidence
from tasks.judging.objection_actions import file_objection
from tests.acts import judge
from tests.cast import UnitFactory, UserFactory, make_cast, name_units
from tests.together import refusals_at_one_moment

PDF = b"%PDF-1.7\n..."


def add(entry, by, name="验收单.pdf", content=PDF):
    return add_evidence(entry=entry, upload=SimpleUploadedFile(name, content), by=by)


def stored() -> list[str]:
    return default_storage.listdir("evidence")[1] if default_storage.exists("evidence") else []


def test_the_same_content_of_two_entries_is_stored_once_under_both_names(cast):
    first, second = add(cast.key_entry, cast.clerk), add(cast.other_entry, cast.other_clerk, "另名.pdf")
    assert (first.key == second.key, first.file.name == second.file.name, len(stored())) == (False, True, 1)
    assert [first.name, second.name] == ["验收单.pdf", "另名.pdf"]


def test_what_comes_with_an_objection_is_shared_too(cast):
    kept = add(cast.target_entry, cast.clerk)
    judge(cast.key_entry, cast.office, Outcome.LAGGING, "用地未落实")
    cast.key_entry.refresh_from_db()
    upload = SimpleUploadedFile("批复.pdf", PDF)
    seen = cast.key_entry.judgement_id
    objection = file_objection(entry=cast.key_entry, reason="已开工", seen=seen, files=[upload], by=cast.clerk)
    assert (objection.evidence.get().file.name, len(stored())) == (kept.file.name, 1)


def test_another_government_has_a_file_of_its_own(cast):
    add(cast.key_entry, cast.clerk)
    unit = UnitFactory(government=cast.stranger.government)
    name_units(cast.foreign_task.current, ResponsibilityRole.LEAD, [unit])
    add(cast.foreign_entry, UserFactory(role=Role.CLERK, government=unit.government, unit=unit))
    assert len(stored()) == 2


def test_a_lost_file_is_not_shared_but_stored_anew(cast):
    first = add(cast.key_entry, cast.clerk)
    default_storage.delete(first.file.name)
    second = add(cast.target_entry, cast.clerk)
    assert stored() == [str(second.key)]


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_with_the_last_row_that_speaks_of_it():
    cast = make_cast()
    first, second = add(cast.key_entry, cast.clerk), add(cast.target_entry, cast.clerk)
    remove_evidence(evidence=first, by=cast.clerk)
    with second.file.open() as file:
        assert file.read() == PDF
    remove_evidence(evidence=second, by=cast.clerk)
    assert stored() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_one_removes_it_while_others_add_the_same(attempt):
    """Whoever comes first: every row that is left has its file, and nothing is stored twice."""
    cast = make_cast()
    first = add(cast.key_entry, cast.clerk)
    refusals = refusals_at_one_moment(
        lambda: remove_evidence(evidence=first, by=cast.clerk),
        lambda: add(cast.target_entry, cast.clerk),
        lambda: add(cast.other_entry, cast.other_clerk),
    )
    left = [cast.target_entry.evidence.get(), cast.other_entry.evidence.get()]
    assert (refusals, len({one.file.name for one in left}), len(stored())) == ([""] * 3, 1, 1)
    assert default_storage.exists(left[0].file.name)
