"""Whatever is done to the audit log past the product, the seals say to which row."""

from datetime import timedelta

import pytest
from django.db import models

from tasks import clock
from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Event, EventSeal
from tasks.sealing.chain import compute_content, compute_digest
from tasks.sealing.seal_actions import seal_events
from tasks.sealing.seals import COLUMNS, Head, find_head, find_head_defect, iterate_rows, verify_seals
from tests.frozen import lifted, remove, rewrite


def note(cast, title: str) -> Event:
    return record(EventKind.UNIT_SAVED, cast.lead_unit, by=cast.office, government_id=cast.government.pk, title=title)


@pytest.fixture
def sealed(cast) -> list[Event]:
    """Five sealed events."""
    events = [note(cast, f"第{number}件") for number in range(1, 6)]
    seal_events()
    return events


def later(monkeypatch, **passed) -> None:
    """Time passes on the machine's own clock."""
    moment = clock.get_real_moment() + timedelta(**passed)
    monkeypatch.setattr(clock, "get_real_moment", lambda: moment)


def test_nothing_is_wrong_with_what_nobody_touched(cast, sealed):
    note(cast, "还没封")
    found = verify_seals()
    assert (found.sealed, found.waiting, found.head, found.defects) == (5, 1, find_head(), [])


def test_an_altered_row_is_named(sealed):
    rewrite(Event.objects.filter(pk=sealed[2].pk), reason="改过的理由")
    assert verify_seals().defects == [f"留痕第 {sealed[2].pk} 条：内容被改动（与第 3 号封签不符）"]


@pytest.mark.parametrize(
    "column", [name for name in COLUMNS if name not in ("id", "at", "kind", "before", "after", "succeeded")]
)
def test_every_column_is_sealed(sealed, column):
    field = Event._meta.get_field(column)
    value = 77 if isinstance(field, models.PositiveBigIntegerField) else "x"
    rewrite(Event.objects.filter(pk=sealed[0].pk), **{column: value})
    assert verify_seals().defects == [f"留痕第 {sealed[0].pk} 条：内容被改动（与第 1 号封签不符）"]


def test_a_removed_row_is_named(sealed):
    remove(Event.objects.filter(pk=sealed[1].pk))
    assert verify_seals().defects == [f"留痕第 {sealed[1].pk} 条：已被删除（第 2 号封签还在）"]


def test_two_exchanged_rows_are_named(sealed):
    first, second = sealed[1], sealed[3]
    rewrite(Event.objects.filter(pk=first.pk), subject=second.subject)
    rewrite(Event.objects.filter(pk=second.pk), subject=first.subject)
    assert verify_seals().defects == [
        f"留痕第 {first.pk} 条：内容被改动（与第 2 号封签不符）",
        f"留痕第 {second.pk} 条：内容被改动（与第 4 号封签不符）",
    ]


def test_a_row_that_is_put_in_among_old_ones_is_named_and_never_sealed(cast, monkeypatch):
    with lifted():
        hole = note(cast, "会被删")
        note(cast, "第2件")
        Event.objects.filter(pk=hole.pk)._raw_delete("default")
    seal_events()
    later(monkeypatch, hours=2)
    Event.objects.bulk_create([Event(pk=hole.pk, at=clock.now(), kind=EventKind.SIGNED_IN, actor_name="某人")])
    assert seal_events() == 0
    assert verify_seals().defects == [f"留痕第 {hole.pk} 条：没有封签，是后来补入的"]


def test_a_row_that_commits_late_is_sealed_late(cast, monkeypatch):
    first, second = note(cast, "先写后提交"), note(cast, "先提交")
    row = next(iterate_rows(Event.objects.filter(pk=first.pk)))
    remove(Event.objects.filter(pk=first.pk))
    seal_events()
    later(monkeypatch, minutes=50)
    Event.objects.bulk_create([Event(**row)])
    assert seal_events() == 1
    assert list(EventSeal.objects.values_list("event_id", flat=True)) == [second.pk, first.pk]
    assert verify_seals().defects == []


def test_a_removed_event_with_its_seal_leaves_a_hole_in_the_chain(sealed):
    remove(Event.objects.filter(pk=sealed[2].pk))
    remove(EventSeal.objects.filter(position=3))
    assert verify_seals().defects == ["第 3 号至第 3 号封签：已被删除"]


def test_a_row_altered_with_its_seal_breaks_the_chain(sealed):
    event = Event.objects.filter(pk=sealed[2].pk)
    rewrite(event, reason="改过的理由")
    rewrite(EventSeal.objects.filter(position=3), content=compute_content(next(iterate_rows(event))))
    assert verify_seals().defects == [f"第 3 号封签（留痕第 {sealed[2].pk} 条）：封签本身或前一号封签被改动"]


def test_a_chain_forged_to_its_end_contradicts_the_head_that_was_kept_elsewhere(sealed):
    kept = find_head()
    event = Event.objects.filter(pk=sealed[3].pk)
    rewrite(event, reason="改过的理由")
    previous = EventSeal.objects.get(position=3).digest
    for seal in EventSeal.objects.filter(position__gte=4):
        content = compute_content(next(iterate_rows(Event.objects.filter(pk=seal.event_id))))
        previous = compute_digest(previous, seal.position, seal.event_id, content, seal.sealed_at)
        rewrite(EventSeal.objects.filter(pk=seal.pk), content=content, digest=previous)
    assert verify_seals().defects == []
    assert find_head_defect(kept) == "第 5 号封签与另存的链头不符：链已被整个重做"


def test_a_tail_that_was_cut_off_contradicts_the_head_that_was_kept_elsewhere(sealed):
    kept = find_head()
    assert find_head_defect(kept) == ""
    remove(Event.objects.filter(pk=sealed[4].pk))
    remove(EventSeal.objects.filter(position=5))
    assert verify_seals().defects == []
    assert find_head_defect(kept) == "另存的第 5 号封签不在链上：末尾的留痕连同封签已被删除"


def test_a_part_of_the_chain_is_verified_by_itself(sealed):
    for event in (sealed[0], sealed[4]):
        rewrite(Event.objects.filter(pk=event.pk), reason="改过的理由")
    found = verify_seals(2, 4)
    assert (found.sealed, found.head, found.defects) == (3, Head(4, EventSeal.objects.get(position=4).digest), [])
