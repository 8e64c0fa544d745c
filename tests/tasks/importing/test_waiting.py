"""Tests the uploaded file that waits for a confirmation: each person has one and sees no other."""

import pytest

from tasks.importing import waiting


def test_a_file_is_found_again_by_its_token(cast):
    token = waiting.store_waiting_file(b"one", by=cast.office)
    with waiting.open_waiting_file(token, by=cast.office) as file:
        assert file.read() == b"one"


def test_a_later_file_takes_the_place_of_the_earlier_one(cast):
    first, second = (
        waiting.store_waiting_file(b"one", by=cast.office),
        waiting.store_waiting_file(b"two", by=cast.office),
    )
    with pytest.raises(waiting.Gone):
        waiting.open_waiting_file(first, by=cast.office)
    with waiting.open_waiting_file(second, by=cast.office) as file:
        assert file.read() == b"two"


def test_two_people_do_not_disturb_each_other(cast):
    mine, theirs = (
        waiting.store_waiting_file(b"one", by=cast.office),
        waiting.store_waiting_file(b"two", by=cast.second_office),
    )
    waiting.remove_waiting_file(by=cast.second_office)
    with pytest.raises(waiting.Gone):
        waiting.open_waiting_file(theirs, by=cast.second_office)
    with waiting.open_waiting_file(mine, by=cast.office) as file:
        assert file.read() == b"one"


@pytest.mark.parametrize("token", ["", "0" * 32, "../../secret_key", "1-../x"])
def test_a_token_that_is_none_finds_nothing(cast, token):
    waiting.store_waiting_file(b"one", by=cast.office)
    with pytest.raises(waiting.Gone):
        waiting.open_waiting_file(token, by=cast.office)


def test_forgetting_where_nothing_waits_is_fine(cast):
    waiting.remove_waiting_file(by=cast.office)
    assert not waiting.default_storage.exists(waiting.FOLDER)
