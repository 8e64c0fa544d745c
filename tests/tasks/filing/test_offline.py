"""Keys of a 离线填报表: signed, and equal for what any program makes of the same text."""

import pytest

from tasks.filing.offline import Forged, Key, key_of, opened, short
from tasks.models import ProgressEntry
from tests.acts import save

KEY = Key(7, 3, None, {"text": "abc"})


def test_a_key_comes_back_as_it_was():
    assert opened(KEY.signed) == KEY


@pytest.mark.parametrize(
    "text", ["", "abc", "7:3", KEY.signed[:-1], f"x{KEY.signed}", KEY.signed.replace(":", "", 1)]
)
def test_anything_else_is_forged(text):
    with pytest.raises(Forged):
        opened(text)


def test_no_signature_serves_another_entry():
    payload, signature = KEY.signed.rsplit(":", 1)
    other, _ = Key(8, 3, None, {"text": "abc"}).signed.rsplit(":", 1)
    with pytest.raises(Forged):
        opened(f"{other}:{signature}")
    assert opened(f"{payload}:{signature}") == KEY


@pytest.mark.parametrize(
    "text", ["一\r\n二", "一\r二", "一_x000D_\n二", "一  \n二\n\n", "\n一\n二", "一\x00\n二"]
)
def test_what_programs_add_does_not_count(text):
    assert short(text) == short("一\n二")


@pytest.mark.parametrize("text", ["一二", "一\n\n二", "　　一\n二", "一\n二。"])
def test_what_people_write_counts(text):
    assert short(text) != short("一\n二")


def test_a_key_knows_the_revision_and_every_cell(cast):
    save(cast.key_entry, cast.clerk, "建成一所。", needs_coordination=True, coordination="用地")
    key = key_of(ProgressEntry.objects.get(pk=cast.key_entry.pk))
    assert key.contents == {
        "text": short("建成一所。"),
        "problem": short(""),
        "next_step": short(""),
        "expected_on": short(""),
        "needs_coordination": short("是"),
        "coordination": short("用地"),
    }
    assert (key.entry, key.revision) == (cast.key_entry.pk, 1)
