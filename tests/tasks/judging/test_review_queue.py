"""Tests the queue of 填报审核."""

from tasks.judging.review_queue import choose_first_tab, get_filer_name, list_review_queue
from tests.acts import submit


def test_the_queue_is_sorted_by_unit_and_opens_with_what_waits(cast):
    queue = list_review_queue(cast.office, cast.period)
    assert [get_filer_name(entry) for entry in queue] == ["区城市管理局", "区教委", "区教委", "区教委"]
    assert choose_first_tab(queue) == "unfiled"
    submit(cast.key_entry, cast.clerk)
    assert choose_first_tab(list_review_queue(cast.office, cast.period)) == "waiting"
