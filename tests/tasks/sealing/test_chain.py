"""A seal is computed from what its event says and from the seal before it, and from nothing else."""

from datetime import UTC, datetime, timedelta, timezone

from tasks.sealing.chain import BEGINNING, compute_content, compute_digest

AT = datetime(2024, 4, 2, 2, 0, 0, 5, tzinfo=UTC)
ROW = {"id": 1, "at": AT, "subject": "学位", "before": {"a": 1, "b": "二"}, "succeeded": False}


def test_the_content_is_the_same_in_every_order_and_zone():
    here = {**ROW, "at": AT.astimezone(timezone(timedelta(hours=8))), "before": {"b": "二", "a": 1}}
    assert compute_content(dict(reversed(here.items()))) == compute_content(ROW)


def test_a_column_that_a_later_release_adds_changes_nothing_while_it_is_empty():
    for empty in (None, "", {}, []):
        assert compute_content({**ROW, "later": empty}) == compute_content(ROW)
    assert compute_content({**ROW, "later": "x"}) != compute_content(ROW)


def test_every_value_counts():
    for changed in ({"id": 2}, {"at": AT + timedelta(microseconds=1)}, {"succeeded": True}, {"before": {"a": 1}}):
        assert compute_content({**ROW, **changed}) != compute_content(ROW)


def test_every_part_of_a_seal_counts():
    told = [BEGINNING, 1, 1, "c" * 64, AT]
    others = ["1" * 64, 2, 2, "d" * 64, AT + timedelta(seconds=1)]
    digests = {compute_digest(*told)} | {
        compute_digest(*told[:place], other, *told[place + 1 :]) for place, other in enumerate(others)
    }
    assert len(digests) == 6
