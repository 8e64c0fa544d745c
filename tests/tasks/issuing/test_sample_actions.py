"""样板: kept until another is brought, used by a version, never changed once it is used."""

import pytest

from tasks.enums import EventKind
from tasks.issuing.layout_actions import LayoutChangedMeanwhile, LayoutText, add_layout
from tasks.issuing.sample_actions import MOST_SAMPLES, add_sample, use_sample
from tasks.models import Event, LayoutVersion, OfficeLayout, TableSample
from tasks.permissions import Refused


def bring(cast, *, by=None, content: bytes = b"file") -> TableSample:
    given = {"filename": "去年.xlsx", "form": "xlsx", "content": content, "reading": {"body": [1, 2]}}
    return add_sample(government=cast.government, by=by or cast.office, **given)


def add(cast) -> OfficeLayout:
    return add_layout(government=cast.government, content=LayoutText(name="季报", text="甲"), by=cast.office)


def use(cast, layout: OfficeLayout, sample: TableSample, *, seen: int = 1, by=None, reading=None) -> OfficeLayout:
    return use_sample(
        layout=layout,
        sample=sample,
        reading=reading or sample.reading,
        compose=lambda key: LayoutText(name="季报", text=f"样板{key} {seen}"),
        seen=seen,
        by=by or cast.office,
    )


def test_a_file_that_is_brought_leaves_one_event(cast):
    sample = bring(cast)
    assert (bytes(sample.content), sample.is_used) == (b"file", False)
    assert [(event.kind, event.after) for event in Event.objects.all()] == [
        (EventKind.SAMPLE_ADDED, {"文件名": "去年.xlsx"})
    ]


def test_the_next_file_of_the_same_person_takes_the_place_of_one_that_is_not_used(cast):
    bring(cast)
    other = bring(cast, by=cast.second_office)
    mine = bring(cast)
    assert set(TableSample.objects.values_list("pk", flat=True)) == {other.pk, mine.pk}


def test_a_version_uses_it_and_keeps_it(cast):
    layout, sample = add(cast), bring(cast)
    assert use(cast, layout, sample).version == 2
    assert LayoutVersion.objects.get(number=2).text == f"样板{sample.pk} 1"
    bring(cast)
    assert TableSample.objects.get(pk=sample.pk).is_used


def test_read_otherwise_later_it_is_another_one(cast):
    layout, sample = add(cast), bring(cast)
    use(cast, layout, sample)
    use(cast, layout, TableSample.objects.get(pk=sample.pk), seen=2, reading={"body": [1, 9]})
    rows = TableSample.objects.order_by("pk")
    assert [(row.reading["body"], bytes(row.content)) for row in rows] == [([1, 2], b"file"), ([1, 9], b"file")]


def test_a_version_saved_meanwhile_leaves_everything_as_it_was(cast):
    layout, sample = add(cast), bring(cast)
    with pytest.raises(LayoutChangedMeanwhile):
        use(cast, layout, sample, seen=9)
    assert (LayoutVersion.objects.count(), TableSample.objects.get().is_used) == (1, False)


def test_a_sample_that_is_gone_is_told(cast):
    layout, sample = add(cast), bring(cast)
    bring(cast)
    with pytest.raises(Refused, match="这份样板已不在，请重新上传。"):
        use(cast, layout, sample)


def test_the_number_of_samples_is_bounded(cast):
    sample = bring(cast)
    TableSample.objects.all().delete()
    sample.is_used = True
    TableSample.objects.bulk_create(
        TableSample(government=cast.government, filename="x", form="xlsx", content=b"", reading={}, is_used=True,
                    saved_at=sample.saved_at, saved_by=cast.office) for _ in range(MOST_SAMPLES)
    )  # fmt: skip
    with pytest.raises(Refused, match="最多保存 200 份样板"):
        bring(cast)


@pytest.mark.parametrize("who", ["clerk", "leader", "auditor", "stranger"])
def test_only_the_office_of_the_government_may(cast, who):
    layout, sample, by = add(cast), bring(cast), cast.person(who)
    for act in (lambda: bring(cast, by=by), lambda: use(cast, layout, sample, by=by)):
        with pytest.raises(Refused):
            act()
    assert (TableSample.objects.get().pk, LayoutVersion.objects.count()) == (sample.pk, 1)
