"""Issued rows cannot be changed, and a changed file is noticed."""

from datetime import date

import pytest
from django.db import transaction

from tasks.enums import Audience, PeriodState
from tasks.issuing.publication_actions import issue
from tasks.models import Publication, PublishedFile
from tasks.models.frozen import FrozenRowError


@pytest.fixture
def publication(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    return issue(
        period=cast.period,
        files=[("报告.docx", b"words", Audience.INTERNAL)],
        data={},
        title="报告",
        approved_by_name="王明",
        approved_on=date(2024, 4, 1),
        seen=0,
        by=cast.office,
    )


@pytest.mark.parametrize("model", [Publication, PublishedFile])
@pytest.mark.parametrize(
    "touch",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: type(row).objects.filter(pk=row.pk).delete(),
        lambda row: type(row).objects.all().update(pk=9),
        lambda row: type(row).objects.bulk_update([row], [type(row)._meta.fields[-1].name]),
    ],
    ids=["save", "delete", "delete many", "update many", "bulk update"],
)
def test_nothing_issued_is_changed_or_removed(publication, model, touch):
    row = model.objects.get()
    with pytest.raises(FrozenRowError, match="印发件不可修改、不可删除"), transaction.atomic():
        touch(row)
    assert model.objects.count() == 1


def test_a_file_is_intact_as_long_as_its_bytes_are_those_of_the_issue(publication):
    file = publication.files.get()
    assert file.is_intact()
    path = file.file.storage.path(file.file.name)
    with open(path, "r+b") as stored:
        stored.write(b"W")
    assert not file.is_intact()
    file.file.storage.delete(file.file.name)
    assert not file.is_intact()
