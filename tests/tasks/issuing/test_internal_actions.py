"""内部事项: marked with a reason, unmarked, each with its trace."""

import pytest

from tasks.issuing.internal_actions import mark_internal, unmark_internal
from tasks.models import Event, InternalItem
from tasks.permissions import Refused


def test_an_item_is_marked_with_a_reason(cast):
    mark_internal(task=cast.key, reason="涉及未公开的规划", by=cast.office)
    event = Event.objects.get()
    assert InternalItem.objects.get().task == cast.key
    assert (event.kind, event.subject, event.reason) == (
        "item_marked_internal",
        "重点工作任务第1项 建成小学两所，投用中学一所",
        "涉及未公开的规划",
    )


def test_the_mark_can_be_taken_away(cast):
    mark_internal(task=cast.key, reason="涉及未公开的规划", by=cast.office)
    unmark_internal(task=cast.key, by=cast.second_office)
    assert (InternalItem.objects.count(), Event.objects.first().kind) == (0, "item_unmarked_internal")


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "stranger"])
def test_only_the_office_of_the_government_marks(cast, who):
    with pytest.raises(Refused, match="不能进行此项操作"):
        mark_internal(task=cast.key, reason="涉密", by=getattr(cast, who))


def test_a_mark_without_reason_a_second_one_and_none_to_take_away_are_refused(cast):
    with pytest.raises(Refused, match="请写明标为内部事项的理由"):
        mark_internal(task=cast.key, reason=" ", by=cast.office)
    with pytest.raises(Refused, match="没有标为内部事项"):
        unmark_internal(task=cast.key, by=cast.office)
    mark_internal(task=cast.key, reason="规划未公开", by=cast.office)
    with pytest.raises(Refused, match="该事项已标为内部事项"):
        mark_internal(task=cast.key, reason="规划未公开", by=cast.office)
    assert Event.objects.count() == 1
