"""Keys of rows, as a page or somebody else sends them."""

import pytest
from django.urls import reverse

from tasks.pages.frame.forms.picked import read_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12", 12),
        ("", None),
        (None, None),
        ("-1", None),
        ("一", None),
        ("٣", None),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
    ],
)
def test_a_key_is_what_the_database_can_hold(text, key):
    assert read_key(text) == key


@pytest.mark.parametrize(
    ("name", "sent"),
    [("deadlines_page", {f"seen-{'9' * 5000}": "x"}), ("remind_page", {"entry": "9" * 5000})],
)
@pytest.mark.parametrize("way", ["get", "post"])
def test_five_thousand_digits_are_no_key(cast, sign_in, name, sent, way):
    answer = getattr(sign_in(cast.office), way)(reverse(name), sent)
    assert answer.status_code < 500
